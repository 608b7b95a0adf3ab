import { byHandSchool, coverSchool, proposedSchool, withoutRecords } from '#test/support/cover-school.ts';
import { everyField } from '#test/support/every-form.ts';
import { inTwoWeeks } from '#test/support/two-weeks.ts';
import { writeRoomLink } from '#use-cases/follow-room-link.ts';
import type { Posting } from './conflicts.ts';
import type { CoverSite } from './cover-site.ts';
import { after, checked, day, EARLY, form, LESSON, owed, PLAN, type Place, sessions, tick, words } from './filling.ts';
import { handCycle } from './plan-pages.ts';
import { agreedLate, coached, roomed } from './posting-schools.ts';

/** Every form of plans, cover and sessions, of those who come by a link. */
export const postingsOfMeetings: readonly Posting[] = [
  {
    name: 'a way out of the plan',
    stands: proposedSchool,
    at: PLAN,
    open: async (tab, at) => {
      const base = await at.owed('agree-plan');
      await tab.get(`${base}/plan`);
      return { path: `${base}/plan/ways-out`, fields: { way: '2' } };
    },
  },
  { name: 'the plan', stands: proposedSchool, at: PLAN, open: form(owed('agree-plan'), '/plan/check', tick) },
  {
    name: 'the planner is left',
    stands: proposedSchool,
    at: PLAN,
    open: form(owed('agree-plan'), '/plan/by-hand/choose', tick),
  },
  {
    name: 'a cycle by hand',
    stands: byHandSchool,
    at: PLAN,
    open: form(owed('agree-plan'), '/plan/by-hand/cycle-1-1', handCycle()),
  },
  {
    name: 'the plan by hand',
    stands: byHandSchool,
    at: PLAN,
    open: after(owed('agree-plan'), [['/plan/by-hand/cycle-1-1', handCycle()]], '/plan/check', tick),
  },
  {
    name: 'a wish',
    stands: proposedSchool,
    at: PLAN,
    open: form(owed('agree-plan'), '/plan/cycles/cycle-1-1', { what: 'keep' }),
  },
  {
    name: 'plan again',
    stands: proposedSchool,
    at: PLAN,
    open: after(owed('agree-plan'), [['/plan/cycles/cycle-1-1', { what: 'keep' }]], '/plan/again', tick),
  },
  {
    name: 'a wish taken back',
    stands: proposedSchool,
    at: PLAN,
    open: async (tab, at) => {
      const base = await at.owed('agree-plan');
      await tab.fill(`${base}/plan/cycles/cycle-1-1`, { what: 'keep' });
      const { html } = await tab.get(`${base}/plan/again`);
      const [, value = ''] = /name="remove-1"[^>]*value="([^"]*)"/.exec(html) ?? [];
      return { path: `${base}/plan/again/remove`, fields: { 'remove-1': value.replaceAll('&quot;', '"') } };
    },
  },
  {
    name: 'a lesson that was held and of which no record is kept',
    stands: () => withoutRecords(coverSchool()).until('2026-10-08T13:00'),
    at: LESSON,
    open: form(owed('cycle-1-1-record'), '/took-place', tick),
  },
  {
    name: 'a lesson that was not held',
    stands: () => coverSchool().until('2026-10-08T13:00'),
    at: LESSON,
    open: form(owed('cycle-1-1-record'), '/lesson/off', { why: 'A fire drill' }),
  },
  ...(
    [
      ['', tick],
      ['/away', { who: 'cover-1', ...day('from', '8', '10') }],
      ['/close', { why: 'Snow', ...day('date', '8', '10') }],
    ] as const
  ).flatMap(([path, fields]): Posting[] => {
    const stands = () => coverSchool().until('2026-10-01T08:00');
    const by = (name: string, place: Place): Posting => ({
      name: `cover${path}, ${name}`,
      stands,
      at: '2026-10-01T09:00',
      open: path
        ? checked(place, `/cover${path}`, fields)
        : async (tab, at) => {
            const base = await place(at);
            await tab.get(base);
            return { path: `${base}/cover`, fields };
          },
    });
    return [
      by('by its link', owed('cycle-1-1-lesson-cover')),
      ...(path ? [by('from the pack', sessions('cover'))] : []),
    ];
  }),
  ...(
    [
      ['from the pack', sessions('cover'), '/cover/weeks'],
      ['by the link to cover', owed('cycle-1-1-lesson-cover'), '/cover/weeks'],
      ['by the link to a task', owed('start-questionnaire'), '/school/weeks'],
      ['by the lead', async (at: CoverSite) => at.home, '/cover/weeks'],
    ] as const
  ).map(
    ([by, place, path]): Posting => ({
      name: `weeks A and B, ${by}`,
      ...(by === 'by the lead' && { lead: true }),
      stands: () => inTwoWeeks(coverSchool().until('2026-10-01T08:00')),
      at: '2026-10-01T09:00',
      open: checked(place, path, { 'term1-begins': 'as-cohort', 'term2-begins': 'on', 'term3-begins': 'B' }),
    }),
  ),
  {
    name: 'a closed day of sessions',
    stands: coached,
    at: EARLY,
    open: checked(owed('heads-start'), '/school/close', { why: 'Snow', ...day('date', '22', '9') }),
  },
  {
    name: 'a closed day of sessions, by the lead',
    lead: true,
    stands: coached,
    at: EARLY,
    open: checked(async (at) => `${at.home}/cover`, '/close', { why: 'Snow', ...day('date', '22', '9') }),
  },
  ...(
    [
      ['held', { ended: '9:50am', held: 'yes' }],
      ['move', { ...day('date', '23', '9'), start: '9am', end: '10am', why: 'Ill' }],
      ['off', { why: 'Ill' }],
      ['delay', { why: 'A fire drill', ...day('expected', '11', '9') }],
      ['report', words],
    ] as const
  ).map(
    ([way, fields]): Posting => ({
      name: `of a session: ${way}`,
      ...(way === 'held' && { orSays: 'Send the report' }),
      stands: () => coached().until('2026-09-08T10:00'),
      at: EARLY,
      open: form(owed('session-1-report'), `/${way}`, fields),
    }),
  ),
  {
    name: 'a report from before the agreement',
    stands: agreedLate,
    at: EARLY,
    open: form(sessions('coach-1'), '/session-1/report', tick),
  },
  {
    name: 'a report, checked',
    stands: () => coached().until('2026-09-08T10:00'),
    at: EARLY,
    open: after(owed('session-1-report'), [['/report', words]], '/report/check', tick),
  },
  {
    name: 'a report, by the link of one that was sent',
    late: true,
    stands: () => coached().until('2026-09-08T10:00'),
    at: EARLY,
    async before(at) {
      const by = at.site.visitor();
      const base = await at.owed('session-1-report');
      await by.fill(`${base}/report`, words);
      await by.fill(`${base}/report/check`, tick);
      await at.turn(EARLY);
    },
    open: form(owed('session-1-report'), '/report', { ...words, seen: 'Long pauses' }),
  },
  {
    name: 'a report, corrected',
    stands: () => coached().until('2026-09-08T10:00'),
    at: EARLY,
    async before(at) {
      const by = at.site.visitor();
      const base = await at.owed('session-1-report');
      await by.fill(`${base}/report`, words);
      await by.fill(`${base}/report/check`, tick);
      await at.turn(EARLY);
    },
    open: after(
      async (at) => `${await at.sessions('coach-1')}/owed/session-1-report`,
      [['/report', { ...words, seen: 'Long pauses' }]],
      '/report/check',
      tick,
    ),
  },
  ...(
    [
      [
        '/plan',
        { teacher: 'teacher-1', ...day('date', '23', '9'), start: '9am', end: '10am', place: 'R4', focus: 'X' },
      ],
      ['/session-2/move', { ...day('date', '24', '9'), start: '9am', end: '10am', why: 'Ill' }],
      ['/session-2/off', { why: 'Ill' }],
    ] as const
  ).map(
    ([path, fields]): Posting => ({
      name: `sessions${path}`,
      stands: () => coached().until('2026-09-08T10:00'),
      at: EARLY,
      open: form(sessions('coach-1'), path, fields),
    }),
  ),
  {
    name: 'sessions/session-2/cannot-come',
    stands: () => coached().until('2026-09-08T10:00'),
    at: EARLY,
    open: form(sessions('teacher-1'), '/session-2/cannot-come', tick),
  },
  {
    name: 'a room',
    anybody: true,
    stands: roomed,
    at: EARLY,
    open: async (tab, at) => {
      const path = `/room/${writeRoomLink(await at.site.parts.secret(), await at.partnership(), 'day')}`;
      await tab.get(path);
      return { path, fields: everyField };
    },
  },
];
