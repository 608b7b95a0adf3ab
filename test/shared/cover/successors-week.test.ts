import { beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '#calendar/london.ts';
import { answerTo, proposalOf, questionOf } from '#cover/planner.ts';
import { dateOf } from '#domain/cycles/cycle.ts';
import { lessonPeriods, timetableDay, timetableOf } from '#domain/cycles/provision.ts';
import { checkTimetable, type Week } from '#domain/cycles/timetable-acts.ts';
import { isUnchecked } from '#domain/cycles/timetables.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { nameSuccessor, replacePerson, reportGone } from '#domain/people/acts.ts';
import type { PersonId } from '#domain/people/person.ts';
import { settleGroup } from '#domain/people/settling.ts';
import { withdrawPerson } from '#domain/people/withdrawal.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { agrees, plannedSchool, proposes } from '#test/support/cover-school.ts';
import type { Given } from '#test/support/given.ts';

const seat = 'teacher-1';
const newcomer = { name: 'Jo Newcomer', email: 'jo@example.org' };
const another = { name: 'Kim Another', email: 'kim@example.org' };

let agreed: Given;
beforeAll(async () => {
  const asked = plannedSchool();
  agreed = asked
    .does(proposes(await proposalNow(asked)))
    .at('2026-09-09T10:00')
    .does(agrees);
  expect(agreed.partnership.cycles).toHaveLength(8);
}, 60_000);

async function proposalNow({ partnership: p, cohort, now }: Given) {
  return proposalOf(p, cohort, now, await answerTo(questionOf(p, cohort, now), 'best'), now);
}

const owedOf = (kind: string, { partnership }: Given) =>
  partnership.obligations.find((o) => o.kind === kind && isOpen(o))?.id ?? '';

const replaced =
  (by: PersonId, who = newcomer, from?: string): JudgedAct =>
  (p, cohort, now) =>
    replacePerson(p, cohort, seat, who, from ?? localDate(now), by, now);

const answers =
  (given: Given, week?: Week): JudgedAct =>
  (p, cohort, now) =>
    checkTimetable(p, cohort, owedOf('check-timetable', given), week, 'link', now);

const takenBy = (who = newcomer) => agreed.at('2026-09-10T09:00').does(replaced('lead', who));

const leaves: JudgedAct = (p, cohort, now) => reportGone(p, cohort, seat, 'left', now);
const withdraws: JudgedAct = (p, cohort, now) => withdrawPerson(p, cohort, seat, seat, now);

const ways: readonly (readonly [string, () => Given])[] = [
  ['named by the lead', takenBy],
  [
    'named by the lead for a later day',
    () =>
      agreed
        .at('2026-09-10T09:00')
        .does(replaced('lead', newcomer, '2026-09-14'))
        .at('2026-09-14T10:00')
        .decides(),
  ],
  [
    'named by the link, as the teacher has left',
    () => {
      const left = agreed.at('2026-09-10T09:00').does(leaves);
      return left.does((p, c, now) => nameSuccessor(p, c, owedOf('name-successor', left), newcomer, 'link', now));
    },
  ],
  [
    'named by the link for the group, as the teacher has withdrawn',
    () => {
      const left = agreed.at('2026-09-10T09:00').does(withdraws);
      return left.does((p, c, now) =>
        settleGroup(p, c, owedOf('settle-group', left), { what: 'replace', successor: newcomer }, 'link', now),
      );
    },
  ],
];

/** The week of whoever sits there. */
const weekOf = ({ partnership: p }: Given): Week =>
  (p.provision && timetableOf(p.provision, personOf(p, seat)?.email ?? '')) ?? [];

const unchecked = ({ partnership: p }: Given): boolean => {
  const person = personOf(p, seat);
  return person !== undefined && isUnchecked(p, person);
};

describe('whoever takes the seat of a teacher', () => {
  it.each(ways)('and is %s has a week that somebody is asked to check', (_, taken) => {
    const now = taken();
    expect(now.partnership.provision && weekOf(now)).toEqual(weekOf(agreed));
    expect(owedOf('check-timetable', now)).not.toBe('');
    expect(now.sent.filter((line) => line.includes('timetable-request'))).toHaveLength(1);
    expect(unchecked(now)).toBe(true);
  });

  it('has the same lessons: nothing is planned anew, and nothing stays unchecked', () => {
    const taken = takenBy();
    const said = taken.does(answers(taken));
    expect(unchecked(said)).toBe(false);
    expect(said.partnership.plan).toEqual(taken.partnership.plan);
    expect(weekOf(said)).toEqual(weekOf(taken));
  });

  it('has other lessons: what no longer fits is planned anew with their own classes', async () => {
    const taken = takenBy();
    const periods = lessonPeriods(taken.partnership.provision ?? { periods: [] });
    const theirs = weekOf(taken).map((day) => day.replace(/[TF]/g, (mark) => (mark === 'T' ? 'F' : 'T')));
    const said = taken.does(answers(taken, theirs));
    expect(unchecked(said)).toBe(false);
    expect(weekOf(said)).toEqual(theirs);
    expect(said.partnership.plan?.state).toBe('wanted');
    const made = await proposalNow(said);
    const taught = made.cycles.filter(({ teaching }) => teaching === seat);
    expect(taught.length).toBeGreaterThan(0);
    for (const { lesson } of taught) {
      const day = theirs[timetableDay({ weeks: 1 }, said.cohort.calendar, dateOf(lesson))] ?? '';
      const nth = periods.findIndex(({ start }) => lesson.start.local.endsWith(start));
      expect(day[nth]).toBe('T');
    }
  });

  it('gives a week with a mark for each lesson of each day, or none is taken', () => {
    const taken = takenBy();
    for (const week of [[], ['TTTTT'], weekOf(taken).map((day) => `${day}T`), weekOf(taken).map(() => 'XXXXX')])
      expect(
        checkTimetable(taken.partnership, taken.cohort, owedOf('check-timetable', taken), week, 'link', taken.now),
      ).toMatchObject({ refused: { why: 'not-now' } });
  });

  it('and is followed by somebody else is no longer asked about, and the other is', () => {
    const taken = takenBy();
    const first = owedOf('check-timetable', taken);
    const again = taken.at('2026-09-11T09:00').does(replaced('lead', another));
    expect(again.obligation(first).end?.how).toBe('released');
    expect(owedOf('check-timetable', again)).not.toBe(first);
    expect(owedOf('check-timetable', again)).not.toBe('');
    expect(unchecked(again)).toBe(true);
  });

  it('and withdraws is no longer asked about', () => {
    const taken = takenBy();
    const first = owedOf('check-timetable', taken);
    expect(taken.at('2026-09-11T09:00').does(withdraws).obligation(first).end?.how).toBe('released');
  });

  it('stays unchecked when the lead releases the question', () => {
    const taken = takenBy();
    const released = taken.does((p, _cohort, now) => release(p, owedOf('check-timetable', taken), now));
    expect(owedOf('check-timetable', released)).toBe('');
    expect(unchecked(released)).toBe(true);
  });

  it('is asked about by nobody when it is the same person, or nothing is to come', () => {
    const left = agreed.at('2026-09-10T09:00').does(leaves);
    const same = left.does((p, c, now) =>
      nameSuccessor(p, c, owedOf('name-successor', left), { ...newcomer, same: true }, 'link', now),
    );
    expect(same.partnership.obligations.some(({ kind }) => kind === 'check-timetable')).toBe(false);
    const over = agreed.does((p, _cohort, _now) => ({
      partnership: { ...p, cycles: p.cycles.map((c) => ({ ...c, state: 'held' as const })) },
      changes: [],
    }));
    const late = over.does(replaced('lead'));
    expect(late.partnership.obligations.some(({ kind }) => kind === 'check-timetable')).toBe(false);
  });
});
