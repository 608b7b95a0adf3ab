import { takeOver } from '#domain/obligations/lead-acts.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { declines } from '#test/support/acting.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { active, invited, signed } from '#test/support/first-school.ts';
import type { Posting } from './conflicts.ts';
import type { CoverSite } from './cover-site.ts';
import { checked, day, EARLY, form, jo, PLAN, tick } from './filling.ts';
import { coached, leaving, roomed, successorNamed } from './posting-schools.ts';

/** A form of a lead’s. */
export type ByLead = Omit<Posting, 'lead'>;

const home = async (at: CoverSite): Promise<string> => at.home;

const people: readonly ByLead[] = [
  { name: 'a person is replaced', path: '/people/link/replace', fields: { who: 'other', ...jo } },
  {
    name: 'a person is replaced from a day on',
    path: '/people/link/replace',
    fields: { who: 'other', ...jo, ...day('from', '1', '10') },
  },
].map(({ name, path, fields }) => ({ name, stands: () => invited, at: EARLY, open: checked(home, path, fields) }));

const acts: readonly ByLead[] = [
  { act: 'chase', fields: {} },
  { act: 'release', fields: tick },
  { act: 'take-over', fields: tick },
].map(({ act, fields }) => ({
  name: `the lead: ${act}`,
  stands: () => active,
  at: '2026-09-14T10:00',
  before: (at) => at.turn('2026-09-14T10:00'),
  open: form(home, `/owed/start-questionnaire/${act}`, fields),
}));

const sessions: readonly ByLead[] = [
  {
    path: '/plan',
    fields: {
      ...{ coach: 'coach-1', teacher: 'teacher-1', place: 'R4', focus: 'X' },
      ...{ ...day('date', '23', '9'), start: '9am', end: '10am' },
    },
  },
  { path: '/session-2/move', fields: { ...day('date', '24', '9'), start: '9am', end: '10am', why: 'Ill' } },
  { path: '/session-2/off', fields: { why: 'Ill' } },
].map(({ path, fields }) => ({
  name: `the lead: sessions${path}`,
  stands: () => coached().until('2026-09-08T10:00'),
  at: EARLY,
  open: form(home, `/sessions${path}`, fields),
}));

/** Every form of a lead about one school. */
export const ofSchools: readonly ByLead[] = [
  ...people,
  ...acts,
  ...sessions,
  {
    name: 'a school is invited again',
    stands: () => invited.at('2026-09-07T09:00').does(declines),
    at: EARLY,
    open: form(home, '/invite-again', tick),
  },
  {
    name: 'a room’s link is replaced',
    stands: roomed,
    at: EARLY,
    open: form(async (at) => `/cohorts/${at.cohort.id}`, '/rooms/900101/day/replace', tick),
  },
  {
    name: 'a person’s links are ended',
    stands: () => invited,
    at: EARLY,
    open: form(home, '/people/link/links', tick),
  },
  {
    name: 'more time is given',
    stands: () => invited,
    at: EARLY,
    open: async (tab, at) => {
      const path = `${at.home}/owed/sign-agreement/extend`;
      await tab.fill(path, day('to', '24', '9'));
      return { path, fields: day('to', '24', '9') };
    },
  },
  {
    name: 'a meeting was held',
    stands: () => coverSchool().until('2026-09-21T10:00'),
    at: '2026-09-22T10:00',
    open: form(home, '/owed/training-visit/meeting', day('on', '21', '9')),
  },
  {
    name: 'done in a school’s place',
    stands: () => active,
    at: '2026-09-14T10:00',
    async before(at) {
      await at.turn('2026-09-14T10:00');
      await at.does('lead', (p, c, now) => takeOver(p, c, 'start-questionnaire', now));
    },
    open: form(home, '/owed/start-questionnaire/questions/1', { 'answer-role': '3', go: 'later' }),
  },
  {
    name: 'a countersignature',
    stands: () => signed,
    at: EARLY,
    open: form(home, '/countersign', { fullName: 'Ingrid', role: 'Lead', agree: 'yes' }),
  },
  {
    name: 'somebody is asked to confirm an erasing',
    stands: () => active,
    at: EARLY,
    open: form(home, '/people/teacher-1/erase', tick),
  },
  {
    name: 'a teacher is withdrawn',
    stands: coverSchool,
    at: PLAN,
    open: form(home, '/people/teacher-1/withdraw', tick),
  },
  { name: 'a school is withdrawn', stands: () => invited, at: EARLY, open: form(home, '/withdraw', tick) },
  {
    name: 'a school is withdrawn from a day on',
    stands: () => invited,
    at: EARLY,
    open: form(home, '/withdraw', { ...day('from', '1', '10'), ...tick }),
  },
  ...(
    [
      ['away', { who: 'cover-1', ...day('from', '8', '10') }],
      ['close', { why: 'Snow', ...day('date', '8', '10') }],
    ] as const
  ).map(
    ([path, fields]): ByLead => ({
      name: `the lead: cover/${path}`,
      stands: coverSchool,
      at: PLAN,
      open: form(home, `/cover/${path}`, fields),
    }),
  ),
  {
    name: 'a copy of what is kept',
    stands: () => active,
    at: EARLY,
    open: form(home, '/people/teacher-1/copy', tick),
  },
  {
    name: 'a person stays after all',
    stands: () => invited.does((p, c, now) => replacePerson(p, c, 'link', jo, '2026-10-01', 'lead', now)),
    at: EARLY,
    open: form(home, '/people/link/replace/cancel', tick),
  },
  {
    name: 'a school stays after all',
    stands: leaving,
    at: EARLY,
    open: form(home, '/withdraw/cancel', tick),
  },
  {
    name: 'a successor is confirmed by the lead',
    stands: successorNamed,
    at: EARLY,
    open: checked(home, '/owed/confirm-successor-head/confirm', { answer: 'yes' }),
  },
  {
    name: 'a cycle is called off',
    stands: coverSchool,
    at: PLAN,
    open: form(home, '/cover/cycle-1-1/off', { why: 'No cover' }),
  },
];
