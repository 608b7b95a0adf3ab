import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cohortId } from '#import/read-cohort.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import { writeProgramme } from '#programmes/programme-file.ts';
import { readCohortRecord, saveCohort } from '#records/cohorts.ts';
import { keepOwnProgramme } from '#records/programmes.ts';
import { active, invited } from '#test/support/first-school.ts';
import type { Posting } from './conflicts.ts';
import type { CoverSite } from './cover-site.ts';
import { formsOn } from './crawl.ts';
import { day, EARLY, form, tick } from './filling.ts';
import { heldByTheLead } from './posting-schools.ts';
import { type ByLead, ofSchools } from './postings-of-schools.ts';
import { LEAD } from './site.ts';

const cohort = async (at: CoverSite): Promise<string> => `/cohorts/${at.cohort.id}`;
const nowhere = async (): Promise<string> => '';

/** Snow on a day of the first term: what the form of the dates holds, with a closure. */
async function closing(tab: Parameters<Posting['open']>[0], at: CoverSite) {
  const path = `${await cohort(at)}/dates`;
  const { html } = await tab.get(path);
  const filled = formsOn(path, html).find(({ action }) => action === path)?.untouched ?? {};
  return { path, fields: { ...filled, ...day('closure1', '16', '9'), 'closure1-why': 'Snow' } };
}

const follows: Posting['open'] = async (tab, at) => {
  const { path, fields } = await closing(tab, at);
  const { location = '' } = await tab.post(path, fields);
  await tab.get(location);
  return { path: `${path}/follows`, fields: tick };
};

const own = async ({ site: { table } }: CoverSite) =>
  keepOwnProgramme(table, LEAD, { ...lessonStudy, key: 'studies', name: 'Studies' });

/** A form of the programme as it is opened, with some of it typed anew. */
const editing =
  (path: string, typed: Readonly<Record<string, string>>): Posting['open'] =>
  async (tab) => {
    const where = `/programmes/studies/edit/${path}`;
    const { html } = await tab.get(where);
    const filled = formsOn(where, html).find(({ action }) => action === where)?.untouched;
    const chosen = [...html.matchAll(/<select [^>]*name="([^"]*)"(.*?)<\/select>/gs)].map(([, name, options = '']) => [
      name,
      /value="([^"]*)" selected/.exec(options)?.[1] ?? '',
    ]);
    return { path: where, fields: { ...filled, ...Object.fromEntries(chosen), ...typed } };
  };

const sample = (name: string) =>
  new File([readFileSync(join(import.meta.dirname, '../../cohorts/lesson-study', name))], name);

/** A lead uploads the sample’s files of these inputs, one upload after the other. */
async function uploads({ site }: CoverSite, ...each: readonly (readonly string[])[]): Promise<void> {
  const lead = await site.lead();
  for (const inputs of each) {
    await lead.get('/cohorts/import');
    const files = inputs.map((input) => [input, sample(input === 'cohort' ? 'cohort.json' : `${input}.csv`)]);
    await lead.postFiles('/cohorts/import', Object.fromEntries(files));
  }
}

const ofCohorts: readonly ByLead[] = [
  {
    name: 'a launch',
    stands: () => invited,
    at: EARLY,
    async before({ site, cohort: launched }) {
      const kept = await readCohortRecord(site.table, launched.id);
      await saveCohort(site.table, kept, { ...launched, stage: 'draft' }, undefined);
    },
    open: form(cohort, '/launch', tick),
  },
  { name: 'dates', stands: () => invited, at: EARLY, open: closing },
  {
    name: 'events',
    stands: heldByTheLead,
    at: EARLY,
    open: form(cohort, '/events', { ...day('event1', '24', '9'), 'event1-start': '9:30' }),
  },
  { name: 'dates are moved', stands: () => invited, at: EARLY, open: follows },
  {
    name: 'a move is undone',
    stands: () => invited,
    at: EARLY,
    async before(at) {
      const lead = await at.site.lead();
      const { path, fields = {} } = await follows(lead, at);
      await lead.post(path, fields);
    },
    open: form(cohort, '/dates/undo', { nth: '1' }),
  },
  {
    name: 'themes',
    stands: () => active,
    at: EARLY,
    open: form(cohort, '/evaluation', { themes: 'Time was short' }),
  },
  { name: 'a cohort ends', stands: () => invited, at: EARLY, open: form(cohort, '/end', tick) },
  {
    name: 'a cohort is imported',
    stands: () => invited,
    at: EARLY,
    open: async (tab) => {
      await tab.get('/cohorts/import');
      const files = { cohort: sample('cohort.json'), schools: sample('schools.csv'), people: sample('people.csv') };
      return { path: '/cohorts/import', files };
    },
  },
  {
    name: 'what an import changes is confirmed',
    stands: () => invited,
    at: EARLY,
    before: (at) => uploads(at, ['cohort', 'schools', 'people'], ['cohort', 'schools']),
    open: form(nowhere, `/cohorts/import/${cohortId('Lesson study 2026-27', LEAD)}/changes`, tick),
  },
  {
    name: 'kept files are deleted',
    stands: () => invited,
    at: EARLY,
    before: (at) => uploads(at, ['people']),
    open: async (tab) => {
      await tab.get('/cohorts/import/none');
      return { path: '/cohorts/import/none/delete' };
    },
  },
];

const ofProgrammes: readonly ByLead[] = (
  [
    ['is copied', form(nowhere, '/programmes/lesson-study/copy', { name: 'Ours' })],
    [
      'is imported',
      async (tab) => {
        await tab.get('/programmes/import');
        const text = writeProgramme({ ...lessonStudy, key: 'from-a-file', name: 'From a file' });
        return { path: '/programmes/import', files: { programme: new File([text], 'programme.json') } };
      },
    ],
    ['gets another name', editing('name', { name: 'Studies of ours' })],
    ['gets other reminders', editing('chasing/school', { before: '2 4', after: '3', escalate: '', decide: '9' })],
    ['is deleted', form(nowhere, '/programmes/studies/edit/delete', tick)],
  ] as const satisfies readonly (readonly [string, Posting['open']])[]
).map(([name, open]) => ({ name: `a programme ${name}`, stands: () => invited, at: EARLY, before: own, open }));

const signingOut: Posting['open'] = async (tab) => {
  await tab.get('/cohorts');
  return { path: '/sign-out' };
};

/** A form of the page that says where the lead is signed in. */
const ofPlaces =
  (path: string): Posting['open'] =>
  async (tab) => {
    await tab.get('/signed-in');
    return { path: `/signed-in/${path}` };
  };

const byCode: Posting = {
  name: 'a code',
  stands: () => invited,
  at: EARLY,
  atOnce: true,
  orSays: 'Error: Check your email',
  open: async (tab, { site }) => {
    await tab.fill('/sign-in', { email: LEAD });
    const { text = '' } = site.mails.findLast(({ kind }) => kind === 'sign-in-code') ?? {};
    await tab.get('/sign-in/code');
    return { path: '/sign-in/code', fields: { code: /\b\d{6}\b/.exec(text)?.[0] ?? '' } };
  },
};

/** Every form of a lead. */
export const postingsByLead: readonly Posting[] = [
  { name: 'an address', stands: () => invited, at: EARLY, open: form(nowhere, '/sign-in', { email: LEAD }) },
  byCode,
  ...[
    ...ofSchools,
    ...ofCohorts,
    ...ofProgrammes,
    { name: 'staying signed in', stands: () => invited, at: EARLY, open: ofPlaces('stay') },
    { name: 'signing out everywhere', stands: () => invited, at: EARLY, open: ofPlaces('everywhere') },
    { name: 'signing out', stands: () => invited, at: EARLY, orSays: 'Sign in', open: signingOut },
  ].map((posting): Posting => ({ ...posting, lead: true })),
];
