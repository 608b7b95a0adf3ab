import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultSentence } from '#import/fault.ts';
import { cohortId, readCohort } from '#import/read-cohort.ts';
import { cohortDraft, cohortFiles, sampleCohort, writeFiles, writeTable } from '#test/support/cohorts.ts';

const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));
const sample = await sampleCohort('lesson-study');

/** without the files that cover is planned with */
const plain = await readCohort(writeFiles(cohortDraft()));

describe('the sample cohort', () => {
  it('is a draft of three schools with two triads of three each', () => {
    const { cohort, schools } = sample;
    expect(cohort).toMatchObject({
      name: 'Lesson study 2026-27',
      stage: 'draft',
      launch: '2026-09-07',
      schoolCount: 3,
    });
    expect(cohort.programme.key).toBe('lesson-study');
    expect(cohort.lead).toMatchObject({ id: 'lead', role: 'lead' });
    expect(schools.map((school) => school.phase)).toEqual(['lower', 'middle', 'upper']);
    for (const { teachers } of schools)
      expect(teachers.map((t) => t.group)).toEqual([...Array(3).fill('Triad 1'), ...Array(3).fill('Triad 2')]);
    expect(schools.map((school) => school.cover?.name)).toEqual([
      undefined,
      'Jocasta Wyvern-Bright',
      'Beatriz Lourenço',
    ]);
  });

  it('knows the bank holidays of its terms', () => {
    expect(sample.cohort.calendar.bankHolidays.map((h) => h.date)).toEqual(
      expect.arrayContaining(['2026-12-28', '2027-05-03', '2027-05-31']),
    );
  });

  it('gives everybody an address of their own at example.org', () => {
    const { cohort, schools } = sample;
    const all = [
      cohort.lead,
      ...schools.flatMap((s) => [s.head, s.link, ...(s.cover ? [s.cover] : []), ...s.teachers]),
    ].map((person) => person.email);
    expect(all).toHaveLength(27);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((address) => address.endsWith('.example.org'))).toBe(true);
  });
});

describe('a good cohort, however it is written', () => {
  it('reads the same', async () => {
    const shape = fc.record({
      schoolColumns: fc.shuffledSubarray([...Array(9).keys()], { minLength: 9 }),
      peopleColumns: fc.shuffledSubarray([...Array(5).keys()], { minLength: 5 }),
      blanks: fc.array(fc.tuple(fc.nat(25), fc.constantFrom<string[]>([''], [' '], ['', '', '']))),
      ending: fc.constantFrom('\n', '\r\n', '\r'),
      delimiter: fc.constantFrom(',', ';', '\t'),
      mark: fc.constantFrom('', '\ufeff'),
      heading: fc.constantFrom<(name: string) => string>(
        (name) => name,
        (name) => name.toUpperCase(),
        (name) => name.replace('_', ' '),
        (name) => ` ${name.replace('_', '')} `,
      ),
      spaced: fc.boolean(),
      trailing: fc.boolean(),
      asBytes: fc.boolean(),
      folder: fc.constantFrom('', 'cohort/', 'C:\\cohort\\'),
    });
    await fc.assert(
      fc.asyncProperty(shape, async (s) => {
        const draft = cohortDraft();
        const table = (rows: readonly string[][], columns: readonly number[]) => {
          const shuffled = rows.map((cells, i) =>
            columns
              .map((c) => (i === 0 ? s.heading(cells[c] ?? '') : `${s.spaced ? ' ' : ''}${cells[c] ?? ''}`))
              .concat(s.trailing ? ['', ''] : []),
          );
          for (const [at, blank] of s.blanks) shuffled.splice(at, 0, blank);
          const text = s.mark + writeTable(shuffled, s.delimiter, s.ending);
          return s.asBytes ? bytes(text, 'utf8') : text;
        };
        const read = await readCohort([
          { name: `${s.folder}Cohort.JSON`, text: s.mark + JSON.stringify(draft.cohort) },
          { name: `${s.folder}PEOPLE.csv`, text: table(draft.people, s.peopleColumns) },
          { name: `${s.folder}Schools.csv`, text: table(draft.schools, s.schoolColumns) },
          { name: 'notes.txt', text: 'anything' },
        ]);
        expect(read).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('reads what Excel saves in Windows-1252 and in UTF-16', async () => {
    const draft = cohortDraft();
    draft.people[1]?.splice(1, 1, 'Renée Müller');
    const [cohort, schools, people] = writeFiles(draft).map(({ text }) => String(text).replace(/[^\0-ÿ]/g, 'x'));
    for (const encode of [
      (text = '') => bytes(text, 'latin1'),
      (text = '') => bytes(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'),
    ]) {
      const read = await readCohort([
        { name: 'cohort.json', text: cohort ?? '' },
        { name: 'schools.csv', text: encode(schools) },
        { name: 'people.csv', text: encode(people) },
      ]);
      expect(read).toMatchObject({ schools: [{ teachers: [{ name: 'Renée Müller' }, {}, {}, {}, {}, {}] }, {}, {}] });
    }
  });

  it('needs no people, and may leave out cover columns, half-terms and INSET days', async () => {
    const draft = cohortDraft();
    for (const row of draft.schools) row.splice(7);
    delete draft.cohort.calendar.inset;
    for (const term of draft.cohort.calendar.terms) delete term.halfTerm;
    for (const people of [undefined, '', '\ufeff\n', 'urn,name,email,role,group\n']) {
      const files = writeFiles(draft).slice(0, 2);
      const read = await readCohort(people === undefined ? files : [...files, { name: 'people.csv', text: people }]);
      expect(read).toMatchObject({ schools: [{ teachers: [] }, { teachers: [] }, { teachers: [] }] });
    }
  });

  it('takes further columns, quoted commas, and groups in either case', async () => {
    const draft = cohortDraft();
    draft.people.forEach((row, i) => {
      row.splice(2, 0, i === 0 ? 'subject' : 'English, drama');
    });
    draft.people[2]?.splice(5, 1, 'triad 1');
    draft.schools[1]?.splice(1, 1, 'Greenlanes Lower, Upton');
    const read = await readCohort(writeFiles(draft));
    expect(read).toMatchObject({
      schools: [{ name: 'Greenlanes Lower, Upton', teachers: sample.schools[0]?.teachers }, {}, {}],
    });
  });

  it('puts terms in order', async () => {
    const draft = cohortDraft();
    draft.cohort.calendar.terms.reverse();
    expect(await readCohort(writeFiles(draft))).toEqual(plain);
  });
});

describe('files as a whole', () => {
  const faultsOf = async (files: Parameters<typeof readCohort>[0]) => {
    const read = await readCohort(files);
    return 'faults' in read ? read.faults.map(faultSentence) : [];
  };

  it('are missed by name', async () => {
    expect(await faultsOf([])).toEqual([
      'cohort.json: This file is missing. Add a file named cohort.json.',
      'schools.csv: This file is missing. Add a file named schools.csv.',
    ]);
  });

  it('stand once each', async () => {
    const files = cohortFiles('lesson-study');
    expect(await faultsOf([...files, { name: 'copy/schools.csv', text: '' }])).toEqual([
      'schools.csv: There are two files of this name. Keep one of them.',
    ]);
  });

  it('are refused when they are too large', async () => {
    const [cohort, schools] = writeFiles(cohortDraft());
    const large = { name: 'people.csv', text: new Uint8Array(2_000_001) };
    expect(await faultsOf([cohort, schools, large].filter((file) => file !== undefined))).toEqual([
      expect.stringMatching(/^people\.csv: This file is larger than 2,000 KB\./),
    ]);
  });

  it('hold at most 2,000 schools', async () => {
    const draft = cohortDraft();
    draft.people.splice(1);
    const [head = [], first = []] = draft.schools;
    const many = (count: number) => Array.from({ length: count }, (_, i) => [String(100_000 + i), ...first.slice(1)]);
    const full = await readCohort(writeFiles({ ...draft, schools: [head, ...many(2000)] }));
    expect(full).toMatchObject({ cohort: { schoolCount: 2000 } });
    expect(await faultsOf(writeFiles({ ...draft, schools: [head, ...many(2001)] }))).toEqual([
      'schools.csv: This file has 2,001 rows; we read at most 2,000. Split the cohort into smaller ones.',
    ]);
  });
});

describe('the cohort’s id', () => {
  it('says its name, and whose it is', () => {
    expect(cohortId('Lesson study 2026-27', 'lead@one.example.org')).toMatch(/^lesson-study-2026-27-[0-9a-f]{6}$/);
    expect(cohortId('Lesson study', ' Lead@One.example.org')).toBe(cohortId('Lesson study', 'lead@one.example.org'));
    expect(cohortId('Lesson study', 'lead@two.example.org')).not.toBe(cohortId('Lesson study', 'lead@one.example.org'));
    expect(cohortId('Éducation à Ávila', 'a@one.example.org')).toMatch(/^education-a-avila-/);
  });

  it('is short and plain whatever the name, and tells long names apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        const id = cohortId(name, 'lead@one.example.org');
        expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(id.length).toBeLessThanOrEqual(47);
      }),
    );
    const long = 'A very long name for a cohort of schools in the north';
    expect(cohortId(`${long} 1`, 'a@one.example.org')).not.toBe(cohortId(`${long} 2`, 'a@one.example.org'));
    expect(cohortId('授業研究', 'a@one.example.org')).not.toBe(cohortId('レッスン', 'a@one.example.org'));
  });
});

it('takes a school whose link is not known: both cells are empty, never one of them', async () => {
  const without = (...cells: readonly string[]) => {
    const draft = cohortDraft();
    const [head = [], school = []] = draft.schools;
    for (const [i, column] of ['link_name', 'link_email'].entries()) school[head.indexOf(column)] = cells[i] ?? '';
    return readCohort(writeFiles(draft));
  };
  expect(await without('', '')).toMatchObject({ schools: [{ link: { name: '', email: '' } }, {}, {}] });
  const half = await without('Ben Sample', '');
  expect('faults' in half && half.faults.map((fault) => fault.column)).toEqual(['link_email']);
});
