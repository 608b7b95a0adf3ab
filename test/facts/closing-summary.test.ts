import { describe, expect, it } from 'vitest';
import type { Message } from '#domain/messages/message.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { writtenOf } from '#test/support/written.ts';

const closing: Message = {
  key: 'a/1',
  kind: 'school-summary',
  to: 'head',
  about: [],
  queued: '2027-07-20T09:00:00Z',
  state: 'to-send',
  attempts: 0,
};

/** What the closing letter says of a school, by its label. */
async function factsOf(
  { cohort }: Awaited<ReturnType<typeof sampleCohort>>,
  partnership: Partnership,
): Promise<Map<string, string>> {
  const { blocks } = await writtenOf({ cohort, partnership }, closing, [], closing.queued);
  return new Map(blocks.flatMap((b) => (b.is === 'facts' ? b.rows : [])));
}

const rehearsed = async (name: string, cast: 'prompt' | 'typical') => {
  const read = await sampleCohort(name);
  return { read, partnerships: rehearse({ ...read, cast, seed: 3 }).partnerships };
};

describe('the closing letter to a school', () => {
  it.each(['lesson-study', 'coaching-package', 'itt-mentoring', 'nqt-coach-and-mentor', 'leadership-forum'])(
    'tells of %s how many were asked each questionnaire, and how many answered it',
    async (name) => {
      for (const cast of ['prompt', 'typical'] as const) {
        const { read, partnerships } = await rehearsed(name, cast);
        for (const p of partnerships.filter(({ stage }) => stage === 'completed')) {
          const told = await factsOf(read, p);
          const { questionnaires } = read.cohort.programme;
          const asked = p.obligations.filter((o) => o.kind === 'answer-questionnaire' && o.end?.how !== 'released');
          const byTitle = Map.groupBy(asked, (o) => questionnaires[o.questionnaire ?? '']?.title ?? '');
          for (const [title, all] of byTitle) {
            const done = all.filter(({ end }) => end?.how === 'done').length;
            const said = told.get(title);
            if (all.length === 1) expect(said?.startsWith('Answered on')).toBe(done === 1);
            else expect(said).toBe(`${done} of ${all.length} answered`);
          }
          const titles = Object.values(questionnaires).map((q) => q.title);
          expect(titles.filter((title) => told.has(title)).toSorted()).toEqual([...byTitle.keys()].toSorted());
        }
      }
    },
  );

  it('counts the school’s own people by the name that the programme has for them, and no guests', async () => {
    const trainees = await rehearsed('itt-mentoring', 'prompt');
    const [one] = trainees.partnerships;
    expect(one && [...(await factsOf(trainees.read, one)).keys()]).toContain('Trainees');
    const peers = await rehearsed('peer-coaching', 'prompt');
    for (const p of peers.partnerships) {
      const own = p.people.filter((person) => person.role === 'teacher' && !person.of).length;
      const said = (await factsOf(peers.read, p)).get('Teachers') ?? '';
      const words = ['None were named', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
      expect(said.startsWith(words[own] ?? String(own))).toBe(true);
    }
    const heads = await rehearsed('leadership-forum', 'prompt');
    const [forum] = heads.partnerships;
    expect(forum && (await factsOf(heads.read, forum)).has('Teachers')).toBe(false);
  });
});
