import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { library } from '#programmes/library.ts';
import { writeProgramme } from '#programmes/programme-file.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readOwnProgramme } from '#records/programmes.ts';
import { formsOn } from '#test/functions/web/crawl.ts';
import { LEAD, OTHER_LEAD, openSite, type Site } from '#test/functions/web/site.ts';
import type { Visitor } from '#test/functions/web/visitor.ts';

let site: Site;
let lead: Visitor;
beforeAll(async () => {
  site = await openSite();
  lead = await site.lead();
});
afterAll(() => site.stop());

const own = async (key: string) => (await readOwnProgramme(site.table, LEAD, key))?.programme;
const sample = (name: string) =>
  new File([readFileSync(join(import.meta.dirname, '../../../../cohorts/lesson-study', name), 'utf8')], name);

/** What a form holds when it is opened, with some of it typed anew. */
async function refill(path: string, typed: Readonly<Record<string, string>>) {
  const { html } = await lead.get(path);
  const [, form] = formsOn(path, html);
  const selected = [...html.matchAll(/<select [^>]*name="([^"]*)"(.*?)<\/select>/gs)].map(([, name, options = '']) => [
    name,
    /value="([^"]*)" selected/.exec(options)?.[1] ?? '',
  ]);
  return lead.post(path, { ...form?.untouched, ...Object.fromEntries(selected), ...typed });
}

describe('the library', () => {
  it('shows every programme with how long it is, who does what, and its timeline as picture and in words', async () => {
    const { html, text } = await lead.get('/programmes');
    for (const { name, key } of Object.values(library)) {
      expect(html).toContain(`href="/programmes/${key}">${name.replaceAll('&', '&amp;')}`);
      expect(html).toContain(`id="timeline-${key}-title"`);
    }
    expect(text).toContain('Triads of three teachers, two in each school');
    expect(text).toContain('7 September to 21 September: Sign the agreement (SLT link)');
  });

  it('tells all of a programme: agreement, steps, questions, reminders', async () => {
    const { text } = await lead.get('/programmes/lesson-study');
    for (const words of [
      'Choose six teachers and place them in two triads.',
      'Opens after “Name six teachers in two triads”. Due 15 school days after it opens.',
      '15 school days before the end of the first term. Due five school days before the end of the first term, at least ten school days after it opens.',
      'Reminders 5 and 1 school day before it is due and 1, 4, 7 and 10 school days after. The lead is told 13 school days after.',
      ...Object.values(lessonStudy.questionnaires).map(({ title }) => title),
      'I know what is asked of me as SLT link, and by when',
      'From “Strongly disagree” to “Strongly agree”, five points',
    ])
      expect(text).toContain(words);
    for (const key of Object.keys(library)) expect((await lead.get(`/programmes/${key}`)).status).toBe(200);
  });

  it('has its timed guides with running times', async () => {
    const { text } = await lead.get('/programmes/project-tuning/guide/project-tuning');
    expect(text).toContain('24 minutes in all');
    expect(text).toContain('0:11 to 0:18');
    expect((await lead.get('/programmes/project-tuning/guide/other')).status).toBe(404);
  });

  it('is for leads who are signed in, and cannot be changed', async () => {
    expect((await site.visitor().get('/programmes')).location).toMatch(/^\/sign-in/);
    expect((await lead.get('/programmes/lesson-study/edit/name')).status).toBe(404);
    expect((await lead.get('/programmes/constructor')).status).toBe(404);
  });
});

describe('a programme of one’s own', () => {
  it('is a copy under another name, for its lead alone', async () => {
    await lead.get('/programmes/lesson-study');
    expect((await lead.post('/programmes/lesson-study/copy', { name: ' ' })).text).toContain(
      'Enter a name for the copy',
    );
    const made = await lead.post('/programmes/lesson-study/copy', { name: 'Lesson study' });
    expect(made.location).toBe('/programmes/lesson-study-2?told=copied');
    const again = await lead.post('/programmes/lesson-study/copy', { name: 'Import' });
    expect(again.location).toBe('/programmes/import-2?told=copied');
    expect(await own('lesson-study-2')).toEqual({ ...lessonStudy, key: 'lesson-study-2' });
    expect((await lead.get('/programmes')).html).toContain('/programmes/lesson-study-2"');
    expect((await (await site.lead(OTHER_LEAD)).get('/programmes/lesson-study-2')).status).toBe(404);
  });

  it('changes nothing where a form is sent as it came', async () => {
    const before = await own('lesson-study-2');
    const edit = '/programmes/lesson-study-2/edit';
    const { html } = await lead.get('/programmes/lesson-study-2');
    const forms = [
      ...new Set([...html.matchAll(/href="(\/programmes\/[^"]*\/edit\/[^"]*)"/g)].map(([, href = '']) => href)),
    ];
    expect(forms.length).toBeGreaterThan(24);
    for (const path of forms.filter((href) => href !== `${edit}/delete`))
      expect([path, (await refill(path, {})).location]).toEqual([path, '/programmes/lesson-study-2?told=saved']);
    const after = await own('lesson-study-2');
    // the first term and term 1 are the same day
    const same = (programme: unknown) => JSON.stringify(programme).replaceAll('"first"', '1');
    expect(same(after)).toBe(same(before));
  });

  it('changes its name, agreement, dates and reminders', async () => {
    const edit = '/programmes/lesson-study-2/edit';
    await refill(`${edit}/name`, { name: 'Studies of ours' });
    await refill(`${edit}/agreement`, { school: 'Name a link.\n\n  Choose   six teachers.\n' });
    await refill(`${edit}/steps/training-visit`, {
      opens: 'term',
      'opens-term': '1',
      'opens-days': '50',
      due: 'term',
      'due-term': '1',
      'due-days': '40',
      'due-least': '5',
    });
    await refill(`${edit}/chasing/school`, { before: '2 4', after: '3', escalate: '', decide: '9' });
    await refill(`${edit}/closes`, { 'closes-term': '3', 'closes-days': '2' });
    const changed = await own('lesson-study-2');
    expect(changed).toMatchObject({
      name: 'Studies of ours',
      agreement: { schoolCommitments: ['Name a link.', 'Choose six teachers.'] },
      chasing: { school: { before: [4, 2], after: [3], decide: 9 }, cover: lessonStudy.chasing.cover },
    });
    expect(changed?.chasing.school).not.toHaveProperty('escalate');
    expect(changed?.steps.find(({ key }) => key === 'training-visit')).toMatchObject({
      notBefore: { term: 1, schoolDaysBeforeEnd: 50 },
      due: { term: 1, schoolDaysBeforeEnd: 40, atLeast: 5 },
    });
  });

  it('refuses what could not run, beside the field, and keeps what was typed', async () => {
    const edit = '/programmes/lesson-study-2/edit';
    const before = await own('lesson-study-2');
    const late = await refill(`${edit}/steps/training-visit`, { 'due-days': '55' });
    expect(late.status).toBe(422);
    expect(late.text).toContain('step 4: This is due 55 school days before the end of term 1, before it opens');
    expect(late.html).toContain('value="55"');
    for (const [path, typed, said] of [
      ['name', { name: '' }, 'Enter a name'],
      ['agreement', { ethics: ' \n ' }, 'Write at least one line under “Ethics”'],
      ['chasing/school', { before: 'soon' }, 'Write whole numbers from 1 to 100'],
      ['closes', { 'closes-term': '' }, 'Choose a term'],
      ['questionnaires/start', { 'question-hope': '' }, 'Question 7: write it, or tick the box to remove it'],
      [
        'questionnaires/start',
        { 'new-text': 'How?', 'new-form': 'scale', 'new-points': 'One' },
        'Write 2 to 20 points',
      ],
    ] as const) {
      const sent = await refill(`${edit}/${path}`, typed);
      expect([path, sent.status]).toEqual([path, 422]);
      expect(sent.text).toContain(said);
    }
    expect(await own('lesson-study-2')).toEqual(before);
  });

  it('rewords, removes and adds questions, and keeps the others’ keys', async () => {
    const path = '/programmes/lesson-study-2/edit/questionnaires';
    for (const key of ['start', 'end'])
      await refill(`${path}/${key}`, {
        'question-role': 'I know what I am to do',
        'remove-question-talk': 'yes',
        'new-text': 'We have enough time',
        'new-form': 'scale',
        'new-points': 'No\nYes',
      });
    const changed = await own('lesson-study-2');
    for (const key of ['start', 'end']) {
      const questions = changed?.questionnaires[key]?.questions ?? [];
      expect(questions[0]).toMatchObject({ key: 'role', text: 'I know what I am to do', form: 'scale' });
      expect(questions.some((asked) => 'key' in asked && asked.key === 'talk')).toBe(false);
      expect(questions.at(-1)).toEqual({
        key: 'we-have-enough-time',
        text: 'We have enough time',
        form: 'scale',
        scale: { points: ['No', 'Yes'], best: 'last' },
      });
    }
  });
});

describe('a programme as a file', () => {
  it('is exported as it is, and imported under its key', async () => {
    const exported = await lead.get('/programmes/lesson-study-2/programme.json');
    expect(exported.headers.get('Content-Disposition')).toBe('attachment; filename="lesson-study-2.json"');
    const text = exported.html.replace('"key": "lesson-study-2"', '"key": "from-a-file"');
    await lead.get('/programmes/import');
    const sent = await lead.postFiles('/programmes/import', { programme: new File([text], 'any.json') });
    expect(sent.location).toBe('/programmes/from-a-file?told=imported');
    await lead.get('/programmes/import');
    const again = await lead.postFiles('/programmes/import', { programme: new File([text], 'any.json') });
    expect(again.location).toBe('/programmes/from-a-file?told=imported-again');
    expect(await own('from-a-file')).toEqual({ ...(await own('lesson-study-2')), key: 'from-a-file' });
  });

  it('has every fault told with its place', async () => {
    await lead.get('/programmes/import');
    expect((await lead.post('/programmes/import')).text).toContain('Choose the file of the programme');
    const text = writeProgramme(lessonStudy).replaceAll('"policy": "school"', '"policy": 3');
    const sent = await lead.postFiles('/programmes/import', { programme: new File([text], 'any.json') });
    expect(sent.status).toBe(422);
    expect(sent.text).toMatch(/The file has \d+ things to mend/);
    expect(sent.text).toContain('step 1, policy');
    const taken = await lead.postFiles('/programmes/import', {
      programme: new File([writeProgramme(lessonStudy)], 'any.json'),
    });
    expect(taken.text).toContain('is that of a programme in the library');
  });
});

describe('a cohort of one’s own programme', () => {
  it('names it by its key, keeps it as it was, and keeps it from being deleted', async () => {
    const cohort = JSON.parse(await sample('cohort.json').text());
    await lead.get('/cohorts/import');
    const sent = await lead.postFiles('/cohorts/import', {
      cohort: new File([JSON.stringify({ ...cohort, programme: 'from-a-file' })], 'cohort.json'),
      schools: sample('schools.csv'),
      people: sample('people.csv'),
    });
    const id = sent.location?.match(/cohorts\/([^?]+)/)?.[1] ?? '';
    const before = await readCohortFacts(site.table, id);
    expect(before?.programme).toEqual(await own('from-a-file'));
    await refill('/programmes/from-a-file/edit/name', { name: 'Another name' });
    expect((await readCohortFacts(site.table, id))?.programme.name).toBe('Studies of ours');
    const shown = await lead.get('/programmes/from-a-file');
    expect(shown.text).toContain('Run by Lesson study 2026-27');
    expect(shown.html).not.toContain('/edit/delete');
    expect((await lead.post('/programmes/from-a-file/edit/delete', { confirm: 'yes' })).status).toBe(404);
  });

  it('is deleted with a tick where no cohort runs it', async () => {
    const path = '/programmes/lesson-study-2/edit/delete';
    expect((await lead.fill(path)).status).toBe(422);
    expect((await lead.fill(path, { confirm: 'yes' })).location).toBe('/programmes?told=deleted');
    expect((await lead.get('/programmes/lesson-study-2')).status).toBe(404);
  });
});
