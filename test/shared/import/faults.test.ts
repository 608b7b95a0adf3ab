import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultSentence, type ImportFault } from '#import/fault.ts';
import { readCohort } from '#import/read-cohort.ts';
import { type CohortDraft, cohortDraft, writeFiles } from '#test/support/cohorts.ts';

type Place = Pick<ImportFault, 'file' | 'row' | 'column'>;

/** One thing done wrong, and where it must be found. */
interface Slip {
  readonly does: (draft: CohortDraft) => void;
  readonly at: Place;
  readonly says: RegExp;
}

const cell = (table: 'schools' | 'people', row: number, column: string, value: string, says: RegExp): Slip => ({
  does: (draft) => {
    draft[table][row - 1]?.splice(draft[table][0]?.indexOf(column) ?? 0, 1, value);
  },
  at: { file: `${table}.csv`, row, column },
  says,
});
const json = (column: string, does: (cohort: CohortDraft['cohort']) => void, says: RegExp): Slip => ({
  does: (draft) => does(draft.cohort),
  at: { file: 'cohort.json', column },
  says,
});

const noProgramme = 'a programme that we do not have';
const wrongTriad = 'a teacher in the wrong triad';

/** No two of these meet in one cell, or one is explained by another: any of them may be made together. */
const slips: Record<string, Slip> = {
  'a name left empty': json('name', (c) => (c.name = ' '), /nothing here/),
  [noProgramme]: json('programme', (c) => (c.programme = 'chess'), /“chess”.*lesson-study/),
  'a lead without a name': json('lead, name', (c) => delete c.lead.name, /missing/),
  'a lead’s address mistyped': json(
    'lead, email',
    (c) => (c.lead.email = 'ingrid'),
    /“ingrid” is not an email address/,
  ),
  'a launch written the British way': json('launch', (c) => (c.launch = '07/09/2026'), /year-month-day.*2026-09-07/),
  'a region elsewhere': json('calendar, region', (c) => (c.calendar.region = 'narnia'), /“narnia”.*scotland/),
  'a term that ends before it starts': json(
    'calendar, term 1, end',
    (c) => (c.calendar.terms[0].end = '2026-09-01'),
    /ends on 2026-09-01 and starts on 2026-09-03/,
  ),
  'a half-term outside its term': json(
    'calendar, term 2, half-term',
    (c) => (c.calendar.terms[1].halfTerm = ['2027-04-01', '2027-04-02']),
    /lies within its term/,
  ),
  'a half-term with a day that does not exist': json(
    'calendar, term 3, half-term, last day',
    (c) => (c.calendar.terms[2].halfTerm = ['2027-05-31', '2027-06-31']),
    /no such day as 2027-06-31/,
  ),
  'an INSET day in words': json('calendar, INSET day 2', (c) => (c.calendar.inset[1] = '5 January'), /“5 January”/),
  'a URN of four digits': cell('schools', 2, 'urn', '9001', /“9001” is not a URN/),
  'a school without a name': cell('schools', 2, 'school', '  ', /nothing here.*school’s name/),
  'a head’s name that is a formula': cell('schools', 2, 'head_name', '=1+1', /begins with =/),
  'a link’s address without a dot': cell('schools', 3, 'link_email', 'f@millbrook', /“f@millbrook” is not an email/),
  'a phase with a line break': cell('schools', 3, 'phase', 'mid\ndle', /line break/),
  'a cover manager without an address': cell('schools', 4, 'cover_email', '', /nothing here/),
  'a cover manager without a name': {
    ...cell('schools', 2, 'cover_email', 'cover@greenlanes.example.org', /cover manager’s name/),
    at: { file: 'schools.csv', row: 2, column: 'cover_name' },
  },
  'a teacher of no school here': cell('people', 20, 'urn', '123456', /No school in schools\.csv has the URN 123456/),
  'a teacher’s address twice': cell('people', 3, 'email', 'M.Chua@greenlanes.example.org', /row 2 and again in row 3/),
  'a role for another file': cell('people', 4, 'role', 'cover manager', /“cover manager”.*schools\.csv/),
  'a teacher without a group': cell('people', 8, 'group', '', /nothing here.*(Triad|Group) 1/),
  'a name that lost a letter': cell('people', 9, 'name', 'Ren\ufffde', /letter that was lost/),
  [wrongTriad]: cell('people', 14, 'group', 'Triad 2', /Triad 1 has two teachers and Triad 2 has four teachers/),
};

/** The sample with one teacher more, of a fourth school, so that every slip has a row to be made in. */
function draftWith(made: readonly Slip[]) {
  const draft = cohortDraft();
  if (made.some(({ at }) => at.row === 20))
    draft.people.push(['', 'Ada Quill', 'a.quill@nowhere.example.org', 'teacher', 'Triad 1']);
  for (const slip of made) slip.does(draft);
  return writeFiles(draft);
}

async function faultsOf(files: Parameters<typeof readCohort>[0]): Promise<readonly ImportFault[]> {
  const read = await readCohort(files);
  return 'faults' in read ? read.faults : [];
}

const hasFound = (faults: readonly ImportFault[], { at, says }: Slip) =>
  faults.some(
    (f) => f.file === at.file && f.row === at.row && f.column === at.column && says.test(`${f.problem} ${f.remedy}`),
  );

describe('a slip in the files', () => {
  it.each(Object.entries(slips))('%s is found where it is', async (_, slip) => {
    const faults = await faultsOf(draftWith([slip]));
    expect(hasFound(faults, slip), faults.map(faultSentence).join('\n')).toBe(true);
    // a URN that is wrong in schools.csv is missed in people.csv
    expect(faults.filter((f) => f.file !== slip.at.file && f.column !== 'urn')).toEqual([]);
  });

  it('is reported together with all the others, in the order of file and row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(Object.keys(slips), { minLength: 1 }), async (chosen) => {
        // without its programme nobody knows how large a group is
        const names = chosen.includes(noProgramme) ? chosen.filter((name) => name !== wrongTriad) : chosen;
        const made = names.map((name) => slips[name]).filter((slip) => slip !== undefined);
        const faults = await faultsOf(draftWith(made));
        expect(made.filter((slip) => !hasFound(faults, slip))).toEqual([]);
        const order = ['cohort.json', 'schools.csv', 'people.csv'];
        const places = faults.map((f) => order.indexOf(f.file) * 1000 + (f.row ?? 0));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });

  it('is told in plain sentences that no other word is needed for', async () => {
    const faults = await faultsOf(draftWith(Object.values(slips)));
    for (const { problem, remedy } of faults) {
      expect(problem).toMatch(/^\S.*[.]$/);
      expect(remedy).toMatch(/^[A-Z].*[.]$/);
      expect(`${problem} ${remedy}`).not.toMatch(/\b(valid|invalid|please|sorry|oops|undefined|null|NaN)\b/i);
    }
    expect(faults.map(faultSentence)).toContain(
      'schools.csv, row 3, link_email: “f@millbrook” is not an email address. Write an email address such as name@school.example.org.',
    );
  });
});

describe('rows and headings', () => {
  const people = (does: (rows: string[][]) => void) => {
    const draft = cohortDraft();
    does(draft.people);
    return faultsOf(writeFiles(draft));
  };
  const schools = (does: (rows: string[][]) => void) => {
    const draft = cohortDraft();
    does(draft.schools);
    return faultsOf(writeFiles(draft));
  };

  it('one fault names a heading that is missing, and what was found; the other columns are still looked at', async () => {
    const faults = await schools((rows) => {
      rows[0]?.splice(6, 1, 'link mail');
      rows[2]?.splice(4, 1, 'nobody');
    });
    expect(faults.map(faultSentence)).toEqual([
      expect.stringMatching(/^schools\.csv, row 1, link_email: There is no column headed link_email\. .*“link mail”/),
      expect.stringMatching(/^schools\.csv, row 3, head_email: /),
    ]);
  });

  it('a file without headings gets one fault, and nothing is said about who depends on it', async () => {
    const faults = await schools((rows) => rows.shift());
    expect(faults).toMatchObject([{ file: 'schools.csv', row: 1 }]);
  });

  it('a heading stands once', async () => {
    const faults = await people((rows) => {
      for (const [i, row] of rows.entries()) row.push(i === 0 ? 'Name' : 'x');
    });
    expect(faults).toMatchObject([{ file: 'people.csv', row: 1, column: 'name' }]);
  });

  it.each([
    ['few', (rows: string[][]) => rows[3]?.splice(1, 1), /four cells under five headings/],
    ['many', (rows: string[][]) => rows[3]?.splice(1, 0, 'Dr'), /six cells under five headings/],
  ])('too %s cells in a row are one fault', async (_, does, says) => {
    const faults = await people(does);
    expect(faults).toMatchObject([{ file: 'people.csv', row: 4, problem: expect.stringMatching(says) }]);
  });

  it('a row number counts blank rows and rows with line breaks as a spreadsheet does', async () => {
    const faults = await people((rows) => {
      rows[1]?.splice(1, 1, 'Mei-Ling\nChua');
      rows.splice(2, 0, [''], ['', '', '', '', '']);
      rows[5]?.splice(2, 1, 'nobody');
    });
    expect(faults).toMatchObject([
      { row: 2, column: 'name' },
      { row: 6, column: 'email' },
    ]);
  });

  it('a quotation mark that nobody closes is told with what stands before it', async () => {
    const [cohort, , people] = writeFiles(cohortDraft());
    const text = String(writeFiles(cohortDraft())[1]?.text).replace('r.pugh@', 'r.pugh').replace('Harrow', '"Harrow');
    const faults = await faultsOf([cohort, { name: 'schools.csv', text }, people].filter((file) => file !== undefined));
    expect(faults).toMatchObject([
      { file: 'schools.csv', row: 2, column: 'link_email' },
      { file: 'schools.csv', row: 4, problem: expect.stringMatching(/quotation mark/) },
    ]);
  });

  it('a school stands once, and the fault names both rows', async () => {
    const faults = await schools((rows) => rows.push(rows[1] ?? []));
    expect(faults).toMatchObject([
      { row: 5, column: 'urn', problem: expect.stringMatching(/row 2 and again in row 5/) },
    ]);
  });

  it('there is at least one school', async () => {
    for (const kept of [0, 1])
      expect(await schools((rows) => rows.splice(kept))).toMatchObject([
        { file: 'schools.csv', problem: 'There is no school in this file.' },
      ]);
  });

  it('groups are as many and as large as the programme wants them, or nobody is named', async () => {
    const [faults, none] = [await people((rows) => rows.splice(5, 2)), await people((rows) => rows.splice(1, 6))];
    expect(faults.map(faultSentence)).toEqual([
      'people.csv, row 5, group: Greenlanes Lower School has two triads: Triad 1 has three teachers and Triad 2 has one teacher. Write two triads of three teachers each, or leave the school’s teachers out: its SLT link is then asked to choose them.',
    ]);
    expect(none).toEqual([]);
    expect(await people((rows) => rows.splice(4, 3))).toMatchObject([
      { row: 2, problem: expect.stringMatching(/has one triad/) },
    ]);
  });
});
