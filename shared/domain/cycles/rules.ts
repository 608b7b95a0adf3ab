import { earliest, type Instant, localDate, london, londonTimeOf, plus } from '#calendar/london.ts';
import { addSchoolDays, END_OF_DAY, isSchoolDay, MORNING, type SchoolCalendar } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { isSoon } from '#domain/dates/soon.ts';
import { closing } from '#domain/dates/timeline.ts';
import { whileOpen } from '#domain/dates/while-open.ts';
import type { CycleId, ObligationId } from '#domain/ids.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import { tellOfChange } from '#domain/messages/changed.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isOpen, type Obligation, openObligation } from '#domain/obligations/obligation.ts';
import type { Change } from '#domain/partnership/changes.ts';
import {
  actingFor,
  cycleOf,
  isThere,
  obligationOf,
  type Partnership,
  personOf,
} from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import type { PersonId } from '#domain/people/person.ts';
import {
  beforeChange,
  type Cycle,
  type Duty,
  dateOf,
  dutiesOf,
  endsAt,
  isAhead,
  isToCome,
  startsOf,
  timesMoved,
} from './cycle.ts';
import { outOfDateAt } from './planning.ts';
import { isClosedOn } from './provision.ts';

/** School days before a session: cover is to be confirmed from the first, by the end of the second, and the third alarms. */
const ASKED = 5;
const DUE = 3;
const ALARM = 2;

/** Cover that changed in the last days is asked for at once; after this long unconfirmed it alarms. */
const LATE_ALARM_AFTER = 'PT2H';

/** Link and lead were told that nobody has confirmed this cover, and nobody has yet. */
export const isAlarm = (o: Obligation): boolean => isOpen(o) && o.alarmed !== undefined;

const coverParts = ['planning', 'lesson'] as const;

/** Whoever sees that classes are taken: the cover manager, or the link where the school has none. */
export const coverManagerOf = (p: Partnership): PersonId => (isThere(p, 'cover') ? 'cover' : 'link');

/** The cover of one of a cycle's two days is confirmed; when it changes, it is confirmed anew. */
export const coverId = ({ id, coverVersion }: Cycle, part: (typeof coverParts)[number]): ObligationId =>
  `${id}-${part}-cover${coverVersion > 0 ? `-${coverVersion}` : ''}`;

export const coverIds = (cycle: Cycle): readonly ObligationId[] => coverParts.map((part) => coverId(cycle, part));

/** Of which of its cycle's days an obligation to confirm cover speaks. */
export const coverPartOf = ({ part = 'lesson' }: Pick<Obligation, 'part'>): (typeof coverParts)[number] => part;

export const recordId = (cycle: Cycle): ObligationId =>
  `${cycle.id}-record${timesMoved(cycle) > 0 ? `-${timesMoved(cycle)}` : ''}`;

/** Once nobody has said of a lesson by the next day whether it was held, the link is asked. */
const linkSaysId = (cycle: Cycle): ObligationId => `${recordId(cycle)}-link`;

/** By which of its obligations it is said whether a cycle was held. */
export const heldIds = (cycle: Cycle): readonly ObligationId[] => [recordId(cycle), linkSaysId(cycle)];

/** An email about cycles. */
export function cycleMessage(
  kind: MessageKind,
  to: PersonId,
  cycles: readonly CycleId[],
  now: Instant,
  { about = [], urgent }: { readonly about?: readonly ObligationId[]; readonly urgent?: boolean } = {},
): Extract<Change, { what: 'message-queued' }> {
  const message = newMessage(kind, to, about, now);
  return { what: 'message-queued', message: { ...message, cycles, ...(urgent ? { urgent } : {}) } };
}

/** What has gone, or goes without this, and says how cycles stand when it goes. */
const SAYS = { 'cycles-changed': 'plan-invitation', 'cover-changed': 'cover-pack' } as const;

/**
 * Tells somebody of changed cycles, or of their cover.
 * @param cycles each as it stands in `p` before the change, if it is there, and as it is to be, if it is to be
 */
export function tellOfCycles(
  p: Partnership,
  cohort: Cohort,
  kind: keyof typeof SAYS,
  to: PersonId,
  cycles: readonly ToTell[],
  now: Instant,
): readonly Change[] {
  const waits = p.outbox.filter((m) => m.kind === SAYS[kind] && m.to === to && m.state === 'to-send');
  const told = cycles.filter(({ id }) => !waits.some((m) => m.cycles?.includes(id)));
  if (told.length === 0) return [];
  // who covers is nothing to those who meet
  const heard = (c: Cycle, { passed, joined = [] }: ToTell) => ({
    ...beforeChange(c),
    ...(kind === 'cycles-changed' && { duties: [] }),
    ...(passed && { passed }),
    ...(joined.length > 0 && { joined }),
  });
  // whoever joins has heard nothing of it
  const known = (c: Cycle | undefined): c is Cycle =>
    c !== undefined && isAhead(c) && (kind !== 'cycles-changed' || c.members.includes(to));
  return tellOfChange(
    p,
    cohort,
    {
      kind,
      to,
      heard: {
        cycles: Object.fromEntries(told.map((one) => [one.id, known(one.before) ? heard(one.before, one) : null])),
      },
      touches: {
        starts: told.flatMap(({ before, after }) =>
          [known(before) ? before : undefined, after].flatMap((c) => (c ? startsOf(c) : [])),
        ),
      },
    },
    now,
  );
}

interface ToTell {
  readonly id: CycleId;
  readonly before?: Cycle | undefined;
  readonly after?: Parameters<typeof startsOf>[0] | undefined;
  /** nothing but who takes part changes: somebody else at this seat, or nobody */
  readonly passed?: PersonId | undefined;
  /** who takes part from now on beside the others */
  readonly joined?: readonly PersonId[] | undefined;
}

/**
 * Somebody else takes a seat, or nobody does: whoever meets them in a cycle is told, and has it in their calendar with who takes part.
 * A newcomer finds the cycles in their handover.
 */
export function passOnCycles(p: Partnership, cohort: Cohort, seat: PersonId, now: Instant): readonly Change[] {
  const cycles = p.cycles.filter((c) => c.members.includes(seat) && isToCome(c, now));
  const others = [...new Set(cycles.flatMap((c) => c.members))].filter((id) => id !== seat && personOf(p, id));
  return [
    ...cycles.map(({ id }) => ({ what: 'cycle-passed-on' as const, cycle: id })),
    ...others.flatMap((to) => {
      const theirs = cycles.filter((c) => c.members.includes(to));
      return tellOfCycles(
        p,
        cohort,
        'cycles-changed',
        to,
        theirs.map((c) => ({ id: c.id, before: c, passed: seat })),
        now,
      );
    }),
  ];
}

/** The cover of one of a cycle's days, and when it must be seen to. */
interface CoverDay {
  readonly cycle: Cycle;
  readonly part: (typeof coverParts)[number];
  readonly id: ObligationId;
  readonly starts: Instant;
  readonly asks: Instant;
  /** nobody is to be asked for it or chased, as things are */
  readonly idle: boolean;
}

/**
 * The duties of one of a cycle's days that somebody is to do, as things are: none in place of whoever has left, and none at all
 * where nobody sits at the seat that was to teach. Whoever takes the seat finds them as they were.
 */
export function neededDuties(p: Partnership, cycle: Cycle, part: (typeof coverParts)[number]): readonly Duty[] {
  const duties = dutiesOf(cycle, part);
  const isFor = ({ whom }: Duty) => whom === undefined || isFilled(p, whom);
  const covers = duties.filter(({ kind }) => kind === 'cover');
  if (!isFilled(p, cycle.teaching) || (covers.length > 0 && !covers.some(isFor))) return [];
  return duties.filter(isFor);
}

/** A seat is empty once whoever sat there has withdrawn, until there is a successor. */
const isFilled = (p: Partnership, seat: PersonId): boolean =>
  personOf(p, seat) !== undefined || !p.former?.some((one) => one.id === seat);

const coverDays = (p: Partnership, calendar: SchoolCalendar): readonly CoverDay[] =>
  p.cycles.filter(isAhead).flatMap((cycle) =>
    coverParts.flatMap((part) => {
      if (dutiesOf(cycle, part).length === 0) return [];
      const asks = mornings(calendar, dateOf(cycle[part]), ASKED);
      return [
        {
          cycle,
          part,
          id: coverId(cycle, part),
          starts: cycle[part].start.at,
          asks,
          idle: isIdle(p, calendar, cycle, part),
        },
      ];
    }),
  );

/** Do no pupils come that day after all, or does nobody need the cover? */
function isIdle(p: Partnership, calendar: SchoolCalendar, cycle: Cycle, part: (typeof coverParts)[number]): boolean {
  const date = dateOf(cycle[part]);
  return !isSchoolDay(calendar, date) || isClosedOn(p.provision, date) || neededDuties(p, cycle, part).length === 0;
}

/**
 * Is that cover for a day on which no pupils come after all, or for a lesson that nobody is there to teach? Nobody is asked for
 * it or chased: its cycle is planned anew, or the school says how the group goes on.
 */
export function isIdleCover(p: Partnership, { calendar }: Cohort, o: Obligation): boolean {
  const cycle = o.kind === 'confirm-cover' ? cycleOf(p, o.cycle ?? '') : undefined;
  return cycle !== undefined && isIdle(p, calendar, cycle, coverPartOf(o));
}

const mornings = (calendar: SchoolCalendar, date: string, before: number): Instant =>
  london(addSchoolDays(calendar, date, -before) ?? date, MORNING).at;

/** By the end of the third school day before; asked later, by the end of that day, or when the session begins. */
export function coverDue(calendar: SchoolCalendar, starts: Instant, now: Instant) {
  const early = london(addSchoolDays(calendar, localDate(starts), -DUE) ?? localDate(starts), END_OF_DAY);
  if (early.at > now) return early;
  const today = london(localDate(now), END_OF_DAY);
  return today.at > now && today.at < starts ? today : londonTimeOf(starts);
}

/** When cover that nobody has confirmed becomes an alarm to link and lead. */
function alarmAt(calendar: SchoolCalendar, { starts }: CoverDay, o: Obligation): Instant {
  const meant = mornings(calendar, localDate(starts), ALARM);
  return o.opened < meant ? meant : (earliest(plus(o.opened, LATE_ALARM_AFTER), starts) ?? starts);
}

function openCover(p: Partnership, cohort: Cohort, day: CoverDay, now: Instant): Obligation {
  return openObligation({
    id: day.id,
    cycle: day.cycle.id,
    part: day.part,
    kind: 'confirm-cover',
    owner: coverManagerOf(p),
    opened: now,
    due: coverDue(cohort.calendar, day.starts, now),
    policy: cohort.programme.cycles?.coverPolicy ?? '',
  });
}

/** When the record of a lesson is due that was asked for then; undefined where none is kept. */
export function recordDue({ programme, calendar }: Cohort, asked: Instant) {
  const record = programme.cycles?.record;
  const today = localDate(asked);
  return record && london(addSchoolDays(calendar, today, record.schoolDays) ?? today, END_OF_DAY);
}

/** When it is to be said whether a lesson was held of which that was asked then: by the end of the next school day. */
export function heldDue({ calendar }: Cohort, asked: Instant) {
  const today = localDate(asked);
  return london(addSchoolDays(calendar, today, 1) ?? today, END_OF_DAY);
}

const openHeld = (cohort: Cohort, cycle: Cycle, who: 'teacher' | 'link', now: Instant): Obligation =>
  openObligation({
    id: who === 'teacher' ? recordId(cycle) : linkSaysId(cycle),
    cycle: cycle.id,
    kind: 'confirm-held',
    owner: who === 'teacher' ? cycle.teaching : 'link',
    opened: now,
    due: heldDue(cohort, now),
    policy: cohort.programme.cycles?.coverPolicy ?? '',
  });

function openRecord(cohort: Cohort, cycle: Cycle, now: Instant): Obligation {
  const record = cohort.programme.cycles?.record;
  const due = recordDue(cohort, now);
  if (!record || !due) return openHeld(cohort, cycle, 'teacher', now);
  return openObligation({
    id: recordId(cycle),
    cycle: cycle.id,
    kind: 'lesson-record',
    owner: cycle.teaching,
    questionnaire: record.questionnaire,
    opened: now,
    due,
    policy: record.policy,
  });
}

/** When whoever sees to cover is asked about each day that needs it, where nobody has been asked yet. */
export const coverAsks = (
  p: Partnership,
  cohort: Cohort,
): readonly { readonly id: ObligationId; readonly asks: Instant }[] =>
  coverDays(p, cohort.calendar)
    .filter(({ id, idle }) => !idle && !obligationOf(p, id))
    .map(({ id, asks }) => ({ id, asks }));

/** What cycles need while the post is open: to ask for their cover, to alarm, to ask for the record of a lesson or whether it was held. */
export function cycleRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  return whileOpen(p, cohort, now, [
    ...coverDays(p, cohort.calendar).flatMap((day) => {
      const at = coverAt(p, cohort, day, now);
      return at ? [{ at, do: (current: Partnership) => coverChanges(current, cohort, day, now) }] : [];
    }),
    ...p.cycles
      .filter((c) => isAhead(c) && !obligationOf(p, recordId(c)))
      .map((c) => ({ at: endsAt(c), do: (current: Partnership) => afterLesson(current, cohort, c, now) })),
    ...p.obligations
      .filter(waitsForTeacher)
      .map((o) => ({ at: o.due.at, do: (current: Partnership) => passedToLink(current, cohort, o, now) })),
  ]);
}

/** When the cover of a day is to be asked for, alarms or is over. */
function coverAt(p: Partnership, { calendar }: Cohort, day: CoverDay, now: Instant): Instant | undefined {
  const o = obligationOf(p, day.id);
  if (!o) return now < day.starts && !day.idle ? day.asks : undefined;
  if (!isOpen(o)) return undefined;
  return day.idle || o.alarmed ? day.starts : earliest(alarmAt(calendar, day, o), day.starts);
}

/** A plan that waited too long for its agreement is made anew. One made by hand waits for its maker. */
export function planRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const { plan } = p;
  const stale = plan?.state === 'proposed' ? outOfDateAt(p) : undefined;
  if (!plan || !stale) return [];
  const { wishes, disturbance } = plan;
  return whileOpen(p, cohort, now, [{ at: stale, do: () => [{ what: 'plan-wanted', wishes, disturbance }] }]);
}

function coverChanges(p: Partnership, cohort: Cohort, day: CoverDay, now: Instant): readonly Change[] {
  const o = obligationOf(p, day.id);
  const cycles = [day.cycle.id];
  if (!o) {
    if (day.idle || now < day.asks || now >= day.starts) return [];
    const obligation = openCover(p, cohort, day, now);
    const urgent = isSoon(postCalendar(p, cohort), [day.starts], now);
    return [
      { what: 'opened', obligation },
      ...actingFor(p, obligation.owner).map((to) =>
        cycleMessage('cover-request', to, cycles, now, { about: [day.id], urgent }),
      ),
    ];
  }
  if (!isOpen(o)) return [];
  if (now >= day.starts) return [{ what: 'settled', obligation: o.id, end: { how: 'lapsed', at: now } }];
  if (day.idle || o.alarmed || now < alarmAt(cohort.calendar, day, o)) return [];
  return [
    { what: 'alarmed', obligation: o.id },
    ...[...actingFor(p, 'link'), 'lead'].map((to) => cycleMessage('cover-alarm', to, cycles, now, { about: [o.id] })),
  ];
}

function afterLesson(p: Partnership, cohort: Cohort, cycle: Cycle, now: Instant): readonly Change[] {
  const obligation = openRecord(cohort, cycle, now);
  if (obligationOf(p, obligation.id)) return [];
  const { id, owner } = obligation;
  if (!personOf(p, owner))
    return [{ what: 'cycle-off', cycle: cycle.id, how: 'missed', why: 'whoever was to teach it has withdrawn' }];
  const request = obligation.kind === 'confirm-held' ? 'held-request' : 'record-request';
  return [{ what: 'opened', obligation }, cycleMessage(request, owner, [cycle.id], now, { about: [id] })];
}

/** Whether a lesson was held is asked of the link, once whoever taught it has not said so in time. */
function passedToLink(p: Partnership, cohort: Cohort, o: Obligation, now: Instant): readonly Change[] {
  const cycle = cycleOf(p, o.cycle ?? '');
  const lapsed: Change = { what: 'settled', obligation: o.id, end: { how: 'lapsed', at: now } };
  // it is over, or to be held on another day
  if (!cycle || !isAhead(cycle) || o.id !== recordId(cycle)) return [lapsed];
  const obligation = openHeld(cohort, cycle, 'link', now);
  return [
    lapsed,
    { what: 'opened', obligation },
    ...actingFor(p, 'link').map((to) => cycleMessage('held-request', to, [cycle.id], now, { about: [obligation.id] })),
  ];
}

/** Is it asked of whoever taught, and of nobody else yet? */
const waitsForTeacher = (o: Obligation): boolean =>
  o.kind === 'confirm-held' && isOpen(o) && o.owner !== 'link' && o.owner !== 'lead';

/** While a lesson is to come or its record is owed, the school's part goes on. */
export function cyclesKeepOpen(p: Partnership, cohort: Cohort): Instant | undefined {
  const goesOn =
    p.cycles.some(isAhead) ||
    p.obligations.some((o) => (o.kind === 'lesson-record' || o.kind === 'confirm-held') && isOpen(o));
  return goesOn ? closing(cohort) : undefined;
}
