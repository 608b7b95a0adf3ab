import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Fonts, loadFonts } from '#documents/fonts.ts';
import { hoursAndMinutes, type LedgerDocument, type LedgerRow, ledgerPdf, shareWithin } from '#documents/ledger-pdf.ts';
import { opened, textsOf } from './opened.ts';

const row: LedgerRow = {
  urn: '100001',
  school: 'Example Primary School',
  date: '2026-09-07',
  end: '2026-09-07T14:05:00Z',
  coach: 'Łucja Sample',
  teacher: 'Béa Müller',
  sent: '2026-09-07T16:00:00Z',
  delivered: '2026-09-07T16:01:00Z',
  hours: 116 / 60,
  outcome: 'within',
};
const rows: readonly LedgerRow[] = [
  row,
  { ...row, delivered: '2026-09-08T16:20:00Z', hours: 26.25, outcome: 'late', reason: 'The coach was\nill.' },
  { ...row, sent: undefined, delivered: undefined, hours: undefined, outcome: 'late' },
  { ...row, sent: undefined, delivered: undefined, hours: undefined, outcome: 'waiting' },
  { ...row, sent: undefined, delivered: undefined, hours: undefined, outcome: 'not-held', reason: 'A fire drill' },
];
const ledger: LedgerDocument = {
  cohort: 'Coaching package 2026',
  school: 'Example Primary School',
  asOf: '2026-12-18T16:00:00Z',
  held: 3,
  unsaid: 1,
  within: 1,
  late: 2,
  waiting: 1,
  medianHours: 14.1,
  rows,
};

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

const open = async (change: Partial<LedgerDocument> = {}) => opened(await ledgerPdf({ ...ledger, ...change }, fonts));

describe('ledgerPdf', () => {
  it('is tagged, titled and in British English', async () => {
    const { info, marked, preferences, metadata } = await open();
    expect(marked).toBe(true);
    expect(info).toMatchObject({
      Language: 'en-GB',
      Title: 'Ledger of coaching reports as of 4pm on Friday 18 December 2026',
      CreationDate: 'D:20261218160000Z',
    });
    expect(preferences?.get('DisplayDocTitle')).toBe(true);
    expect(metadata).toContainEqual(['pdfuaid:part', '1']);
  });

  it('gives the share, the median and the counts', async () => {
    const { tags } = await open();
    expect(textsOf(tags, 'H1')).toEqual(['Ledger of coaching reports']);
    expect(textsOf(tags, 'LI')).toEqual([
      'Programme Coaching package 2026',
      'School Example Primary School',
      'As of 4pm on Friday 18 December 2026',
      'Within 24 hours 33% of the reports that were due',
      'Median 14:06 hours and minutes',
      'Sessions held 3',
      'Sessions not recorded yet 1',
      'In time 1',
      'Late 2',
      'Still in their time 1',
      '• Example Primary School, Mon 7 Sept 2026, 3:05pm, Łucja Sample: 26:15 after the session. The coach was ill.',
      '• Example Primary School, Mon 7 Sept 2026, 3:05pm, Łucja Sample: not delivered yet. No reason was given.',
    ]);
  });

  it('has a table whose cells are tagged, with headers for rows and columns', async () => {
    const bytes = await ledgerPdf(ledger, fonts);
    const table = (await opened(bytes)).tags.filter(({ role }) => role === 'TR');
    const cells = table.map(({ children }) => children.map(({ role, text }) => `${role} ${text.trim()}`));
    expect(cells[0]).toEqual([
      'TH Session’s end',
      'TH School',
      'TH Coach',
      'TH Teacher',
      'TH Report sent',
      'TH Delivered',
      'TH Time taken',
      'TH Outcome',
    ]);
    expect(cells[1]).toEqual([
      'TH Mon 7 Sept 2026, 3:05pm',
      'TD Example Primary School (100001)',
      'TD Łucja Sample',
      'TD Béa Müller',
      'TD Mon 7 Sept 2026, 5pm',
      'TD Mon 7 Sept 2026, 5:01pm',
      'TD 01:56',
      'TD Within 24 hours',
    ]);
    expect(cells.map((row) => row.at(-1))).toEqual([
      'TH Outcome',
      'TD Within 24 hours',
      'TD Late',
      'TD Late',
      'TD Waiting',
      'TD Not held',
    ]);
    const source = Buffer.from(bytes).toString('latin1');
    expect(source.match(/\/Scope \/Column/g)).toHaveLength(8);
    expect(source.match(/\/Scope \/Row/g)).toHaveLength(5);
  });

  it('repeats the columns’ titles on each page for the eye, and reads them out once', async () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ ...row, teacher: `Teacher ${i}` }));
    const { pages, tags } = await open({ rows: many });
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.slice(1).every(({ untagged }) => untagged.includes('Outcome'))).toBe(true);
    const rowsRead = tags.filter(({ role }) => role === 'TR').map(({ text }) => text);
    expect(rowsRead.filter((text) => text.includes('Outcome'))).toHaveLength(1);
    expect(rowsRead.filter((text) => /Teacher \d/.test(text))).toHaveLength(60);
    expect(rowsRead.at(-1)).toContain('Teacher 59');
  });

  it('stands before the first session, and with names of any length', async () => {
    const none = await open({ held: 0, within: 0, late: 0, waiting: 0, medianHours: undefined, rows: [] });
    expect(textsOf(none.tags, 'P')).toEqual(['There are no sessions yet.']);
    expect(textsOf(none.tags, 'LBody')).toContain('no report was due yet');
    const long = await open({ rows: [{ ...row, coach: 'W'.repeat(5000), school: 'Long '.repeat(900) }] });
    expect(textsOf(long.tags, 'TR')).toHaveLength(2);
  });

  it('is the same file for the same ledger', async () => {
    expect(Buffer.compare(await ledgerPdf(ledger, fonts), await ledgerPdf(ledger, fonts))).toBe(0);
  });
});

describe('hoursAndMinutes', () => {
  it('never shows a late report as 24:00, nor one in time as more', () => {
    expect(hoursAndMinutes(24)).toBe('24:00');
    expect(hoursAndMinutes(24 + 1 / 3600)).toBe('24:01');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 30 }), (minutes) => {
        const [h = 0, m = 0] = hoursAndMinutes(minutes / 60)
          .split(':')
          .map(Number);
        expect(h * 60 + m).toBe(minutes);
      }),
    );
  });
});

describe('shareWithin', () => {
  it('is 100 only when all were in time', () => {
    expect(shareWithin({ within: 0, late: 0 })).toBeUndefined();
    const count = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(count, count, (within, late) => {
        fc.pre(within + late > 0);
        expect(shareWithin({ within, late }) === 100).toBe(late === 0);
      }),
    );
  });
});
