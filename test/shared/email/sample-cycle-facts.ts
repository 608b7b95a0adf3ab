import type { Work } from '#email/templates/owed.ts';
import type { Facts } from './facts.ts';

const programme = 'Lesson study';
const school = 'Ashdown Lower School';
const about = { cohort: 'Lesson study 2026-27', programme, lead: 'Amina Example' };
const link = { ...about, school, to: { name: 'Ben Sample', role: 'link' } } as const;
const lead = { ...about, to: { name: 'Amina Example', role: 'lead' } } as const;
const teacher = { name: 'Olu Placeholder', role: 'teacher' } as const;
const due = '2026-09-21T16:00:00Z';
const url = (path: string) => `https://drumbeat.example.org/${path}`;
const page = url('cohorts/lesson-study-2026/schools/100001');

/** 3:15pm on a Monday in British summer time, and the Thursday after */
const planning = { start: '2026-10-05T14:15:00Z', end: '2026-10-05T15:15:00Z', period: 'After school' };
const lesson = { start: '2026-10-08T10:15:00Z', end: '2026-10-08T11:15:00Z', period: '3' };
const debrief = { start: '2026-10-08T11:15:00Z', end: '2026-10-08T12:00:00Z', period: 'Lunch' };
const cycle = {
  group: 'Triad 1',
  nth: 1,
  teaching: teacher.name,
  observing: ['Pia Fictional', 'Quin Nobody'],
  own: true,
  planning,
  lesson,
  debrief,
};
const byHandAt = { start: '2026-11-20T09:00:00Z', end: '2026-11-20T10:00:00Z', period: '' };
const second = { ...cycle, nth: 2, teaching: 'Pia Fictional', observing: ['Quin Nobody'], own: false };
const moved = { ...second, lesson: byHandAt, off: false, was: cycle, why: 'somebody dropped out' };

export const invited = { ...about, school, to: teacher, planner: link.to.name, link: url('sessions/TOKEN-6') };

export const manager = { ...about, school, to: { name: 'Mabel Invented', role: 'cover' } } as const;
const covers = {
  kind: 'cover',
  date: '2026-10-08',
  start: lesson.start,
  end: lesson.end,
  period: '3',
  whom: 'Pia Fictional',
  by: 'Corin Standfast',
  hired: false,
} as const;
const standsBy = { ...covers, kind: 'stand-by', whom: undefined, by: 'Dilys Makebelieve' } as const;
const hired = { ...covers, whom: 'Quin Nobody', by: 'supply teacher 1', hired: true };
const unknownTime = { ...covers, date: '2026-11-20', start: undefined, end: undefined, period: 'Assembly' };
const booked = { date: '2026-10-08', who: 'supply teacher 1', half: 'morning' } as const;
const confirming = {
  group: 'Triad 1',
  nth: 1,
  part: 'lesson',
  meeting: lesson,
  duties: [covers, hired, standsBy],
  due: '2026-10-05T16:00:00Z',
} as const;
const numbers = { held: 8, wanted: 8, lessonsCovered: 17, pounds: 1260, proven: true, gap: 0 };
const planning1: Facts['plan-request'] = {
  ...link,
  groupWord: 'triad',
  ask: { what: 'agree', plan: numbers, waysOut: 0 },
  due,
  link: url('a/TOKEN-7'),
  moved: { owed: [], sessions: [], reopened: [], file: false, sessionsPage: url('sessions/TOKEN') },
};

export const agreePlan = { kind: 'agree-plan', programme, school, groupWord: 'triad' } as const satisfies Work;

export const confirm = {
  kind: 'confirm-cover',
  programme,
  school,
  group: 'Triad 1',
  part: 'lesson',
  session: lesson.start,
} as const satisfies Work;

export const keep = { kind: 'lesson-record', programme, school, session: lesson.start } as const satisfies Work;

type CycleKind = Extract<keyof Facts, `${'plan' | 'cover' | 'cycles' | 'record' | 'held'}-${string}`>;

/** Of the emails about cycles, each way in which their words differ. */
export const cycleSamples: { readonly [K in CycleKind]: readonly [Facts[K], ...Facts[K][]] } = {
  'plan-request': [
    planning1,
    {
      ...planning1,
      ask: { what: 'agree', plan: { ...numbers, held: 7, proven: false, gap: 0.012 }, waysOut: 2 },
    },
    {
      ...planning1,
      ask: {
        what: 'agree-changes',
        because: 'the school is closed on Thursday 8 October 2026',
        changes: [
          { group: 'Triad 1', nth: 1, becomes: 'moved', from: lesson, to: byHandAt },
          { group: 'Triad 1', nth: 2, becomes: 'moved', from: lesson, to: lesson },
          { group: 'Triad 1', nth: 3, becomes: 'covered otherwise', from: lesson, to: lesson },
          { group: 'Triad 2', nth: 1, becomes: 'new', to: lesson },
          { group: 'Triad 2', nth: 2, becomes: 'called off', from: lesson },
        ],
        waysOut: 0,
      },
    },
    { ...planning1, ask: { what: 'agree-changes', changes: [], waysOut: 1 } },
    { ...planning1, ask: { what: 'by-hand', reason: 'no-timetables' } },
    { ...planning1, ask: { what: 'by-hand', reason: 'planner-failed' } },
    { ...planning1, ask: { what: 'by-hand', reason: 'something-changed' } },
    { ...planning1, ask: { what: 'wait' } },
  ],
  'plan-holds-fewer': [
    { ...lead, school, held: 7, promised: 8, missing: [{ group: 'Triad 2', nth: 4, unknown: false }], link: page },
    {
      ...lead,
      school,
      held: 4,
      promised: 8,
      missing: [
        { group: 'Triad 1', nth: 4, unknown: false },
        { group: 'Triad 2', nth: 1, unknown: true },
        { group: 'Triad 2', nth: 2, unknown: true },
        { group: 'Triad 2', nth: 3, unknown: true },
      ],
      link: page,
    },
  ],
  'plan-invitation': [
    { ...invited, cycles: [cycle, second], covered: true },
    { ...invited, cycles: [cycle], covered: false },
  ],
  'cycles-changed': [
    { ...invited, cycles: [moved] },
    { ...invited, cycles: [{ ...cycle, off: true, why: 'the school is closed that day' }] },
    { ...invited, cycles: [moved, { ...cycle, nth: 3, off: false, was: undefined }, { ...cycle, nth: 4, off: true }] },
    {
      ...invited,
      cycles: [
        { ...cycle, off: false, was: cycle, passed: { before: 'Cal Example', now: 'Nia Newcomer' } },
        { ...cycle, nth: 3, off: false, was: cycle, passed: { before: 'Cal Example' } },
      ],
    },
  ],
  'cover-pack': [
    { ...manager, duties: [covers, hired, standsBy, unknownTime], bookings: [booked], pounds: 120, link: url('s/T') },
    { ...link, duties: [covers], bookings: [], link: url('s/T') },
  ],
  'cover-changed': [
    {
      ...manager,
      gone: [hired],
      now: [
        { ...covers, fresh: false },
        { ...unknownTime, fresh: true },
      ],
      bookingsGone: [booked],
      bookings: [{ ...booked, date: '2026-11-20', half: 'day' }],
      told: ['Dilys Makebelieve'],
      untold: ['Corin Standfast', 'supply teacher 1'],
      link: url('s/T'),
    },
    {
      ...{ ...manager, gone: [covers, standsBy], now: [], bookingsGone: [], bookings: [], told: [], untold: [] },
      link: url('s/T'),
    },
  ],
  'cover-request': [
    { ...manager, ...confirming, link: url('a/TOKEN-8') },
    { ...link, ...confirming, part: 'planning', meeting: planning, link: url('a/TOKEN-8') },
  ],
  'cover-alarm': [
    {
      ...lead,
      school,
      ...confirming,
      manager: { name: 'Mabel Invented', email: 'mabel@example.org', self: false },
      link: page,
    },
    {
      ...link,
      ...confirming,
      manager: { name: 'Ben Sample', email: 'ben.sample@example.org', self: true },
      link: url('a/TOKEN-8'),
    },
  ],
  'cover-stepped-in': [
    {
      ...{ ...invited, planner: undefined },
      ...{ group: 'Triad 1', nth: 1, lesson, taken: [covers] },
      manager: { name: 'Mabel Invented', email: 'mabel@example.org' },
    },
    {
      ...lead,
      school,
      ...{ group: 'Triad 1', nth: 1, lesson, taken: [covers, hired] },
      manager: { name: 'Mabel Invented', email: 'mabel@example.org' },
      link: page,
    },
  ],
  'cover-yours': [
    {
      ...{ ...invited, planner: undefined, link: undefined },
      to: { name: 'Corin Standfast', role: 'cover' },
      taken: [covers],
      manager: { name: 'Mabel Invented', email: 'mabel@example.org' },
      reply: { name: 'Mabel Invented' },
    },
    {
      ...{ ...invited, planner: undefined, link: undefined },
      to: { name: 'Corin Standfast', role: 'cover' },
      taken: [covers, unknownTime],
      manager: { name: 'Mabel Invented', email: 'mabel@example.org' },
      reply: { name: lead.to.name },
    },
  ],
  'cover-untold': [
    { ...manager, taken: [covers], link: url('s/T') },
    { ...link, taken: [covers, { ...covers, by: 'Dilys Makebelieve' }], link: url('s/T') },
  ],
  'cover-missing': [
    {
      ...lead,
      school,
      ...{ group: 'Triad 1', nth: 1, lesson, missing: [covers] },
      manager: { name: 'Mabel Invented', email: 'mabel@example.org', self: false },
      link: page,
    },
    {
      ...manager,
      ...{ group: 'Triad 1', nth: 1, lesson, missing: [covers, hired] },
      manager: { name: 'Mabel Invented', email: 'mabel@example.org', self: true },
      link: url('s/T'),
    },
  ],
  'held-request': [
    { ...invited, group: 'Triad 1', nth: 1, meeting: lesson, due, link: url('a/R') },
    { ...link, group: 'Triad 1', nth: 1, teacher: 'Pia Fictional', meeting: lesson, due, link: url('a/R') },
  ],
  'record-request': [
    {
      ...invited,
      title: 'Lesson record',
      minutes: 5,
      group: 'Triad 1',
      nth: 1,
      meeting: lesson,
      due,
      link: url('a/R'),
    },
  ],
};
