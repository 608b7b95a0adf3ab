import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lessonPeriods, timetableOf } from '#domain/cycles/provision.ts';
import { faultSentence } from '#import/fault.ts';
import { type ImportFile, type ReadCohort, readCohort } from '#import/read-cohort.ts';
import { cohortDraft, planningTables, sampleCohort, writeFiles, writeTable } from '#test/support/cohorts.ts';

const sample = await sampleCohort('lesson-study');
type Tables = ReturnType<typeof planningTables>;

const asFiles = (tables: Partial<Tables>): ImportFile[] => [
  ...writeFiles(cohortDraft()),
  ...Object.entries(tables).map(([name, rows]) => ({ name, text: writeTable(rows) })),
];

async function reads(files: readonly ImportFile[]): Promise<ReadCohort> {
  const read = await readCohort(files);
  if ('faults' in read) throw new Error(read.faults.map(faultSentence).join('\n'));
  return read;
}

const provisionOf = ({ schools }: ReadCohort, place = 0) => {
  const provision = schools[place]?.provision;
  if (!provision) throw new Error('It has nothing to plan with.');
  return provision;
};

/** The sample's tables, changed. */
function changed(change: (tables: Tables) => void): Tables {
  const tables = planningTables();
  change(tables);
  return tables;
}

describe('what the sample plans with', () => {
  it('is a day of its own for each school, with lunch and after school, and weeks A and B in one', () => {
    expect(sample.schools.map((_, i) => lessonPeriods(provisionOf(sample, i)).length)).toEqual([5, 6, 5]);
    expect(sample.schools.map((_, i) => provisionOf(sample, i).weeks)).toEqual([1, 1, 2]);
    for (const [i] of sample.schools.entries())
      expect(provisionOf(sample, i).periods.flatMap(({ kind }) => (kind === 'lesson' ? [] : kind))).toEqual([
        'lunch',
        'after',
      ]);
    expect(provisionOf(sample).periods.map(({ start }) => start)).toEqual(
      provisionOf(sample)
        .periods.map(({ start }) => start)
        .toSorted(),
    );
  });

  it('is a whole week of every teacher, with two periods of PPA, and somebody part-time', () => {
    for (const [i, school] of sample.schools.entries()) {
      const { weeks, periods } = provisionOf(sample, i);
      const lessons = lessonPeriods({ periods }).length;
      const all = school.teachers.map(({ email }) => timetableOf(provisionOf(sample, i), email) ?? []);
      for (const days of all) {
        expect(days.map((day) => day.length)).toEqual(Array(weeks * 5).fill(lessons));
        for (const week of weeks === 1 ? [days] : [days.slice(0, 5), days.slice(5)]) {
          const states = week.join('');
          expect(states.replace(/[^P]/g, '')).toBe('PP');
          expect(states.replace(/[^F]/g, '').length).toBeGreaterThanOrEqual(2);
        }
      }
      expect(all.some((days) => days.some((day) => /^-+$/.test(day)))).toBe(true);
    }
  });

  it('is cover people with limits, supply and a closure', () => {
    expect(sample.schools.map((_, i) => provisionOf(sample, i).cover.map(({ id }) => id))).toEqual([
      ['cover-1', 'cover-2'],
      ['cover-1', 'cover-2', 'cover-3'],
      ['cover-1', 'cover-2', 'cover-3'],
    ]);
    expect(provisionOf(sample).cover[0]).toEqual({
      id: 'cover-1',
      nth: 1,
      name: 'Bridie Oyelaran-Moss',
      email: 'b.oyelaran-moss@greenlanes.example.org',
      available: ['11111', '11111', '11111', '11111', '00000'],
      mostADay: 2,
      mostAWeek: 6,
    });
    expect(provisionOf(sample, 2).cover[0]?.available).toHaveLength(10);
    expect(provisionOf(sample).supply).toMatchObject({ halfDay: 95, fullDay: 180, budget: 600, mostADay: 2 });
    expect(provisionOf(sample).supply?.days).toHaveLength(14);
    expect(provisionOf(sample, 1).supply?.days).toEqual([]);
    expect(sample.schools.map((_, i) => provisionOf(sample, i).closures.length)).toEqual([1, 0, 0]);
  });
});

describe('a cover person', () => {
  const withWeeks = (weekOf: (weekday: string) => string) =>
    changed((tables) => {
      const rows = tables['cover.csv'] as string[][];
      const day = rows[0]?.indexOf('weekday') ?? 0;
      for (const [i, row] of rows.entries()) row.push(i === 0 ? 'week' : weekOf(row[day] ?? ''));
    });

  it('may cover in other periods in week B than in week A, also where nobody teaches otherwise then', async () => {
    const read = await reads(asFiles(withWeeks((weekday) => ({ Mon: 'A', Tue: 'week b' })[weekday] ?? '')));
    const before = provisionOf(sample);
    const own = provisionOf(read);
    expect(own.weeks).toBe(2);
    expect(own.cover[0]?.available).toEqual([
      ...['11111', '00000', '11111', '11111', '00000'],
      ...['00000', '11111', '11111', '11111', '00000'],
    ]);
    for (const [address, week] of Object.entries(before.timetables))
      expect(own.timetables[address]).toEqual([...week, ...week]);
  });

  it('is said once for each slot of a week, in letters that there are', async () => {
    const sentences = async (tables: Tables) => {
      const read = await readCohort(asFiles(tables));
      return 'faults' in read ? read.faults.map(faultSentence) : [];
    };
    expect((await sentences(withWeeks(() => 'C')))[0]).toMatch(/week: “C” is not a week\..* Write A or B/);
    const twice = withWeeks(() => '');
    const rows = twice['cover.csv'] as string[][];
    rows.push((rows[1] ?? []).with(-1, 'A'));
    expect((await sentences(twice))[0]).toMatch(/of this person stands in row 2 already/);
  });
});

describe('the files that cover is planned with, however they are written', () => {
  it('read the same', async () => {
    const days: Record<string, readonly string[]> = {
      Mon: ['Monday', 'MON', '1'],
      Tue: ['Tuesday', 'tues', '2'],
      Wed: ['Weds', 'wednesday', '3'],
      Thu: ['Thurs', 'Thu', '4'],
      Fri: ['friday', 'Fri', '5'],
    };
    const shape = fc.record({
      day: fc.nat(2),
      delimiter: fc.constantFrom(',', ';', '\t'),
      ending: fc.constantFrom('\n', '\r\n'),
      dash: fc.constantFrom('-', '–', '−'),
      lower: fc.boolean(),
      pound: fc.boolean(),
      spaced: fc.constantFrom('9:00', '09.00', '9am'),
      order: fc.shuffledSubarray([...Array(492).keys()], { minLength: 492 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async (s) => {
        const tables = changed((it) => {
          for (const rows of [it['timetable.csv'], it['cover.csv']])
            for (const row of rows) {
              const at = rows[0]?.indexOf('weekday') ?? 0;
              if (row !== rows[0]) row.splice(at, 1, days[row[at] ?? '']?.[s.day] ?? '');
            }
          for (const row of it['timetable.csv'].slice(1)) {
            if (row[3] === '-') row.splice(3, 1, s.dash);
            if (s.lower) row.splice(3, 1, row[3]?.toLowerCase() ?? '');
            if (s.lower && row[4]) row.splice(4, 1, `week ${row[4].toLowerCase()}`);
          }
          const [head = [], ...rows] = it['timetable.csv'];
          it['timetable.csv'] = [head, ...s.order.map((i) => rows[i] ?? []), ['', '']];
          if (s.pound) it['supply.csv'][1]?.splice(1, 1, '£95.00');
          it['periods.csv'][1]?.splice(2, 1, s.spaced);
          it['closures.csv'][1]?.splice(1, 1, '12/11/2026');
        });
        const files = Object.entries(tables).map(([name, rows]) => ({
          name: name.toUpperCase(),
          text: Buffer.from(`\ufeff${writeTable(rows, s.delimiter, s.ending)}`, 'utf16le'),
        }));
        expect(await reads([...writeFiles(cohortDraft()), ...files])).toEqual(sample);
      }),
      { numRuns: 20 },
    );
  });

  it('may each be missing: a school plans with what it has told', async () => {
    expect((await reads(asFiles({}))).schools.map(({ provision }) => provision)).toEqual(Array(3).fill(undefined));
    const { 'periods.csv': periods, 'closures.csv': closures } = planningTables();
    expect(provisionOf(await reads(asFiles({ 'periods.csv': periods })))).toMatchObject({ timetables: {}, cover: [] });
    const closed = await reads(asFiles({ 'closures.csv': closures }));
    expect(closed.schools.map(({ provision }) => provision?.closures.length)).toEqual([1, undefined, undefined]);
    const empty = Object.fromEntries(Object.entries(planningTables()).map(([name, [head = []]]) => [name, [head]]));
    expect((await reads(asFiles(empty))).schools.map(({ provision }) => provision)).toEqual(Array(3).fill(undefined));
  });

  it('may leave a teacher or a school out: those are planned by hand', async () => {
    const some = await reads(
      asFiles(
        changed((it) => {
          it['timetable.csv'] = it['timetable.csv'].filter((row) => !/^m\.chua@|@millbrook/.test(row[0] ?? ''));
        }),
      ),
    );
    expect(timetableOf(provisionOf(some), 'm.chua@greenlanes.example.org')).toBeUndefined();
    expect(Object.keys(provisionOf(some).timetables)).toHaveLength(5);
    expect(provisionOf(some, 1).timetables).toEqual({});
  });

  it('may leave out the time after school, where nobody can stay', async () => {
    const tables = changed((it) => {
      it['periods.csv'].splice(7, 1);
    });
    const { periods } = provisionOf(await reads(asFiles(tables)));
    expect(periods.map(({ kind }) => kind)).toEqual(['lesson', 'lesson', 'lesson', 'lunch', 'lesson', 'lesson']);
  });

  it('a closure without a URN is every school’s, and a school’s own reason stands before it', async () => {
    const read = await reads(
      asFiles(
        changed((it) => {
          it['closures.csv'].push(['', '2026-11-12', 'Local election'], ['', '2026-10-02', 'Trust conference']);
        }),
      ),
    );
    expect(provisionOf(read).closures).toEqual([
      { date: '2026-10-02', why: 'Trust conference' },
      { date: '2026-11-12', why: 'The school is a polling station' },
    ]);
    expect(provisionOf(read, 1).closures.map(({ why }) => why)).toEqual(['Trust conference', 'Local election']);
  });

  it('a kind says what a period is whatever its name, and where the columns leave it open its name does', async () => {
    const tables = changed((it) => {
      for (const [i, row] of it['periods.csv'].entries()) row.push(i === 0 ? 'kind' : '');
      it['periods.csv'][4]?.splice(1, 1, 'Midday');
      it['periods.csv'][4]?.splice(4, 1, 'Lunch');
      it['periods.csv'][7]?.splice(1, 1, 'Twilight');
    });
    const read = await reads(asFiles(tables));
    expect(provisionOf(read).periods.map(({ name, kind }) => [name, kind])).toEqual([
      ['1', 'lesson'],
      ['2', 'lesson'],
      ['3', 'lesson'],
      ['Midday', 'lunch'],
      ['4', 'lesson'],
      ['5', 'lesson'],
      ['Twilight', 'after'],
    ]);
  });

  it('a teacher of two schools has a timetable in each, told by the URN', async () => {
    const draft = cohortDraft();
    const shared = 'm.chua@greenlanes.example.org';
    draft.people[7]?.splice(2, 1, shared);
    const tables = changed((it) => {
      const [head = [], ...rows] = it['timetable.csv'];
      const both = rows.map((row) => {
        const away = row[0] === 'a.fontaine@millbrook.example.org';
        return [...row.with(0, away ? shared : (row[0] ?? '')), away ? '900102' : row[0] === shared ? '900101' : ''];
      });
      it['timetable.csv'] = [[...head, 'urn'], ...both];
    });
    const files = Object.entries(tables).map(([name, rows]) => ({ name, text: writeTable(rows) }));
    const read = await reads([...writeFiles(draft), ...files]);
    expect(timetableOf(provisionOf(read), shared)).toEqual(timetableOf(provisionOf(sample), shared));
    expect(timetableOf(provisionOf(read, 1), shared)).toEqual(
      timetableOf(provisionOf(sample, 1), 'a.fontaine@millbrook.example.org'),
    );
  });
});
