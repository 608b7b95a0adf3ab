import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Message } from '#domain/messages/message.ts';
import { newObligation } from '#domain/obligations/steps.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Step } from '#domain/programme/programme.ts';
import { toDo } from '#email/templates/owed.ts';
import { workOf } from '#email/work-of.ts';
import { library } from '#programmes/library.ts';
import type { Reached } from '#rehearsal/rehearsed-cohort.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { playing } from '#test/support/playing.ts';
import { sentencesOf, writtenOf } from '#test/support/written.ts';
import { stepJourneys } from '#web/journeys/tasks.ts';

/** What the lead holds for several schools or for those who come from them, and what its owner therefore only comes to. */
const HELD_BY_THE_LEAD = [
  'coaching-triads training',
  'cross-school-trios presentation',
  'film-literacy residential',
  'grow-coaching training',
  ...[1, 2, 3, 4, 5, 6].map((n) => `leadership-forum forum-${n}`),
  'middle-leaders afternoon',
  'itt-mentoring mentor-training',
  ...[1, 2, 3].map((n) => `itt-mentoring mentor-meeting-${n}`),
  'nqt-coach-and-mentor training',
  ...['launch', 'coach-training', 'year-1-review', 'end-review'].map((key) => `peer-coaching ${key}`),
  'practitioner-enquiry leader-training',
  ...['training', 'first-review', 'leaders-1', 'leaders-2', 'leaders-3'].map((key) => `project-tuning ${key}`),
  ...[1, 2, 3, 4, 5, 6].map((n) => `subject-course day-${n}`),
];

const meetings = Object.values(library).flatMap((programme) =>
  programme.steps.filter((step) => step.meeting).map((step) => ({ programme, step })),
);

/** "attend", where somebody else holds it. */
const verbOf = ({ meeting }: Pick<Step, 'meeting'>): string => (meeting?.by === 'lead' ? 'attend' : 'hold');

describe('a meeting', () => {
  it('of the lead is said to be theirs in each programme', () => {
    const said = meetings.filter(({ step }) => step.meeting?.by === 'lead');
    expect(said.map(({ programme, step }) => `${programme.key} ${step.key}`).toSorted()).toEqual(
      HELD_BY_THE_LEAD.toSorted(),
    );
  });

  it('is spoken of alike as a step, as what comes next and as what is owed', async () => {
    const { cohort } = await sampleCohort();
    const partnership = { school: 'Fernbank', people: [], obligations: [] } as unknown as Partnership;
    for (const { programme, step } of meetings) {
      const verb = verbOf(step);
      const { asStep, asNext } = stepJourneys['hold-meeting'];
      expect(asStep(programme, step).toLowerCase().startsWith(`${verb} `)).toBe(true);
      expect(asNext(programme, step).startsWith(`to ${verb} `)).toBe(true);
      const place = { cohort: { ...cohort, programme }, partnership };
      const obligation = newObligation(place.cohort, step, 'head', '2026-09-07T07:00:00Z');
      expect(toDo(workOf({ ...place, obligation }), 'head').startsWith(`${verb} `)).toBe(true);
      // whoever does it in a school's place does not come to their own event
      expect(toDo(workOf({ ...place, obligation }), 'lead').startsWith('hold ')).toBe(true);
    }
  });
});

describe.each(readdirSync(join(import.meta.dirname, '..', 'cohorts')))('in %s', (name) => {
  it('everybody is asked to hold what they hold, and to attend what the lead holds', async () => {
    const read = await sampleCohort(name);
    const asked: { readonly who: Reached; readonly message: Message; readonly now: string }[] = [];
    playing(
      { ...read, cast: 'prompt' },
      {
        sent: (who, _, now) => who.message.kind === 'meeting-request' && asked.push({ who, message: who.message, now }),
      },
    );
    const { cohort } = read;
    for (const { who, message, now } of asked) {
      const { partnership } = who;
      const about = partnership.obligations
        .filter(({ id }) => message.about.includes(id))
        .map((obligation) => ({ cohort, partnership, obligation }));
      const step = cohort.programme.steps.find(({ key }) => key === about[0]?.obligation.step) as Step;
      const { subject, ...rest } = await writtenOf({ cohort, partnership }, message, about, now);
      expect(subject.toLowerCase().startsWith(`${verbOf(step)} `), subject).toBe(true);
      const said = sentencesOf({ subject, ...rest }).join('\n');
      expect(said.includes(`${cohort.lead.name} holds it`)).toBe(step.meeting?.by === 'lead');
    }
    const owners = cohort.programme.steps.some(({ meeting, owner }) => meeting && owner !== 'lead');
    expect(asked.length > 0).toBe(owners || cohort.programme.steps.some(({ meeting }) => meeting));
  });
});
