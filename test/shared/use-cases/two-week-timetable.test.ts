import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { localDate, plusDays, weekday } from '#calendar/london.ts';
import { schoolDays } from '#calendar/school-calendar.ts';
import { answerTo } from '#cover/planner.ts';
import { setWeeks } from '#domain/cycles/acts.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import { SUPPLY } from '#domain/cycles/provision.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { readCohort } from '#import/read-cohort.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { agreesToPlan, schoolAt, untilPlanned } from '#test/support/shared-cover.ts';
import { act } from '#use-cases/act.ts';
import { askPlanner, recordPlan } from '#use-cases/plan-cover.ts';

const folder = join(import.meta.dirname, '..', '..', 'cases', 'two-week-timetable');
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const read = await readCohort(files);
if ('faults' in read) throw new Error(JSON.stringify(read.faults));
const { cohort, schools } = read;
const ID = `${cohort.id}/${schools[0]?.urn}`;

/** A row of a file by its headings. */
const rowsOf = (name: string) => {
  const [headings = [], ...rows] = (files.find((one) => one.name === name)?.text ?? '')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  return rows.map((cells) => Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? ''])));
};

/** Weeks with a school day in their order, from the beginning of the year or anew in each term. */
function letterOf(day: string, countsOn: boolean): string {
  const { terms } = cohort.calendar;
  const from = countsOn ? terms[0]?.start : terms.findLast(({ start }) => start <= day)?.start;
  const mondays = schoolDays(cohort.calendar)
    .filter((one) => one >= (from ?? '') && one <= day)
    .map((one) => plusDays(one, 1 - weekday(one)));
  return (new Set(mondays).size - 1) % 2 === 0 ? 'A' : 'B';
}

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
const timetable = rowsOf('timetable.csv');
const cover = rowsOf('cover.csv');

/** What the files say that does not fit a plan: who teaches is free in that lesson, or who covers is not there. */
function misfits(p: Partnership, countsOn: boolean): readonly string[] {
  return p.cycles.filter(isAhead).flatMap((cycle) => {
    const date = localDate(cycle.lesson.start.at);
    const letter = letterOf(date, countsOn);
    const at = (row: Record<string, string>, day: string, period: string) =>
      row.weekday === DAYS[weekday(day)] && row.period === period;
    const teaching = personOf(p, cycle.teaching)?.email;
    const taught = timetable.find(
      (row) => row.email === teaching && row.week === letter && at(row, date, cycle.lesson.period),
    );
    const absent = cycle.duties.filter((duty) => {
      const email = p.provision?.cover.find(({ id }) => id === duty.by)?.email;
      return (
        duty.by !== SUPPLY &&
        duty.hired === undefined &&
        !cover.some((row) => row.email === email && at(row, duty.date, duty.period))
      );
    });
    return [
      ...(taught?.state === 'T' ? [] : [`${cycle.id}: nobody is taught on ${date}, week ${letter}`]),
      ...absent.map((duty) => `${cycle.id}: ${duty.by} is not there on ${duty.date}`),
    ];
  });
}

const dynamo = onDynamo();
let parts: TestParts;

async function plans(): Promise<Partnership> {
  const ask = await askPlanner(parts, ID);
  if (!ask) throw new Error('Nothing is asked');
  const answer = await answerTo(ask.question, 'best');
  expect(await recordPlan(parts, ID, ask, answer, { final: true })).toEqual({ recorded: true });
  expect(await agreesToPlan(parts, ID)).toBe('agreed');
  return schoolAt(parts, ID);
}

describe('a school with a timetable of two weeks', () => {
  beforeAll(async () => {
    parts = testParts(await dynamo.table());
    await launch(parts, { cohort, schools });
    parts.at('2026-09-07T08:00');
    await untilPlanned(parts, ID);
  }, 60_000);

  it('has every cycle on lessons that are taught in the week that the day is in', async () => {
    const p = await plans();
    expect(p.cycles.filter(isAhead)).toHaveLength(8);
    expect(misfits(p, false)).toEqual([]);
  }, 60_000);

  it('that counts on over the holidays says so, and what is in the other week then is planned anew', async () => {
    parts.at('2026-09-08T10:00');
    const before = await schoolAt(parts, ID);
    const said = await act(parts, ID, 'link', (p, c, now) => setWeeks(p, c, ['as-cohort', 'on', 'on'], now));
    if ('refused' in said) throw new Error(said.refused.sentence);
    const wrong = misfits(before, true);
    expect((await schoolAt(parts, ID)).plan?.state).toBe(wrong.length > 0 ? 'wanted' : expect.any(String));
    const p = (await schoolAt(parts, ID)).plan?.state === 'wanted' ? await plans() : await schoolAt(parts, ID);
    expect(p.cycles.filter(isAhead)).toHaveLength(8);
    expect(misfits(p, true)).toEqual([]);
  }, 60_000);
});
