import { Hono } from 'hono';
import { readSchools } from '#records/cohorts.ts';
import { deleteDraft } from '#use-cases/drafts.ts';
import { type AskPage, ask, askAndAct } from '#web/kit/confirmation-page.ts';
import { goTo, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { countOf } from '#wording/wording.ts';

/** A draft that nobody needs any more. */
export const deletingDraft = new Hono<Web>();

async function form(c: Asked): Promise<AskPage> {
  const { cohort, parts } = c.var;
  const schools = await readSchools(parts.table, cohort.id);
  const people = schools.reduce(
    (sum, one) => sum + one.teachers.length + (one.coaches?.length ?? 0) + (one.mentors?.length ?? 0),
    0,
  );
  return {
    title: `Delete ${cohort.name}`,
    school: 'Draft',
    back: `/cohorts/${cohort.id}`,
    follows: [
      `The draft goes with everything that you uploaded for it: ${countOf(schools.length, 'school')}, their heads and SLT links, and ${people === 1 ? 'one teacher, coach or mentor' : `${people} teachers, coaches and mentors`}, with timetables and cover if you gave them.`,
      'No school has been emailed, so no one is told.',
      'This cannot be undone. Backups keep it for 35 days.',
    ],
    tick: 'I want to delete this draft',
    button: 'Delete the draft',
    warns: true,
  };
}

deletingDraft.get('/', async (c) => (c.var.cohort.stage === 'draft' ? ask(c, await form(c)) : refusal(c, 404)));

deletingDraft.post('/', async (c) => {
  const { cohort, parts } = c.var;
  if (cohort.stage !== 'draft') return goTo(c, `/cohorts/${cohort.id}`);
  return askAndAct(c, {
    form: await form(c),
    read: () => ({ values: undefined }),
    field: 'confirm',
    act: async () => ({ done: await deleteDraft(parts, cohort.id) }),
    done: () => goTo(c, '/cohorts?told=deleted'),
  });
});
