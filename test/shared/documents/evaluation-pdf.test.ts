import { beforeAll, describe, expect, it } from 'vitest';
import { type EvaluationDocument, evaluationPdf } from '#documents/evaluation-pdf.ts';
import { type Fonts, loadFonts } from '#documents/fonts.ts';
import type { Evaluation } from '#evaluation/evaluation.ts';
import { analyse, answered, startToEnd } from '#test/shared/questionnaires/answering.ts';
import { opened, textsOf } from './opened.ts';

const scale = { points: ['Never', 'Rarely', 'Sometimes', 'Often', 'Always'], best: 'last' } as const;
const items = Array.from({ length: 10 }, (_, i) => ({ key: `s${i}`, text: `Statement ${i + 1} & more`, scale }));
const grades = (grade: number) => Object.fromEntries(items.map(({ key }) => [key, grade]));
const people = Array.from({ length: 20 }, (_, i) => i);
const [analysis] = analyse(
  startToEnd(items) as never,
  [],
  people.flatMap((person) => [
    answered(person, 'start', grades(3)),
    answered(person, 'end', grades(person < 12 ? 5 : person < 17 ? 3 : 1), 400 + person),
  ]),
);

const evaluation: Evaluation = {
  asOf: '2027-07-20T09:00:00Z',
  final: true,
  schools: { invited: 3, running: 0, completed: 2, declined: 1, withdrawn: 0, lapsed: 0 },
  responses: [
    { title: 'Start questionnaire', owner: 'coach', asked: 22, answered: 20 },
    { title: 'End questionnaire', owner: 'coach', asked: 22, answered: 20 },
  ],
  comparisons: [{ from: 'Start questionnaire', to: 'End questionnaire', analysis }],
  timeliness: [
    { what: 'agreements', inTime: 2, late: 1, never: 0, waiting: 0 },
    { what: 'reports', inTime: 38, late: 2, never: 0, waiting: 0 },
  ],
  holdings: [
    {
      what: 'sessions',
      planned: 44,
      held: 40,
      moved: 3,
      cancelled: 4,
      missed: 0,
      unsaid: 0,
      toCome: 0,
      reasons: [{ why: 'Somebody by name was ill', count: 4 }],
    },
  ],
};
const whole: EvaluationDocument = {
  cohort: 'Coaching 2026',
  programme: 'Coaching package',
  evaluation,
  themes: 'Time to talk.\n\nCover that holds: Łódź.',
};

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts();
});

const open = async (change: Partial<EvaluationDocument> = {}) =>
  opened(await evaluationPdf({ ...whole, ...change }, fonts));

describe('evaluationPdf', () => {
  it('is one page, tagged, titled and in British English, with headings in order', async () => {
    const { info, marked, metadata, pages, tags } = await open();
    expect(pages).toHaveLength(1);
    expect(marked).toBe(true);
    expect(info).toMatchObject({ Language: 'en-GB', Title: 'Evaluation, Tuesday 20 July 2027' });
    expect(metadata).toContainEqual(['pdfuaid:part', '1']);
    expect(textsOf(tags, 'H1')).toEqual(['Evaluation: Coaching 2026']);
    expect(textsOf(tags, 'H2')).toEqual([
      'Who answered',
      'What changed',
      'In time, and held',
      'Themes, in the lead’s words',
      'Method and limits',
    ]);
  });

  it('has a picture that says in words what it shows', async () => {
    const bytes = await evaluationPdf(whole, fonts);
    const source = Buffer.from(bytes).toString('latin1');
    expect(source.match(/\/S \/Figure/g)).toHaveLength(1);
    expect(source).toMatch(/\/BBox \[/);
    const { tags } = await opened(bytes);
    expect(tags.filter(({ role }) => role === 'Figure')).toHaveLength(1);
    // texts in a PDF's structure are of two bytes a letter
    const words = source.replaceAll('\0', '');
    expect(words).toContain('Statement 1 & more: 12 rose, 5 stayed, 3 fell.');
    expect(textsOf(tags, 'P')).toContain('2 more are on the page and in the table file.');
  });

  it('gives the counts, the themes and the limits, and no reason that somebody typed', async () => {
    const { tags } = await open();
    const rows = textsOf(tags, 'TR');
    expect(rows[1]).toContain('Start questionnaire');
    expect(rows[1]).toMatch(/coaches\s+22\s+20\s+91%/);
    const text = tags[0]?.text ?? '';
    expect(text).toContain('Reports that reached the head in time: 38 of 40 in time (95%), 2 late');
    expect(text).toContain('Sessions: 40 of 44 held (91%), 3 moved, 4 cancelled');
    expect(text).toContain('Time to talk.');
    expect(text).toContain('There was no group without the programme');
    expect(text).not.toContain('Somebody by name');
  });

  it('stands while the programme runs, before anything was answered or written', async () => {
    const { tags, info } = await open({
      themes: '',
      evaluation: {
        ...evaluation,
        final: false,
        responses: [],
        timeliness: [],
        holdings: [],
        comparisons: [{ from: 'Start questionnaire', to: 'End questionnaire', analysis: undefined }],
      },
    });
    expect(info.Title).toBe('Evaluation so far, Tuesday 20 July 2027');
    expect(textsOf(tags, 'P')).toContain('Nothing has been due yet.');
    expect(textsOf(tags, 'H2')).not.toContain('Themes, in the lead’s words');
  });

  it('runs on where the lead writes at length, and is the same file for the same facts', async () => {
    const { pages } = await open({ themes: 'A long paragraph of themes. '.repeat(200) });
    expect(pages.length).toBeGreaterThan(1);
    expect(Buffer.compare(await evaluationPdf(whole, fonts), await evaluationPdf(whole, fonts))).toBe(0);
  });
});
