import { describe, expect, it } from 'vitest';
import { localDate } from '#calendar/london.ts';
import { dueFor, launchMoment, opening } from '#domain/dates/timeline.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { readStory } from '#rehearsal/story.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

/** Those in which one person is asked several times, and the year is quickly played. */
const programmes = ['lesson-study', 'coaching-package', 'coaching-triads', 'cross-school-trios', 'itt-mentoring'];

type Read = Awaited<ReturnType<typeof sampleCohort>>;

const asked = (o: Obligation): boolean => o.kind === 'answer-questionnaire' && o.end?.how !== 'released';

/** Pairs of questionnaires whose times follow each other for a school that is ready from the first day. */
function followers({ cohort }: Read): ReadonlyMap<string, ReadonlySet<string>> {
  const meant = cohort.programme.steps
    .filter(({ kind }) => kind === 'answer-questionnaire')
    .map((step) => {
      const opens = opening(cohort, step, launchMoment(cohort));
      return { key: step.key, owner: step.owner, opens, due: dueFor(cohort, step, opens).at };
    });
  return new Map(
    meant.map((a) => [
      a.key,
      new Set(meant.filter((b) => b.owner === a.owner && b.due < a.opens).map(({ key }) => key)),
    ]),
  );
}

/**
 * The signer of the first school has been given time and signs, and names who takes part, on that day; all others do at once what
 * they are asked.
 */
function signingOn(read: Read, day: string) {
  const { cohort, schools } = read;
  const step = cohort.programme.steps.find(({ kind }) => kind === 'sign-agreement');
  const [school] = schools;
  const who = (step?.owner === 'head' ? school?.head.email : school?.link.email)?.toLowerCase() ?? '';
  const chooses = cohort.programme.steps.some(({ kind, owner }) => kind === 'choose-teachers' && owner === step?.owner);
  const lead = cohort.lead.email;
  const story = [
    { at: '2026-09-01T08:00', who: lead, does: 'is', cast: 'prompt' },
    { at: `${cohort.launch}T12:00`, who: lead, does: 'extend', obligation: step?.key, urn: school?.urn, to: day },
    { at: `${day}T10:00`, who, does: 'sign', urn: school?.urn },
    ...(chooses ? [{ at: `${day}T14:00`, who, does: 'choose-teachers', urn: school?.urn }] : []),
  ];
  return rehearse({ ...read, cast: 'prompt', story: readStory(JSON.stringify(story)) }).partnerships;
}

describe.each(programmes)('in %s', (name) => {
  it('nobody of a school that signs late is asked a questionnaire before they have had their time for the first', async () => {
    const read = await sampleCohort(name);
    const after = followers(read);
    const steps = new Map(read.cohort.programme.steps.map((step) => [step.key, step]));
    for (const day of ['2026-12-10', '2027-02-04'])
      for (const p of signingOn(read, day))
        for (const o of p.obligations.filter(asked))
          for (const before of p.obligations.filter((b) => asked(b) && b.owner === o.owner)) {
            const step = steps.get(before.step ?? '');
            if (!step || !after.get(o.step ?? '')?.has(step.key) || before.opened > o.opened) continue;
            const due = dueFor(read.cohort, step, before.opened).at;
            const over = before.end && before.end.at < due ? before.end.at : due;
            expect([o.id, before.id, localDate(o.opened) > localDate(over)]).toEqual([o.id, before.id, true]);
          }
  });

  it('a school that is in time is asked all of them', async () => {
    const { partnerships } = rehearse({ ...(await sampleCohort(name)), cast: 'prompt' });
    const released = partnerships.flatMap((p) =>
      p.obligations.filter(({ kind, end }) => kind === 'answer-questionnaire' && end?.how === 'released'),
    );
    expect(released).toEqual([]);
  });
});
