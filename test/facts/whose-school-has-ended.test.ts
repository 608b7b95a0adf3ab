import { describe, expect, it } from 'vitest';
import type { School } from '#domain/cohort/cohort.ts';
import { endSchool, withdrawSchool } from '#domain/people/withdrawal.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { readStory } from '#rehearsal/story.ts';
import { countersigns, type JudgedAct, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { type Given, given } from '#test/support/given.ts';
import { lastLetter, sentencesOf } from '#test/support/written.ts';

const leaves: JudgedAct = (p, cohort, now) => withdrawSchool(p, cohort, { by: 'lead' }, now);
const ends: JudgedAct = (p, _cohort, now) => endSchool(p, now);

async function launched(name: string): Promise<Given> {
  const { cohort, schools } = await sampleCohort(name);
  return given(cohort, schools[0] as School)
    .at(`${cohort.launch}T08:00`)
    .decides();
}

const toldOf = (it: Given, kind: string): readonly string[] =>
  it.said.flatMap((line) => (line.startsWith(`${kind} to `) ? [line.replace(`${kind} to `, '')] : []));

const working = (it: Given): readonly string[] =>
  it.partnership.people.filter(({ role }) => role === 'coach' || role === 'mentor').map(({ id }) => id);

describe('a school’s coaches and mentors', () => {
  it.each(['coaching-package', 'itt-mentoring', 'nqt-coach-and-mentor'])(
    'of %s hear that it no longer takes part, though they have no session to come',
    async (name) => {
      const agreed = (await launched(name)).does(signs).decides().does(countersigns);
      expect(working(agreed).length).toBeGreaterThan(0);
      for (const [does, kind] of [
        [leaves, 'school-withdrawn'],
        [ends, 'cohort-ended'],
      ] as const) {
        const gone = agreed.does(does);
        expect(toldOf(gone, kind)).toEqual(expect.arrayContaining([...working(gone)]));
        expect(new Set(toldOf(gone, kind)).size).toBe(toldOf(gone, kind).length);
      }
    },
  );

  it('hear nothing of a school that never signed, and that they were never asked for', async () => {
    const invited = await launched('coaching-package');
    const unmet: Given = invited.does(leaves);
    const met = invited.partnership.sessions.filter((s) => s.invited !== undefined).map((s) => s.coach);
    expect(
      toldOf(unmet, 'school-withdrawn')
        .filter((to) => working(unmet).includes(to))
        .toSorted(),
    ).toEqual([...new Set(met)].toSorted());
  });

  it('hear it in words that are for them', async () => {
    const gone = (await launched('coaching-package')).does(signs).decides().does(countersigns).does(leaves);
    const said = sentencesOf(await lastLetter(gone, 'school-withdrawn', 'coach-1'));
    expect(said).toContain('What you did there until now stays with the programme lead.');
    expect(said.join(' ')).not.toMatch(/your school/i);
  });

  it('of several schools hear once that the whole programme has ended, and no school is named', async () => {
    const { cohort, schools } = await sampleCohort('coaching-package');
    const coach = { name: 'Jo Coach', email: 'jo.coach@example.org' };
    const shared = schools.map((s) => ({
      ...s,
      coaches: [coach],
      sessions: (s.sessions ?? []).map((one) => ({ ...one, coach: coach.email })),
    }));
    expect(shared.length).toBeGreaterThan(1);
    const leads = { who: cohort.lead.email };
    const story = readStory(
      JSON.stringify([
        ...shared.map(({ urn }) => ({ ...leads, at: '2026-10-02T10:00', does: 'countersign', urn })),
        { ...leads, at: '2026-12-01T10:00', does: 'end-cohort' },
      ]),
    );
    const { messages } = rehearse({ cohort, schools: shared, cast: 'prompt', story });
    const ended = messages.filter(({ kind }) => kind === 'cohort-ended').map(({ to }) => to.toLowerCase());
    expect(ended).toContain(coach.email);
    expect(ended.toSorted()).toEqual([...new Set(ended)].toSorted());

    const gone = (await launched('coaching-package')).does(signs).decides().does(countersigns).does(ends);
    const said = sentencesOf(await lastLetter(gone, 'cohort-ended', 'coach-1')).join(' ');
    expect(said).not.toContain(gone.partnership.school);
  });
});
