import type { MessageKind } from '#domain/messages/catalogue.ts';
import type { Work } from '#email/templates/owed.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { lessonStudy } from '#programmes/lesson-study.ts';
import type { Facts, Told } from './facts.ts';
import { agreePlan, confirm, cycleSamples, invited, keep, manager } from './sample-cycle-facts.ts';

const programme = 'Lesson study';
const school = 'Ashdown Lower School';
const about = { cohort: 'Lesson study 2026-27', programme, lead: 'Amina Example' };
const link = { ...about, school, to: { name: 'Ben Sample', role: 'link' } } as const;
const lead = { ...about, to: { name: 'Amina Example', role: 'lead' } } as const;

/** 5pm in London, while the clocks are forward */
const due = '2026-09-21T16:00:00Z';
const later = '2026-11-16T17:00:00Z';
const url = (path: string) => `https://drumbeat.example.org/${path}`;
const page = url('cohorts/lesson-study-2026/schools/100001');

const sign: Work = { kind: 'sign-agreement', programme, school };
const choose: Work = { kind: 'choose-teachers', programme, school, groups: lessonStudy.groups };
const answer: Work = { kind: 'answer-questionnaire', programme, school, title: 'Start questionnaire' };
const countersign: Work = { kind: 'countersign', programme, school: 'Chalkbridge Upper School' };

const signed = { party: 'school', name: 'Ben Sample', role: 'Deputy head', at: '2026-09-10T09:42:00Z' } as const;
const countersigned = {
  party: 'teaching school',
  name: 'Amina Example',
  role: 'Programme lead',
  at: '2026-09-11T07:15:00Z',
} as const;

const change = {
  what: 'successor',
  part: 'head',
  sits: { name: 'Clara Specimen', email: 'clara@example.org' },
  named: { name: 'Nia Newcomer', email: 'nia@example.org' },
  same: false,
} as const;
const changing = {
  ...link,
  change,
  by: 'Clara Specimen, headteacher',
  confirmers: ['Ben Sample', 'Dev Madeup', 'Amina Example'],
};
const sessions = ['Coaching session: Monday 5 October 2026, 1:30pm'];
const waits = {
  ...about,
  school,
  what: 'here',
  word: 'coaching session',
  session: '2026-10-05T12:30:00Z',
  sits: 'Clara Specimen',
  named: 'Nia Newcomer',
  confirmers: ['Ben Sample', 'Amina Example'],
} as const;

const lateness: Facts['escalation'] = {
  ...lead,
  school,
  work: answer,
  owner: { name: 'Ben Sample', email: 'ben.sample@example.org' },
  asked: '2026-09-07T07:00:00Z',
  due,
  overdueBy: 13,
  reminded: ['2026-09-14T07:00:00Z', '2026-09-18T07:00:00Z', '2026-09-22T07:00:00Z'],
  invited: '2026-09-07T07:00:00Z',
  lastSignOfLife: '2026-09-10T09:42:00Z',
  link: page,
};

const head = { name: 'Clara Specimen', role: 'head' } as const;
const deputy = { name: 'Dev Madeup', role: 'deputy' } as const;
const coach = { name: 'Cass Invented', role: 'coach' } as const;
const teacher = { name: 'Olu Placeholder', role: 'teacher' } as const;
const coaching = { cohort: 'Coaching 2026-27', programme: 'Coaching package', lead: 'Amina Example', school } as const;
const start = '2026-10-05T12:30:00Z';
const report: Work = {
  kind: 'report-session',
  programme: coaching.programme,
  school,
  teacher: teacher.name,
  session: start,
};
const session = {
  ...coaching,
  word: 'coaching session',
  session: {
    start,
    end: '2026-10-05T13:30:00Z',
    coach: coach.name,
    teacher: teacher.name,
    place: 'Room 4',
    focus: 'Questioning',
  },
};

const times = { start, end: session.session.end };
const { session: theSession, ...changed } = session;
const moved = {
  session: { ...theSession, start: '2026-10-07T12:30:00Z', end: '2026-10-07T13:30:00Z' },
  was: times,
  why: 'A trip that day',
  invited: true,
};
const welcome = {
  ...coaching,
  to: coach,
  word: 'coaching session',
  before: [],
  withoutSchool: [],
  link: url('sessions/TOKEN-6'),
};
const waiting = {
  ...coaching,
  word: 'coaching session',
  sessions: [{ ...times, coach: coach.name, teacher: teacher.name }],
};

/** 1:30pm in London */
const reportDue = '2026-10-06T12:30:00Z';
const readers = ['Clara Specimen, headteacher'];
const ended = { ...session, to: coach, due: reportDue, link: url('a/TOKEN-5'), readers };
const coachReport = {
  ...session,
  to: head,
  reply: { name: coach.name },
  workedOn: 'Wait time after questions.',
  seen: 'Ten hands went up.\r\n\r\nThe back row was quiet.',
  agreed: 'Cold calling with all pupils.',
  agreedBy: '2026-10-19',
  realTime: true,
  version: 1,
  attached: true,
  readers,
};

/** Every kind at least once, and each way in which its words differ. */
export const samples: { readonly [K in MessageKind]: readonly [Facts[K], ...Facts[K][]] } = {
  'agreement-request': [
    { ...link, about: lessonStudy.about, namesDeputy: false, due, until: '2026-11-27', link: url('a/TOKEN-1') },
    {
      ...coaching,
      to: head,
      about: coachingPackage.about,
      namesDeputy: true,
      due,
      until: undefined,
      link: url('a/TOKEN-1'),
    },
  ],
  'countersign-request': [
    { ...lead, school, signed, teachersNext: true, due, link: page },
    { ...lead, school, signed, teachersNext: false, due, link: page },
  ],
  'signed-agreement': [
    { ...link, agreement: lessonStudy.agreement, signatures: [signed, countersigned] },
    { ...lead, school, agreement: lessonStudy.agreement, signatures: [signed, countersigned] },
    {
      ...coaching,
      to: head,
      agreement: coachingPackage.agreement,
      signatures: [{ ...signed, name: head.name, role: 'Headteacher' }, countersigned],
      deputy: 'Dev Madeup, dev@example.org',
    },
  ],
  'teachers-request': [
    { ...link, groups: lessonStudy.groups, listed: 0, due, link: url('a/TOKEN-2') },
    { ...link, groups: lessonStudy.groups, listed: 6, due, link: url('a/TOKEN-2') },
  ],
  'questionnaire-request': [{ ...link, title: 'Start questionnaire', minutes: 10, due, link: url('a/TOKEN-3') }],
  reminder: [
    { ...link, owed: [{ work: sign, cohort: about.cohort, due, link: url('a/TOKEN-1') }] },
    { ...link, owed: [{ work: choose, cohort: about.cohort, due, overdueBy: 1, link: url('a/TOKEN-2') }] },
    {
      ...link,
      owed: [
        { work: answer, cohort: about.cohort, due: later, link: url('a/TOKEN-3') },
        { work: choose, cohort: about.cohort, due, overdueBy: 4, link: url('a/TOKEN-2') },
      ],
    },
    {
      ...lead,
      owed: [
        { work: countersign, cohort: 'Lesson study 2025-26', due: later, link: url('cohorts/b/schools/100003') },
        { work: answer, cohort: about.cohort, due, overdueBy: 0, link: page },
        { work: { ...countersign, school }, cohort: about.cohort, due, overdueBy: 0, link: `${page}/countersign` },
      ],
    },
    { ...coaching, to: coach, owed: [{ work: report, cohort: coaching.cohort, due, link: url('a/TOKEN-5') }] },
    { ...link, owed: [{ work: agreePlan, cohort: about.cohort, due, link: url('a/TOKEN-7') }] },
    {
      ...manager,
      owed: [
        { work: confirm, cohort: about.cohort, due, overdueBy: 1, link: url('a/TOKEN-8') },
        { work: { ...confirm, part: 'planning' }, cohort: about.cohort, due, overdueBy: 1, link: url('a/TOKEN-9') },
      ],
    },
    { ...about, to: invited.to, owed: [{ work: keep, cohort: about.cohort, due, link: url('a/TOKEN-10') }] },
  ],
  escalation: [lateness, { ...lateness, work: sign, reminded: [], lastSignOfLife: undefined }],
  'decision-request': [
    {
      ...lateness,
      overdueBy: 15,
      work: choose,
      remindersLeft: false,
      decisions: {
        extend: 'Give more time: you choose a new date, and reminders start again.',
        release: 'Release: Nursery of Nowhere no longer needs to do this. What comes after it no longer waits for it.',
        'take-over': 'Take it over: you do it yourself with what Nursery of Nowhere tells you.',
      },
    },
    {
      ...lateness,
      overdueBy: 1,
      work: sign,
      remindersLeft: true,
      decisions: { extend: 'Give more time: you choose a new date, and reminders start again.' },
    },
  ],
  declined: [
    {
      ...lead,
      school,
      by: 'Ben Sample',
      at: '2026-09-10T09:42:00Z',
      reason: 'We are short of staff.\n\nNext year perhaps.',
    },
    { ...lead, school, by: 'Ben Sample', at: '2026-09-10T09:42:00Z' },
  ],
  'deadline-extended': [
    { ...link, owed: [{ work: choose, due: later, link: url('a/TOKEN-2') }] },
    { ...lead, school, owed: [{ work: choose, due: later, link: page }] },
    {
      ...link,
      owed: [
        { work: choose, due: later, link: url('a/TOKEN-2') },
        { work: choose, due: later, link: url('a/TOKEN-2') },
      ],
    },
  ],
  'dates-moved': [
    {
      ...link,
      owed: [{ work: choose, due: later, was: due, link: url('a/TOKEN-2') }],
      sessions: [],
      reopened: [],
      closes: { was: '2027-07-21', is: '2027-09-24' },
      signBy: { was: '2026-11-27', is: '2026-12-11' },
      file: false,
      sessionsPage: url('sessions/TOKEN'),
    },
    {
      ...coaching,
      to: coach,
      owed: [],
      sessions: [{ teacher: teacher.name, start, end: '2026-10-05T13:30:00Z' }],
      reopened: [{ teacher: teacher.name, start, end: '2026-10-05T13:30:00Z' }],
      file: true,
      sessionsPage: url('sessions/TOKEN'),
    },
  ],
  'fresh-link': [
    { ...link, owed: [{ work: sign, due, link: url('a/TOKEN-9') }] },
    { ...link, owed: [{ work: sign, due, overdueBy: 2, link: url('a/TOKEN-9') }] },
    { ...link, owed: [], own: { link: url('sessions/TOKEN'), days: 7 } },
    { ...coaching, to: coach, owed: [], own: { link: url('sessions/TOKEN') } },
    { ...link, owed: [{ work: sign, due, link: url('a/TOKEN-9') }], own: { link: url('sessions/TOKEN') } },
  ],
  'school-summary': [
    {
      ...link,
      signed: { at: signed.at },
      countersigned: { at: countersigned.at },
      teachers: { count: 6, one: 'teacher', many: 'teachers' },
      groups: 2,
      groupWord: 'triad',
      questionnaires: [
        { title: 'Start questionnaire', asked: 1, answered: 1, last: '2026-10-12T10:00:00Z' },
        { title: 'Mid-point questionnaire', asked: 4, answered: 3, last: '2026-12-14T11:30:00Z' },
        { title: 'End questionnaire', asked: 1, answered: 0 },
      ],
      timeliness: [
        { what: 'agreements', inTime: 1, late: 0, never: 0, waiting: 0 },
        { what: 'cover', inTime: 6, late: 1, never: 1, waiting: 0 },
      ],
      holdings: [
        {
          what: 'cycles',
          planned: 8,
          held: 6,
          moved: 1,
          cancelled: 1,
          missed: 1,
          unsaid: 0,
          toCome: 0,
          reasons: [{ why: 'The teacher was ill', count: 2 }],
        },
      ],
    },
    {
      ...link,
      to: { name: 'Clara Specimen', role: 'head' },
      signed: {},
      teachers: { count: 0, one: 'trainee', many: 'trainees' },
      groups: 0,
      groupWord: 'triad',
      questionnaires: [],
      timeliness: [],
      holdings: [],
    },
  ],
  'cohort-launched': [
    { ...lead, schools: 3, signing: { by: 'link', due }, link: url('cohorts/lesson-study-2026') },
    { ...lead, schools: 1, signing: { by: 'head', due }, link: url('cohorts/lesson-study-2026') },
  ],
  'cohort-summary': [
    {
      ...lead,
      schools: { invited: 9, completed: 7, declined: 1, withdrawn: 0, lapsed: 1 },
      points: [
        { title: 'Start questionnaire', asked: 7, answered: 7 },
        { title: 'Mid-point questionnaire', asked: 7, answered: 6 },
        { title: 'End questionnaire', asked: 7, answered: 6 },
      ],
      scale: { points: ['Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree'], best: 'last' },
      statements: [
        {
          text: 'Cover for released teachers can be relied on in our school',
          shown: { n: 6, startMedian: 2.5, endMedian: 4, rose: 4, stayed: 1, fell: 1 },
        },
        { text: 'Teachers here talk with each other about how pupils learn', shown: undefined },
      ],
      link: url('cohorts/lesson-study-2026'),
    },
    {
      ...lead,
      schools: { invited: 1, completed: 0, declined: 1, withdrawn: 0, lapsed: 0 },
      points: [],
      scale: undefined,
      statements: [],
      link: url('cohorts/lesson-study-2026'),
    },
  ],
  'coach-welcome': [
    { ...welcome, hours: 24 },
    { ...welcome, hours: undefined },
    { ...welcome, hours: 24, before: [times], withoutSchool: Array(12).fill(times) },
  ],
  'sessions-wait': [
    { ...waiting, to: coach, signed: false, link: url('sessions/TOKEN-6') },
    { ...waiting, to: lead.to, signed: true, link: page },
    { ...waiting, to: lead.to, signed: false, sessions: Array(12).fill(waiting.sessions[0]), link: page },
  ],
  'session-invitation': [
    { ...session, to: coach, moved: false, link: url('sessions/TOKEN-6') },
    { ...session, to: teacher, moved: true, why: 'A trip that day', link: url('sessions/TOKEN-7') },
    { ...session, to: teacher, moved: false, instead: 'Ruben Madeup', link: url('sessions/TOKEN-7') },
  ],
  'sessions-changed': [
    { ...changed, to: coach, sessions: [{ ...moved, off: false }], link: url('sessions/TOKEN-6') },
    { ...changed, to: teacher, sessions: [{ ...moved, off: true }], link: url('sessions/TOKEN-7') },
    {
      ...changed,
      to: teacher,
      sessions: [
        { ...moved, off: false },
        { ...moved, off: true },
        { ...moved, off: false, was: undefined, instead: 'Ruben Madeup' },
      ],
      link: url('sessions/TOKEN-7'),
    },
  ],
  'session-cancellation': [
    { ...session, to: coach, why: 'The teacher is away', invited: true },
    { ...session, to: teacher, invited: true },
    { ...session, to: coach, why: 'the school is closed on Tuesday 8 September 2026', invited: false },
  ],
  'cannot-come': [
    { ...session, to: coach, link: url('sessions/TOKEN-6/session-1/cannot-come') },
    { ...session, to: lead.to, link: page },
  ],
  'session-ended': [ended, { ...ended, readers: [...readers, 'Olu Placeholder, teacher'] }],
  'report-nudge': [ended],
  'report-escalation': [
    { ...session, to: lead.to, due: reportDue, coachEmail: 'cass@example.org', link: page },
    { ...session, to: deputy, due: reportDue, coachEmail: 'cass@example.org' },
  ],
  'coach-report': [
    coachReport,
    {
      ...coachReport,
      to: deputy,
      agreed: '',
      agreedBy: undefined,
      realTime: false,
      version: 2,
      attached: false,
      readers: ['Dev Madeup, deputy'],
    },
    { ...coachReport, to: teacher },
    { ...coachReport, reply: { name: undefined } },
  ],
  'coach-report-late': [
    { ...session, to: head, due: reportDue },
    { ...session, to: deputy, due: reportDue, delay: { why: 'I was taken ill', expected: '2026-10-08' } },
    { ...session, to: head, due: reportDue, withdrawn: true },
  ],
  'report-bounced': [
    {
      ...session,
      to: lead.to,
      what: 'report',
      reader: { part: 'head', name: 'Clara Specimen', address: 'clara@example.org' },
      deputy: 'Dev Madeup',
      link: page,
    },
    {
      ...session,
      to: lead.to,
      what: 'report',
      waits: true,
      reader: { part: 'head', name: 'Clara Specimen', address: 'clara@example.org' },
      link: page,
    },
    {
      ...session,
      to: lead.to,
      what: 'report',
      waits: true,
      none: 'yet',
      reader: { part: 'head', name: 'Clara Specimen', address: 'clara@example.org' },
      link: page,
    },
    {
      ...session,
      to: lead.to,
      what: 'report',
      waits: true,
      none: 'ever',
      reader: { part: 'head', name: 'Clara Specimen', address: 'clara@example.org' },
      link: page,
    },
    {
      ...session,
      to: lead.to,
      what: 'word that it is late',
      reader: { part: 'deputy', name: 'Clara Specimen', address: 'clara@example.org' },
      link: page,
    },
  ],
  ...cycleSamples,
  'meeting-request': [
    {
      ...link,
      title: 'the training day',
      about: 'All six teachers learn how to plan and observe a research lesson.',
      attended: true,
      event: {},
      file: false,
      due,
      link: url('a/TOKEN-11'),
    },
    {
      ...link,
      title: 'the training day',
      about: 'All six teachers learn how to plan and observe a research lesson.',
      attended: true,
      event: { date: '2026-09-24', start: '09:30', end: '15:00', place: 'Saxon Centre, Room 2' },
      file: true,
      due,
      link: url('a/TOKEN-11'),
    },
    {
      ...lead,
      school,
      title: 'the first review meeting',
      about: 'Both triads meet you.',
      attended: false,
      event: {},
      file: false,
      due,
      link: page,
    },
  ],
  'event-changed': [
    {
      ...link,
      events: [
        {
          title: 'the training day',
          was: {},
          is: { date: '2026-09-24', start: '09:30', place: 'Saxon Centre, Room 2' },
          link: url('a/TOKEN-11'),
        },
      ],
      file: true,
    },
    {
      ...link,
      events: [
        {
          title: 'the first forum',
          was: { date: '2026-09-24', start: '09:30', end: '12:00', place: 'Saxon Centre' },
          is: { date: '2026-09-25', place: 'Saxon Centre' },
          link: url('a/TOKEN-11'),
        },
        { title: 'the second forum', was: { date: '2026-11-24' }, is: {}, link: url('a/TOKEN-12') },
      ],
      file: true,
    },
  ],
  'post-stuck': [
    {
      ...lead,
      school,
      waiting: [
        { name: 'Clara Specimen', email: 'clara@example.org', since: '2026-10-05T07:00:00Z' },
        { name: 'Dev Madeup', email: 'dev@example.org', since: '2026-10-05T12:30:00Z' },
      ],
      link: page,
    },
  ],
  'post-resumed': [{ ...lead, since: '2026-10-05T07:00:00Z', until: '2026-10-07T09:30:00Z', link: page }],
  handover: [
    {
      ...link,
      before: 'Cass Invented',
      owed: [
        { work: choose, due, overdueBy: 1, link: url('a/TOKEN-12') },
        { work: answer, due: later, link: url('a/TOKEN-13') },
      ],
      toCome: ['Triad 1, cycle 1: research lesson on Thursday 8 October 2026'],
      attached: true,
      page: { shows: 'theirs', link: url('s/T') },
    },
    { ...link, owed: [], toCome: [], attached: false },
    { ...link, owed: [], toCome: ['Coaching session: Monday 5 October 2026, 1:30pm'], attached: true, later: true },
    { ...link, owed: [], toCome: ['Coaching session: Monday 5 October 2026, 1:30pm'], attached: false, later: true },
  ],
  'successor-request': [
    { ...link, to: head, part: 'link', name: 'Ben Sample', why: 'left', due, link: url('a/TOKEN-14') },
    { ...link, part: 'teacher', name: 'Olu Placeholder', why: 'bounced', due, link: url('a/TOKEN-14') },
    { ...lead, school, part: 'head', name: 'Clara Specimen', why: 'not-me', due, link: page },
    { ...link, part: 'head', name: 'Clara Specimen', why: 'bounced', reports: true, due, link: url('a/TOKEN-14') },
    { ...link, to: head, part: 'link', due, link: url('a/TOKEN-14') },
  ],
  'group-request': [
    {
      ...link,
      name: 'Olu Placeholder',
      group: 'Triad 1',
      others: ['Ann Other', 'Bo Other'],
      cycles: 2,
      due,
      link: url('a/T'),
    },
    { ...link, name: 'Olu Placeholder', group: 'Triad 1', others: [], cycles: 0, due, link: url('a/T') },
    {
      ...link,
      name: 'Olu Placeholder',
      schoolOver: true,
      from: 'Fern School',
      group: 'Trio 1',
      others: ['Ann Other', 'Bo Other'],
      cycles: 0,
      due,
      link: url('a/T'),
    },
  ],
  'group-moved': [
    { ...link, to: teacher, group: 'Trio 1', before: 'Fern School', isIn: true, members: ['Ann Other', 'Bo Other'] },
    { ...link, group: 'Trio 1', before: 'Fern School', isIn: false, members: ['Ann Other'] },
  ],
  'partner-left': [
    { ...link, group: 'Trio 1', host: 'Fern School', own: ['Ann Other'] },
    { ...link, group: 'Trio 1', host: 'Fern School', own: [] },
  ],
  'group-over': [
    { ...link, to: teacher, group: 'Trio 1' },
    { ...lead, school, group: 'Trio 1', link: page },
  ],
  'timetable-request': [{ ...link, name: 'Jo Newcomer', before: 'Olu Placeholder', due, link: url('a/T') }],
  'sessions-passed-on': [
    { ...coaching, to: coach, sessions },
    { ...coaching, to: coach, sessions, why: 'withdrawn' },
    { ...coaching, to: coach, sessions, why: 'school-over' },
  ],
  'withdrawal-confirmed': [
    { ...link, to: teacher, reports: false, calendar: false },
    { ...coaching, to: coach, reports: true, calendar: true, elsewhere: true },
    { ...coaching, to: coach, reports: true, calendar: false, part: true },
  ],
  'signing-over': [
    { ...link, until: '2026-11-27' },
    { ...coaching, to: coach, until: '2026-11-27' },
    { ...lead, school, until: '2026-11-27', link: page },
  ],
  'school-withdrawn': [
    { ...link, by: 'Ben Sample, SLT link' },
    { ...coaching, to: coach, by: 'Ben Sample, SLT link' },
    { ...lead, school, by: 'Ben Sample, SLT link', link: page },
  ],
  'cohort-ended': [
    { ...link, to: head },
    { ...coaching, to: coach },
  ],
  'confirmation-request': [
    { ...changing, due, link: url('a/TOKEN-15') },
    { ...changing, change: { ...change, reports: {} }, due, link: url('a/TOKEN-15') },
    {
      ...changing,
      change: { ...change, same: true, named: { ...change.sits, email: 'c@example.org' } },
      due,
      link: url('a/T'),
    },
    { ...changing, ...lead, change: { what: 'withdrawal', from: '2026-10-01' }, due, link: page },
    {
      ...changing,
      change: { ...change, part: 'teacher', elsewhere: 'Ashdown School' },
      by: 'Ashdown School',
      due,
      link: url('a/T'),
    },
    {
      ...changing,
      change: { ...change, same: true, elsewhere: 'Ashdown School' },
      by: 'Ashdown School',
      due,
      link: url('a/T'),
    },
  ],
  'change-announced': [
    { ...changing, to: head, change: { ...change, reports: { to: 'Dev Madeup' } }, due, link: url('a/TOKEN-16') },
    { ...changing, to: head, change: { what: 'withdrawal' }, due, link: url('a/TOKEN-16') },
  ],
  'change-refused': [
    { ...link, to: head, what: 'successor', part: 'head', stays: 'Clara Specimen', by: 'Ben Sample, SLT link' },
    { ...lead, school, what: 'withdrawal', by: 'Clara Specimen, headteacher', link: page },
  ],
  'report-waits': [
    { ...waits, to: head },
    { ...waits, to: lead.to, what: 'late', link: page },
  ],
  'copy-check-request': [
    { ...coaching, to: head, name: 'Dev Madeup', asked: '2026-10-05T09:00:00Z', due, link: url('a/TOKEN-15') },
  ],
  'copy-ready': [{ ...link, to: teacher, until: later, link: url('d/TOKEN-16') }],
  'copy-code': [{ name: 'Dev Madeup', code: '042917' }],
  'erasure-request': [{ ...link, to: teacher, until: later, link: url('d/TOKEN-17') }],
  'draft-ending': [
    { ...lead, on: '2026-12-05', files: false, link: page },
    { ...lead, on: '2026-12-05', files: 'named', link: page },
    { ...lead, on: '2026-12-05', files: 'unnamed', link: page },
  ],
  'sign-in-code': [{ name: 'Amina Example', code: '042917' }],
};

/** All of them, each beside its kind. */
export const told = Object.entries(samples).flatMap(([kind, list]) => list.map((facts) => ({ kind, facts }) as Told));
