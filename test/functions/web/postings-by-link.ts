import { countersigns } from '#test/support/acting.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { active, invited, signed } from '#test/support/first-school.ts';
import type { Posting } from './conflicts.ts';
import {
  after,
  allOf,
  answered,
  checked,
  day,
  decline,
  EARLY,
  form,
  jo,
  owed,
  PLAN,
  START,
  sessions,
  signing,
  tick,
} from './filling.ts';
import { coached, leaving, leavingAsked, successorNamed, successorTeaches, withdrawn } from './posting-schools.ts';
import { COACH } from './site.ts';

const agreement: readonly Posting[] = [
  ['sign', form(owed('sign-agreement'), '/agreement/sign', signing)],
  ['sign, checked', after(owed('sign-agreement'), [['/agreement/sign', signing]], '/agreement/check', tick)],
  ['decline', form(owed('sign-agreement'), '/agreement/decline', decline)],
  [
    'decline, checked',
    after(owed('sign-agreement'), [['/agreement/decline', decline]], '/agreement/decline/check', tick),
  ],
].map(([name, open]) => ({ name, stands: () => invited, at: EARLY, open }) as Posting);

const chosen = Object.fromEntries(
  [1, 2].flatMap((g) => [
    [`group${g}-name`, `Triad ${g}`],
    ...[1, 2, 3].flatMap((t) => [
      [`group${g}-teacher${t}-name`, `Chosen Teacher ${3 * g + t}`],
      [`group${g}-teacher${t}-email`, `chosen-${3 * g + t}@example.org`],
    ]),
  ]),
);

const choosing = () => signed.does(countersigns).decides();

/** Every form of those who come by a link, but for plans, cover and sessions. */
export const postingsByLink: readonly Posting[] = [
  ...agreement,
  {
    name: 'the teachers',
    stands: choosing,
    at: EARLY,
    open: form(owed('choose-teachers'), '/teachers', chosen),
  },
  {
    name: 'the teachers, checked',
    stands: choosing,
    at: EARLY,
    open: after(owed('choose-teachers'), [['/teachers', chosen]], '/teachers/check', tick),
  },
  {
    name: 'a page of a questionnaire',
    stands: () => active,
    at: '2026-09-14T10:00',
    before: (at) => at.turn('2026-09-14T10:00'),
    open: async (tab, at) => {
      const path = `${await at.owed('start-questionnaire')}/questions/1`;
      return { path, fields: allOf((await tab.get(path)).html, '3') };
    },
  },
  {
    name: 'a questionnaire, checked',
    stands: () => active,
    at: '2026-09-14T10:00',
    before: (at) => at.turn('2026-09-14T10:00'),
    open: async (tab, at) => {
      const base = await at.owed('start-questionnaire');
      await answered(tab, base, START);
      await tab.get(`${base}/questions/check`);
      return { path: `${base}/questions/check`, fields: tick };
    },
  },
  {
    name: 'a questionnaire, corrected',
    stands: () => active,
    at: '2026-09-14T10:00',
    async before(at) {
      await at.turn('2026-09-14T10:00');
      const by = at.site.visitor();
      const base = await at.owed('start-questionnaire');
      await answered(by, base, START);
      await by.fill(`${base}/questions/check`, tick);
    },
    open: async (tab, at) => {
      const base = `${await at.sessions('link')}/owed/start-questionnaire`;
      await answered(tab, base, START, '3');
      await tab.get(`${base}/questions/check`);
      return { path: `${base}/questions/check`, fields: tick };
    },
  },
  {
    name: 'a fresh link',
    stands: () => invited,
    at: EARLY,
    open: async (tab, at) => {
      const old = await at.site.link(at.cohort, at.urn, 'sign-agreement', 0);
      await tab.get(old);
      return { path: `${old}/fresh`, fields: { email: (await at.partnership()).people[0]?.email ?? '' } };
    },
  },
  {
    name: 'a fresh link to the page of all that is theirs',
    stands: () => coached().until('2026-09-08T10:00'),
    at: EARLY,
    open: async (tab, at) => {
      const own = await at.sessions('coach-1');
      await tab.get(`${own}/fresh`);
      return { path: `${own}/fresh`, fields: { email: COACH.email } };
    },
  },
  {
    name: 'a calendar address is replaced',
    stands: () => coached().until('2026-09-08T10:00'),
    at: EARLY,
    open: form(sessions('coach-1'), '/calendar', tick),
  },
  {
    name: 'this is not me',
    stands: () => invited,
    at: EARLY,
    open: form(owed('sign-agreement'), '/not-me', { how: 'not-me', ...tick }),
  },
  {
    name: 'I have left',
    stands: () => invited,
    at: EARLY,
    open: form(owed('sign-agreement'), '/not-me', { how: 'left', ...tick }),
  },
  {
    name: 'I have left, and who follows',
    stands: () => invited,
    at: EARLY,
    open: form(owed('sign-agreement'), '/not-me', { how: 'left', ...jo, ...tick }),
  },
  {
    name: 'the school withdraws',
    stands: () => invited,
    at: EARLY,
    open: form(owed('sign-agreement'), '/withdraw-school', tick),
  },
  {
    name: 'the school stays after all',
    stands: leaving,
    at: EARLY,
    open: form(owed('sign-agreement'), '/withdraw-school/cancel', tick),
  },
  {
    name: 'the school stays after all, before anybody has confirmed that it withdraws',
    stands: leavingAsked,
    at: EARLY,
    open: form(owed('sign-agreement'), '/withdraw-school/cancel', tick),
  },
  ...(['yes', 'no'] as const).flatMap((answer): readonly Posting[] => [
    {
      name: `a successor is confirmed: ${answer}`,
      stands: successorNamed,
      at: EARLY,
      open: checked(owed('confirm-successor-head'), '/confirm', { answer }),
    },
    {
      name: `a withdrawal is confirmed: ${answer}`,
      stands: leavingAsked,
      at: EARLY,
      open: checked(owed('confirm-withdrawal'), '/confirm', { answer }),
    },
  ]),
  {
    name: 'the school withdraws from a day on',
    stands: () => invited,
    at: EARLY,
    open: form(owed('sign-agreement'), '/withdraw-school', { ...day('from', '1', '10'), ...tick }),
  },
  { name: 'a teacher withdraws', stands: coverSchool, at: PLAN, open: form(sessions('teacher-1'), '/withdraw', tick) },
  {
    name: 'a successor',
    stands: withdrawn,
    at: '2026-09-15T11:00',
    open: checked(owed('name-successor-head'), '/successor', { who: 'other', ...jo }),
  },
  {
    name: 'an address put right',
    stands: withdrawn,
    at: '2026-09-15T11:00',
    open: checked(owed('name-successor-head'), '/successor', { who: 'same', email: jo.email }),
  },
  ...['carry-on', 'merge-0', 'replace'].map(
    (choice): Posting => ({
      name: `a group: ${choice}`,
      stands: withdrawn,
      at: '2026-09-15T11:00',
      open: checked(owed('settle-group-teacher-4'), '/group', { choice, ...(choice === 'replace' && jo) }),
    }),
  ),
  {
    name: 'the same lessons as the teacher before',
    stands: successorTeaches,
    at: '2026-09-15T11:00',
    open: form(owed('check-timetable-teacher-1'), '/timetable', { lessons: 'same' }),
  },
  {
    name: 'the week of a teacher’s successor',
    stands: successorTeaches,
    at: '2026-09-15T11:00',
    open: async (tab, at) => {
      const path = `${await at.owed('check-timetable-teacher-1')}/timetable/week`;
      const { html } = await tab.get(path);
      const fields = [...html.matchAll(/name="(lesson-[^"]*)"/g)].map(([, name = '']) => [name, 'F'] as const);
      return { path, fields: Object.fromEntries(fields) };
    },
  },
];
