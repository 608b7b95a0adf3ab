import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultSentence } from '#import/fault.ts';
import { importFiles, readCohort } from '#import/read-cohort.ts';
import { cohortDraft, planningTables, writeFiles, writeTable } from '#test/support/cohorts.ts';

/** a few rows of each table are enough to spoil */
const planning = Object.entries(planningTables()).map(([name, rows]) => ({
  name,
  text: writeTable(rows.slice(0, 31)),
}));
const plain = [...writeFiles(cohortDraft()), ...planning];
const pieces = fc.constantFrom(
  ...plain.flatMap(({ text }) => String(text).split(/(?<=[,\n":])/)),
  '"',
  ',',
  '\r',
  '\0',
  '{',
  '=',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 60 }).map((found) => found.join('')),
  fc.json(),
  fc.uint8Array({ maxLength: 300 }),
);

/** Whatever the files hold: a cohort or at least one fault, each with its place and two sentences. */
async function reads(files: Parameters<typeof readCohort>[0]) {
  const read = await readCohort(files);
  if (!('faults' in read)) return;
  expect(read.faults.length).toBeGreaterThan(0);
  for (const fault of read.faults) {
    expect(importFiles).toContain(fault.file);
    expect(faultSentence(fault)).toMatch(/^\S.*\.$/);
  }
}

describe('the readers', () => {
  it('never throw, whatever the files hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 3, maxLength: importFiles.length }), (texts) =>
        reads(texts.map((t, i) => ({ name: importFiles[i] ?? '', text: t }))),
      ),
      { numRuns: 150 },
    );
  });

  it('never throw when one stretch of good files is spoilt', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(plain.length - 1),
        fc.nat(2000),
        fc.nat(40),
        fc.string({ unit: 'binary', maxLength: 8 }),
        (which, at, cut, put) =>
          reads(
            plain.map((file, i) => {
              const whole = String(file.text);
              return i === which ? { ...file, text: whole.slice(0, at) + put + whole.slice(at + cut) } : file;
            }),
          ),
      ),
      { numRuns: 150 },
    );
  });

  it('never throw for JSON of any shape', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const { cohort } = cohortDraft();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'name',
          'programme',
          'lead',
          'launch',
          'calendar',
          'region',
          'terms',
          'inset',
          'start',
          'halfTerm',
        ),
        value,
        (key, put) => {
          const spoilt = JSON.stringify(cohort, (k, v) => (k === key ? put : v));
          return reads(plain.map((file, i) => (i === 0 ? { ...file, text: spoilt } : file)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are not brought down by a great deal of nothing', async () => {
    const deep = '['.repeat(45_000);
    const terms = JSON.stringify({ calendar: { terms: Array(45_000).fill(1) } });
    for (const spoilt of [deep, terms, deep + ']'.repeat(45_000), `{"name": "${'x'.repeat(1_45_000)}" 1}`])
      await reads(plain.map((file, i) => (i === 0 ? { ...file, text: spoilt } : file)));
    for (const spoilt of ['"'.repeat(1_999_999), ','.repeat(1_999_999), '\n'.repeat(1_999_999)])
      await reads(plain.map((file, i) => (i === 1 ? { ...file, text: spoilt } : file)));
  });
});
