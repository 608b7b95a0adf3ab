import { readdirSync, readFileSync } from 'node:fs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Cohort, Dates, School } from '#domain/cohort/cohort.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { callOffCycle, closeDay, confirmCover, dropOut, sayHeld, setWeeks } from '#domain/cycles/acts.ts';
import { isAhead } from '#domain/cycles/cycle.ts';
import { covererUnreached } from '#domain/cycles/lost-on-the-day.ts';
import {
  agreePlan,
  planAgain,
  planAroundOthers,
  planByHand,
  proposeByHand,
  proposePlan,
} from '#domain/cycles/plan-acts.ts';
import { agreeing } from '#domain/cycles/planning.ts';
import { checkTimetable } from '#domain/cycles/timetable-acts.ts';
import { datesOf } from '#domain/dates/dates.ts';
import {
  answer,
  chooseTeachers,
  countersign,
  decline,
  holdMeeting,
  renewLink,
  sign,
} from '#domain/obligations/acts.ts';
import { correctAnswers } from '#domain/obligations/corrections.ts';
import { chaseNow, extend, release, takeOver } from '#domain/obligations/lead-acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { Outcome } from '#domain/partnership/outcome.ts';
import { hasEnded, obligationOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { inviteAgain } from '#domain/partnership/signing.ts';
import { cancelHandover, correctAddress, nameSuccessor, replacePerson, reportGone } from '#domain/people/acts.ts';
import { busyOf } from '#domain/people/busy.ts';
import { confirmChange, refuseChange } from '#domain/people/confirm-acts.ts';
import { endLinks, newLink, replaceFeed, replaceRoomLink } from '#domain/people/link-acts.ts';
import type { GroupChoice } from '#domain/people/seat.ts';
import { leaveVacant, settleGroup } from '#domain/people/settling.ts';
import { cancelWithdrawal, withdrawSchool } from '#domain/people/withdrawal.ts';
import { askToErase, dataReturned, recordAddress } from '#domain/personal-data/acts.ts';
import {
  bounced,
  callOff,
  delayReport,
  holdSession,
  moveSession,
  planSession,
  sendReport,
} from '#domain/sessions/acts.ts';
import type { ReadCohort } from '#import/read-cohort.ts';
import { readCohortRecord, replaceSchools, saveCohort } from '#records/cohorts.ts';
import { type Item, type Table, wholePartition } from '#records/documents.ts';
import { readHistory } from '#records/history.ts';
import { HEAD, partition, REST } from '#records/keys.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import { bytesOf } from '#records/rest.ts';
import { hundredTriads, largeCoaching, largeLessonStudy, planOf } from '#test/support/large-school.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { alikeInTwoWeeks } from '#test/support/two-weeks.ts';
import { act } from '#use-cases/act.ts';
import { startCopy } from '#use-cases/ask-for-data.ts';
import { endCohortEarly } from '#use-cases/end-cohort.ts';
import { erase } from '#use-cases/erase.ts';
import { eraseData } from '#use-cases/erase-person.ts';
import { moveDatesOf, undoMoveOf } from '#use-cases/move-dates.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { withdraw } from '#use-cases/withdraw.ts';

const study = await largeLessonStudy();
const coaching = await largeCoaching();
const idOf = ({ cohort, schools }: ReadCohort) => partnershipId(cohort.id, (schools[0] as School).urn);

const dynamo = onDynamo();

/** DynamoDB takes so much in one transaction. */
const MOST = { writes: 100, bytes: 4_000_000 };

/** A table that counts what every transaction takes. */
async function counted(): Promise<{ readonly table: Table; readonly largest: { writes: number; bytes: number } }> {
  const table = await dynamo.table();
  const largest = { writes: 0, bytes: 0 };
  const send = (command: { readonly input: { readonly TransactItems?: readonly unknown[] } }) => {
    const { TransactItems: items } = command.input;
    if (items) {
      largest.writes = Math.max(largest.writes, items.length);
      largest.bytes = Math.max(largest.bytes, bytesOf(items));
    }
    return table.documents.send(command as never);
  };
  return { table: { ...table, documents: Object.assign(Object.create(table.documents), { send }) }, largest };
}

/** A school at a moment, in a table of its own. */
interface Place {
  readonly parts: TestParts;
  readonly id: string;
  readonly largest: { readonly writes: number; readonly bytes: number };
}

type Judge = (p: Partnership, cohort: Cohort, now: string) => Outcome;

/** What somebody does at a school; refused, it fails. */
type Doing = (place: Place) => Promise<unknown>;

const read = async ({ parts, id: school }: Place): Promise<Partnership> =>
  (await readPartnership(parts.table, school))?.value as Partnership;

/** What is the same whatever order records come in. */
const inOrder = (p: Partnership) => {
  const sorted = <T>(list: readonly T[], key: (one: T) => string) =>
    list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const { obligations, sessions, outbox } = p;
  return JSON.parse(
    JSON.stringify({
      ...p,
      obligations: sorted(obligations, (o) => o.id),
      sessions: sorted(sessions, (s) => s.id),
      outbox: sorted(outbox, (m) => m.key),
    }),
  );
};

/** Through the use case that every page uses; what is kept then is what was judged. */
const does =
  (by: string, judge: Judge): Doing =>
  async (place) => {
    const outcome = await act(place.parts, place.id, by, judge);
    expect('refused' in outcome ? outcome.refused.sentence : 'done').toBe('done');
    if ('done' in outcome) expect(inOrder(await read(place))).toEqual(inOrder(outcome.done));
  };

const isDone = (outcome: object) => expect(outcome).not.toHaveProperty('refused');

/** As many turns as it takes until nothing more is due. */
async function rests({ parts, id }: Place): Promise<void> {
  const key = { TableName: parts.table.name, Key: { pk: partition({ kind: 'partnership', id }), sk: HEAD } };
  const version = async () => (await parts.table.documents.send(new GetCommand(key))).Item?.version;
  for (let turns = 0; turns < 60; turns++) {
    const before = await version();
    await takeTurn(parts, id);
    if ((await version()) === before) return;
  }
  throw new Error('It never comes to rest');
}

/** Every transaction has fitted, and no save stands half-way. */
async function isWhole({ parts, id: school, largest }: Place): Promise<void> {
  expect(largest.writes).toBeLessThanOrEqual(MOST.writes);
  expect(largest.bytes).toBeLessThanOrEqual(MOST.bytes);
  const items: readonly Item[] = await wholePartition(parts.table, partition({ kind: 'partnership', id: school }));
  expect(items.filter(({ sk, rest }) => String(sk).startsWith(REST) || rest !== undefined)).toEqual([]);
}

async function opened(read: ReadCohort): Promise<Place> {
  const { table, largest } = await counted();
  const parts = testParts(table);
  await launch(parts, read);
  return { parts, id: idOf(read), largest };
}

/** Another place at which everything is as it was there. */
async function copyOf({ parts, id: school }: Place): Promise<Place> {
  const { table, largest } = await counted();
  const [kept, cohort] = [
    await readPartnership(parts.table, school),
    await readCohortRecord(parts.table, school.split('/')[0] as string),
  ];
  if (!kept || !cohort) throw new Error('There is nothing to copy');
  await saveCohort(table, undefined, cohort.value, cohort.nextAt);
  await replaceSchools(table, cohort.value.id, (school === idOf(study) ? study : coaching).schools);
  const addresses = { lead: cohort.value.lead.email };
  await savePartnership(table, undefined, kept.value, { events: [], nextAt: kept.nextAt, addresses });
  const copy = testParts(table);
  copy.set(parts.now());
  return { parts: copy, id: school, largest };
}

const proposes =
  (later = 0): Judge =>
  (p, cohort, now) =>
    proposePlan(p, cohort, p.plan?.nth ?? 0, planOf(p, now, later), { final: true }, now);

const agrees: Judge = (p, cohort, now) => agreePlan(p, cohort, agreeing(p)?.id ?? '', 'link', now);

const signs: Judge = (p, _cohort, now) =>
  sign(p, 'sign-agreement', 'link', { name: 'Rhodri Pugh', role: 'Deputy head' }, now);

const countersigns: Judge = (p, _cohort, now) => countersign(p, 'countersign', { name: 'Lead', role: 'Lead' }, now);

const stranger = { name: 'Somebody New', email: 'new@large.example.org' };

const inTurn =
  (...all: readonly Doing[]): Doing =>
  async (place) => {
    for (const one of all) {
      await one(place);
      await rests(place);
    }
  };

const firstOpen = (p: Partnership, kind: string) =>
  p.obligations.find((o) => o.kind === kind && isOpen(o))?.id ?? `no ${kind}`;

/** An act by the name that it has in the domain, or of the use case where nothing else does it. */
type Act = readonly [name: string, doing: Doing];

/** A story of some acts at one place, and what is so once all their turns are taken. */
interface Story {
  readonly named: string;
  readonly acts: readonly Act[];
  readonly holds?: (place: Place) => Promise<void>;
}

/** Time passes, and what is due then is done. */
const later = (local: string): Act => ['', inTurn(async ({ parts }) => parts.at(local))];

/** Nothing is left of a school that has ended, and everybody was told once. */
async function isOver(place: Place): Promise<void> {
  const p = await read(place);
  expect(hasEnded(p.stage)).toBe(true);
  expect(p.obligations.filter(isOpen)).toEqual([]);
  expect(p.cycles.filter(isAhead)).toEqual([]);
  expect(p.outbox.filter(({ kind }) => kind === 'plan-invitation')).toEqual([]);
  const told = p.outbox.filter(({ kind }) => kind === 'cycles-changed').map(({ to }) => to);
  expect(told.toSorted()).toEqual([...new Set(p.groups.flatMap((g) => g.members))].toSorted());
  const history = await readHistory(place.parts.table, place.id);
  expect(history.filter(({ change }) => change.what === 'cycle-off')).toHaveLength(p.cycles.length);
}

const leaves = (gone: string): Act => [
  'withdraw',
  inTurn(async ({ parts, id }) => isDone(await withdraw(parts, id, gone, gone))),
];

const settles = (choice: GroupChoice): Act => [
  'settleGroup',
  inTurn(does('link', (p, cohort, now) => settleGroup(p, cohort, firstOpen(p, 'settle-group'), choice, 'link', now))),
];

const replaces = (seat: string, from?: string): Act => [
  'replacePerson',
  does('lead', (p, cohort, now) => replacePerson(p, cohort, seat, stranger, from ?? now.slice(0, 10), 'lead', now)),
];

const isGone = (seat: string): Act => [
  'reportGone',
  does(seat, (p, cohort, now) => reportGone(p, cohort, seat, 'not-me', now)),
];

const namesOwn: Act = [
  'replacePerson',
  does('cover', (p, cohort, now) => replacePerson(p, cohort, 'cover', stranger, now.slice(0, 10), 'cover', now)),
];

/** The planner has another answer, and the link agrees. */
const mended = (days: number): readonly Act[] => [
  ['proposePlan', does('drumbeat', proposes(days))],
  ['agreePlan', inTurn(does('link', agrees))],
];

const closing = (): Partial<Dates> => {
  const { closures } = datesOf(study.cohort);
  return { closures: [...closures, { date: '2026-10-08', why: 'flood' }] };
};

const movesDates = (seen: number): Act => [
  'moveDatesOf',
  async ({ parts }) =>
    isDone(await moveDatesOf(parts, study.cohort.id, { ...datesOf(study.cohort), ...closing() }, seen)),
];

const schoolLeaves = (from?: string): Act => [
  'withdrawSchool',
  inTurn(does('lead', (p, cohort, now) => withdrawSchool(p, cohort, { by: 'lead', from }, now))),
];

/** Agreed, on a day on which cover of two hundred days is owed, with three hundred emails that have not gone. */
const autumn: readonly Story[] = [
  {
    named: 'small things, one after the other',
    acts: [
      ['renewLink', does('cover', (p, _c, now) => renewLink(p, firstOpen(p, 'confirm-cover'), now))],
      ['chaseNow', does('lead', (p, _c, now) => chaseNow(p, firstOpen(p, 'confirm-cover'), now))],
      ['confirmCover', does('cover', (p, _c, now) => confirmCover(p, firstOpen(p, 'confirm-cover'), 'cover', now))],
      ['release', does('lead', (p, _c, now) => release(p, firstOpen(p, 'confirm-cover'), now))],
      ['takeOver', does('lead', (p, cohort, now) => takeOver(p, cohort, firstOpen(p, 'confirm-cover'), now))],
      ['extend', does('lead', (p, cohort, now) => extend(p, cohort, firstOpen(p, 'hold-meeting'), '2026-11-20', now))],
      [
        'holdMeeting',
        does('lead', (p, _c, now) => holdMeeting(p, firstOpen(p, 'hold-meeting'), 'lead', '2026-09-30', now)),
      ],
      ['callOffCycle', does('lead', (p, c, now) => callOffCycle(p, c, 'cycle-7-1', 'no room', 'lead', now))],
      replaces('cover', '2026-10-06'),
      ['cancelHandover', does('lead', (p, _c, now) => cancelHandover(p, 'cover', now))],
      ['newLink', does('teacher-9', (p, _c, now) => newLink(p, 'teacher-9', {}, now))],
      ['endLinks', does('lead', (p, cohort, now) => endLinks(p, cohort, 'cover', 1, now))],
      ['replaceRoomLink', does('lead', (p, _c, now) => replaceRoomLink(p, 'start', 1, now))],
      ['replaceFeed', does('teacher-9', (p, _c, now) => replaceFeed(p, 'teacher-9', 1, now))],
      schoolLeaves('2026-10-06'),
      ['cancelWithdrawal', does('lead', (p, _c, now) => cancelWithdrawal(p, 'lead', now))],
      ['startCopy', async ({ parts, id }) => isDone(await startCopy(parts, id, 'cover', 'lead'))],
      ['askToErase', does('lead', (p, _c, now) => askToErase(p, 'cover', 'lead', now))],
      ['dataReturned', does('drumbeat', (p, _c, now) => dataReturned(p, p.asked?.at(-1)?.id ?? '', now))],
      ['recordAddress', does('lead', (p, _c, now) => recordAddress(p, 'cover-3', 'there@large.example.org', now))],
      ['covererUnreached', does('drumbeat', (p, _c, now) => covererUnreached(p, 'cover-3', now))],
      ['planAgain', does('link', (p, _c, now) => planAgain(p, [], now))],
      ['planByHand', does('link', (p, _c, now) => planByHand(p, 'chosen', now))],
      ['proposeByHand', does('link', (p, _c, now) => proposeByHand(p, planOf(p, now, 14), now))],
    ],
  },
  {
    named: 'supply has fallen through for good, and all is planned anew',
    acts: [
      [
        'dropOut',
        inTurn(does('cover', (p, cohort, now) => dropOut(p, cohort, { who: 'supply', from: '2026-10-05' }, now))),
      ],
      ['proposePlan', does('drumbeat', proposes(7))],
      ['planAroundOthers', does('link', (p, _cohort, now) => planAroundOthers(p, busyOf(p), now))],
      ...mended(7),
    ],
    async holds(place) {
      const p = await read(place);
      expect(p.cycles.filter((c) => c.sequence === 1)).toHaveLength(400);
      // the invitation to the first plan waits still, and says how the cycles are when it goes
      const told = p.outbox.filter(({ kind }) => /^(plan-invitation|cycles-changed)$/.test(kind)).map(({ to }) => to);
      expect(told).toHaveLength(300);
      expect(new Set(told).size).toBe(300);
    },
  },
  {
    named: 'a day is closed on which everybody was to meet',
    acts: [
      [
        'closeDay',
        inTurn(does('link', (p, cohort, now) => closeDay(p, cohort, { date: '2026-10-08', why: 'flood' }, now))),
      ],
      ...mended(1),
    ],
  },
  {
    named: 'its weeks A and B begin otherwise',
    acts: [
      [
        'setWeeks',
        inTurn(does('link', (p, cohort, now) => setWeeks(alikeInTwoWeeks(p), cohort, ['B', 'on', 'on'], now))),
      ],
      ...mended(1),
    ],
  },
  {
    named: 'others sit at every seat',
    acts: [
      replaces('link'),
      replaces('head'),
      replaces('link-2'),
      replaces('teacher-200'),
      [
        'correctAddress',
        does('lead', (p, c, now) => correctAddress(p, c, 'cover', 'a@large.example.org', 'lead', now)),
      ],
      namesOwn,
      ['refuseChange', does('link', (p, _c, now) => refuseChange(p, firstOpen(p, 'confirm-successor'), 'link', now))],
      replaces('cover'),
    ],
    holds: async (place) => expect(personOf(await read(place), 'cover')?.name).toBe(stranger.name),
  },
  {
    named: 'whoever sees to cover has named another',
    acts: [
      namesOwn,
      [
        'confirmChange',
        does('lead', (p, cohort, now) => confirmChange(p, cohort, firstOpen(p, 'confirm-successor'), 'lead', now)),
      ],
    ],
    holds: async (place) => expect(personOf(await read(place), 'cover')?.name).toBe(stranger.name),
  },
  {
    named: 'nobody reads mail any more',
    acts: [
      isGone('cover'),
      [
        'nameSuccessor',
        does('link', (p, cohort, now) =>
          nameSuccessor(p, cohort, firstOpen(p, 'name-successor'), stranger, 'link', now),
        ),
      ],
      isGone('teacher-200'),
      isGone('link'),
      isGone('head'),
    ],
  },
  {
    named: 'somebody begins on a later day, and lessons have been held',
    acts: [
      replaces('cover', '2026-10-06'),
      later('2026-10-06T08:00'),
      later('2026-10-09T09:00'),
      ['sayHeld', does('teacher-1', (p, _c, now) => sayHeld(p, firstOpen(p, 'lesson-record'), 'teacher-1', now))],
    ],
    async holds(place) {
      const p = await read(place);
      expect(personOf(p, 'cover')?.name).toBe(stranger.name);
      expect(p.obligations.filter(({ kind }) => kind === 'lesson-record')).toHaveLength(100);
    },
  },
  {
    named: 'teachers have left four groups',
    acts: [
      leaves('teacher-9'),
      settles({ what: 'carry-on' }),
      leaves('teacher-19'),
      settles({ what: 'merge', into: 'Triad 50' }),
      leaves('teacher-29'),
      settles({ what: 'replace', successor: stranger }),
      [
        'checkTimetable',
        inTurn(
          does('link', (p, cohort, now) => {
            const week = Array.from({ length: 5 }, () => 'FFFFF');
            return checkTimetable(p, cohort, firstOpen(p, 'check-timetable'), week, 'link', now);
          }),
        ),
      ],
      ['reportGone', inTurn(isGone('teacher-39')[1])],
      [
        'leaveVacant',
        inTurn(does('link', (p, cohort, now) => leaveVacant(p, cohort, firstOpen(p, 'name-successor'), 'link', now))),
      ],
    ],
  },
  { named: 'the school has withdrawn', acts: [schoolLeaves()], holds: isOver },
  {
    named: 'the school has withdrawn by its own word',
    acts: [
      ['withdrawSchool', inTurn(does('link', (p, cohort, now) => withdrawSchool(p, cohort, { by: 'link' }, now)))],
      [
        'confirmChange',
        inTurn(
          does('head', (p, cohort, now) => confirmChange(p, cohort, firstOpen(p, 'confirm-withdrawal'), 'head', now)),
        ),
      ],
    ],
    holds: isOver,
  },
  {
    named: 'its day of leaving has come',
    acts: [schoolLeaves('2026-10-05'), later('2026-10-05T08:00')],
    holds: isOver,
  },
  {
    named: 'the lead has ended the cohort',
    acts: [
      [
        'endCohortEarly',
        inTurn(async ({ parts }) => {
          expect(await endCohortEarly(parts, study.cohort.id)).toBe(true);
          await turnCohort(parts, study.cohort.id);
        }),
      ],
    ],
    holds: isOver,
  },
  {
    named: 'dates have moved, were moved back and moved again',
    acts: [
      movesDates(0),
      ['undoMoveOf', async ({ parts }) => isDone(await undoMoveOf(parts, study.cohort.id, 1))],
      movesDates(2),
      later('2026-10-01T11:00'),
      ...mended(1),
    ],
    holds: async (place) => expect((await read(place)).movesTaken).toBe(3),
  },
  {
    named: 'one person, and then everybody, has been erased',
    acts: [
      [
        'eraseData',
        async ({ parts, id }) =>
          expect(await eraseData(parts, id, { named: 'link' }, { request: 'none' }, 'lead')).toBe('kept'),
      ],
      schoolLeaves(),
      [
        'erase',
        inTurn(async ({ parts }) => {
          const kept = await readCohortRecord(parts.table, study.cohort.id);
          await erase(parts, kept?.value as Cohort, 'names');
        }),
      ],
    ],
    async holds(place) {
      const raw = await wholePartition(place.parts.table, partition({ kind: 'partnership', id: place.id }));
      const all = [raw, await read(place), await readHistory(place.parts.table, place.id)];
      expect(JSON.stringify(all)).not.toContain('Made Up the');
    },
  },
];

const sendsReport = (session: string): Act => [
  'sendReport',
  does('coach-1', (p, cohort, now) => sendReport(p, cohort, session, 'coach-1', now)),
];

/** A coach with three hundred sessions on one day. */
const reports: readonly Story[] = [
  {
    named: 'a day of reports, none of which is read',
    acts: [
      [
        'planSession',
        does('coach-1', (p, cohort, now) => {
          const when = { date: '2026-12-01', start: '09:00', end: '10:00' };
          return planSession(p, cohort, { coach: 'coach-1', teacher: 'teacher-1', ...when, place: '', focus: '' }, now);
        }),
      ],
      [
        'moveSession',
        does('coach-1', (p, cohort, now) => {
          const to = { date: '2026-12-02', start: '09:00', end: '10:00' };
          return moveSession(p, cohort, 'session-1', to, 'ill', 'coach-1', now);
        }),
      ],
      ['callOff', does('coach-1', (p, c, now) => callOff(p, c, 'session-2', 'ill', 'coach-1', now))],
      later('2026-11-10T16:00'),
      [
        'holdSession',
        does('coach-1', (p, cohort, now) => holdSession(p, cohort, 'session-3', '2026-11-10T09:00:00Z', now)),
      ],
      ['delayReport', does('coach-1', (p) => delayReport(p, 'session-4', 'ill', '2026-11-13'))],
      sendsReport('session-5'),
      ['startCopy', async ({ parts, id }) => isDone(await startCopy(parts, id, 'teacher-5', 'teacher-5'))],
      later('2026-11-11T16:00'),
      [
        'bounced',
        does('drumbeat', (p, _c, now) => {
          const late = p.outbox.find(({ kind }) => kind === 'coach-report-late');
          return bounced(p, { key: 'gone', kind: 'coach-report-late', to: 'head', session: late?.session }, now);
        }),
      ],
      ['reportGone', inTurn(...[isGone('head')[1]])],
      ['replacePerson', inTurn(replaces('head')[1])],
    ],
    async holds(place) {
      const late = (await read(place)).outbox.filter(({ kind }) => kind === 'coach-report-late');
      expect(late.length).toBeGreaterThan(290);
      expect(late.filter(({ held }) => held)).toEqual([]);
    },
  },
  {
    named: 'their day has been closed',
    acts: [
      [
        'closeDay',
        inTurn(does('head', (p, cohort, now) => closeDay(p, cohort, { date: '2026-11-10', why: 'flood' }, now))),
      ],
    ],
    holds: areAllOff,
  },
  {
    named: 'the coach has withdrawn, who owed three hundred reports',
    acts: [
      later('2026-11-10T16:00'),
      ['withdraw', inTurn(async ({ parts, id }) => isDone(await withdraw(parts, id, 'coach-1', 'lead')))],
    ],
    async holds(place) {
      const p = await read(place);
      expect(p.obligations.filter((o) => o.kind === 'report-session' && isOpen(o))).toEqual([]);
    },
  },
  { named: 'their school has withdrawn', acts: [schoolLeaves()], holds: areAllOff },
];

async function areAllOff(place: Place): Promise<void> {
  const p = await read(place);
  expect(p.sessions.filter(({ state }) => state !== 'cancelled')).toEqual([]);
  // one email to each person, of all their sessions
  const told = p.outbox.filter(({ kind }) => kind === 'sessions-changed');
  expect(new Set(told.map(({ to }) => to)).size).toBe(told.length);
  expect(told.flatMap(({ heard }) => Object.keys(heard?.sessions ?? {}))).toHaveLength(600);
}

/** Played on the way to there. */
const onTheWay = [
  'sign',
  'countersign',
  'decline',
  'inviteAgain',
  'chooseTeachers',
  'answer',
  'correctAnswers',
  'proposePlan',
  'agreePlan',
];

/** Whoever does them is played: use cases, and acts that come to them. */
const within = [
  ...['withdrawPerson', 'askForCopy', 'erasePerson', 'leave', 'endSchool', 'moveDates'],
  ...['propose', 'followDeparture'],
];

/** Of one request, one session or one group, or of the head alone, whose size is none of the school's. */
const small = ['checkCopy', 'takeUpReport', 'departuresSpread', 'cannotCome', 'takeGroup', 'passGroupOn'];

/** What the domain calls an act: what somebody exports that judges, by its name. */
function actsOfTheDomain(): readonly string[] {
  const folder = 'shared/domain';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      readFileSync(`${folder}/${file}`, 'utf8')
        .split(/^export function /m)
        .slice(1)
        .flatMap((text) => (/\): (\w+)[^\n]* \{\n/.exec(text)?.[1] === 'Outcome' ? (text.match(/^\w+/) ?? []) : [])),
    );
}

async function plays(from: Place, { acts, holds }: Story): Promise<void> {
  const place = await copyOf(from);
  for (const [, doing] of acts) await doing(place);
  await rests(place);
  await isWhole(place);
  await holds?.(place);
}

describe('a school of a hundred triads and three hundred teachers', () => {
  let agreed: Place;

  beforeAll(async () => {
    agreed = await opened(study);
    const { parts } = agreed;
    parts.at('2026-09-07T08:00');
    await rests(agreed);
    await inTurn(
      does('link', signs),
      does('lead', countersigns),
      does('link', (p, _c, now) => chooseTeachers(p, 'choose-teachers', 'link', hundredTriads, now)),
      does('link', (p, _c, now) => answer(p, 'start-questionnaire', 'link', now)),
      does('link', (p, _c, now) => correctAnswers(p, 'start-questionnaire', 0, now)),
      does('drumbeat', proposes()),
      does('link', agrees),
    )(agreed);
    expect((await read(agreed)).outbox.filter(({ kind }) => kind === 'plan-invitation')).toHaveLength(300);
    parts.at('2026-10-01T10:00');
    await rests(agreed);
    await isWhole(agreed);
    const p = await read(agreed);
    expect(p.cycles).toHaveLength(400);
    expect(p.obligations.filter((o) => o.kind === 'confirm-cover' && isOpen(o))).toHaveLength(100);
  }, 240_000);

  it('has every act of the domain played here', () => {
    const played = [...autumn, ...reports].flatMap(({ acts }) => acts.map(([name]) => name));
    expect(actsOfTheDomain().length).toBeGreaterThan(40);
    expect(actsOfTheDomain().filter((name) => ![...played, ...onTheWay, ...within, ...small].includes(name))).toEqual(
      [],
    );
  });

  it('declines, and is invited again', { timeout: 60_000 }, async () => {
    const place = await opened(study);
    place.parts.at('2026-09-07T08:00');
    await rests(place);
    await inTurn(does('link', (p, c, now) => decline(p, c, 'sign-agreement', 'link', 'no time', now)))(place);
    await isWhole(place);
    await rests(place);
    await inTurn(does('lead', inviteAgain))(place);
    await isWhole(place);
    expect((await read(place)).stage).toBe('invited');
  });

  it.each(autumn)('leaves nothing behind when $named', { timeout: 240_000 }, (story) => plays(agreed, story));
});

describe('a coach with three hundred sessions on one day', () => {
  let planned: Place;

  beforeAll(async () => {
    planned = await opened(coaching);
    planned.parts.at('2026-09-07T08:00');
    await rests(planned);
    const signing = obligationOf(await read(planned), 'sign-agreement')?.owner ?? 'link';
    const signer = { name: 'Head', role: 'Head', deputy: { name: 'Deputy', email: 'deputy@large.example.org' } };
    await inTurn(
      does(signing, (p, _c, now) => sign(p, 'sign-agreement', signing, signer, now)),
      does('lead', countersigns),
    )(planned);
    planned.parts.at('2026-11-02T10:00');
    await rests(planned);
    await isWhole(planned);
    expect((await read(planned)).sessions.filter(({ invited }) => invited === 0)).toHaveLength(300);
  }, 240_000);

  it.each(reports)('leaves nothing behind when there has been this: $named', { timeout: 240_000 }, (story) =>
    plays(planned, story),
  );
});
