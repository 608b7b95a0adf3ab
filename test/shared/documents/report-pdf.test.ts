import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Fonts, loadFonts } from '#documents/fonts.ts';
import { type ReportDocument, reportPdf } from '#documents/report-pdf.ts';
import { opened, textsOf } from './opened.ts';

const report: ReportDocument = {
  school: 'Oak & Ash Example School <infants>',
  cohort: 'Coaching package 2026',
  date: '2026-09-07',
  start: '13:15',
  end: '14:00',
  coach: 'Zoë Łukasz-Müller',
  teacher: 'Béa Sample',
  focus: 'Wait time',
  workedOn: 'Questions for the whole class.\n\nfi, fl and ffi: first, flow, difficult.',
  seen: 'Every pupil had an answer ready.',
  agreed: 'Plan three questions a lesson.',
  agreedBy: '2026-09-18',
  realTime: true,
  version: 1,
  sentAt: '2026-09-07T16:00:00Z',
  readers: ['Ada Example, headteacher', 'Béa Sample, teacher'],
};

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

const open = async (change: Partial<ReportDocument> = {}) => opened(await reportPdf({ ...report, ...change }, fonts));

describe('reportPdf', () => {
  it('is tagged, titled and in British English', async () => {
    const { info, metadata, marked, preferences, tags } = await open();
    expect(marked).toBe(true);
    expect(info).toMatchObject({ Language: 'en-GB', Title: 'Coaching report, Monday 7 September 2026' });
    expect(preferences?.get('DisplayDocTitle')).toBe(true);
    expect(metadata).toContainEqual(['pdfuaid:part', '1']);
    expect(metadata).toContainEqual(['dc:title', 'Coaching report, Monday 7 September 2026']);
    expect(tags.filter(({ role }) => role === 'Document')).toHaveLength(1);
  });

  it('names nobody in its metadata', async () => {
    const { info, metadata } = await open();
    expect(JSON.stringify([info, metadata])).not.toMatch(/Zoë|Béa|Oak|Ada|Wait/);
  });

  it('has one first heading and a second for each part, in order', async () => {
    const { tags } = await open();
    expect(textsOf(tags, 'H1')).toEqual(['Coaching report']);
    expect(textsOf(tags, 'H2')).toEqual([
      'What was worked on',
      'What was seen',
      'What was agreed next',
      'Real-time coaching',
      'Who reads this report',
    ]);
  });

  it('says who, when and what, each beside its label', async () => {
    const { tags } = await open();
    const items = tags
      .filter(({ role }) => role === 'LI')
      .map(({ children }) => children.map(({ text }) => text.trim()));
    expect(items).toEqual([
      ['School', 'Oak & Ash Example School <infants>'],
      ['Programme', 'Coaching package 2026'],
      ['Session', 'Monday 7 September 2026, 1:15pm to 2pm'],
      ['Coach', 'Zoë Łukasz-Müller'],
      ['Teacher', 'Béa Sample'],
      ['Focus', 'Wait time'],
      ['•', 'Ada Example, headteacher'],
      ['•', 'Béa Sample, teacher'],
    ]);
    expect(textsOf(tags, 'P')).toEqual([
      'Questions for the whole class.',
      'fi, fl and ffi: first, flow, difficult.',
      'Every pupil had an answer ready.',
      'Plan three questions a lesson.',
      'To be done by Friday 18 September 2026.',
      'Real-time coaching was used in this session.',
      'This report is confidential. It was sent to nobody but:',
      'Version 1, sent at 5pm on Monday 7 September 2026.',
    ]);
  });

  it('says so first when it is a correction', async () => {
    const { tags } = await open({ version: 2, sentAt: '2026-09-08T08:20:00Z', replaces: report.sentAt });
    expect(textsOf(tags, 'P')[0]).toBe(
      'Version 2, sent at 9:20am on Tuesday 8 September 2026. It is a correction. This replaces the version of 5pm on Monday 7 September 2026.',
    );
    expect(textsOf((await open({ version: 3 })).tags, 'P')[0]).toContain('This replaces the version before.');
  });

  it('says what was not used, not entered or went past midnight', async () => {
    const { tags } = await open({ realTime: false, seen: ' \n', start: '23:30', end: '00:15', agreedBy: undefined });
    const said = textsOf(tags, 'P');
    expect(said).toContain('Real-time coaching was not used in this session.');
    expect(said).toContain('Nothing was entered.');
    expect(said.join(' ')).not.toContain('To be done');
    expect(textsOf(tags, 'LBody')).toContain('Monday 7 September 2026, 11:30pm to 12:15am the next day');
  });

  it('lets a long text flow over pages, each with its foot outside the tags', async () => {
    const sentence = 'Łucja asked why, waited, and asked again: “What makes you say so?” ';
    const { pages, tags } = await open({ seen: sentence.repeat(300), focus: 'Überlegen '.repeat(400) });
    expect(pages.length).toBeGreaterThan(3);
    const words = textsOf(tags, 'P').join(' ').replace(/\s+/g, ' ');
    expect(words).toContain(sentence.repeat(300).trim());
    expect(
      textsOf(tags, 'LBody')
        .join(' ')
        .match(/Überlegen/g),
    ).toHaveLength(400);
    for (const [i, { untagged }] of pages.entries())
      expect(untagged.trim().split(/\s*\n\s*/)).toEqual(['Confidential', `Page ${i + 1} of ${pages.length}`]);
  });

  it('shows that there was a letter where the font has none', async () => {
    const { tags } = await open({ seen: 'Well done 👩🏽‍🏫 indeed', agreed: 'e\u0301 and i\u0302 come out composed' });
    expect(textsOf(tags, 'P')).toContain('Well done \uFFFD indeed');
    expect(textsOf(tags, 'P')).toContain('é and î come out composed');
  });

  it('is the same file for the same report', async () => {
    const [a, b] = [await reportPdf(report, fonts), await reportPdf(report, fonts)];
    expect(Buffer.compare(a, b)).toBe(0);
    expect(Buffer.from(a).toString('latin1')).toContain('D:20260907160000Z');
  });

  it('takes whatever was typed', async () => {
    const typed = fc.string({ unit: 'binary', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(typed, typed, typed, async (school, focus, seen) => {
        const { tags } = await open({ school, focus, seen });
        expect(textsOf(tags, 'H2')).toHaveLength(5);
        expect(tags.map(({ text }) => text).join('')).not.toContain('\0');
      }),
      { numRuns: 25 },
    );
  });
});
