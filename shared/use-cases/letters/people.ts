import { type Instant, inWords, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { type Cycle, cycleParts, isAhead } from '#domain/cycles/cycle.ts';
import type { people } from '#domain/messages/catalogue/people.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import { cycleOf, personOf, sessionOf } from '#domain/partnership/partnership.ts';
import { onOwnPage } from '#domain/people/own-page.ts';
import { type PersonId, roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';
import { nobodyReads, reportReaderOf } from '#domain/sessions/reports.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import { cycleInWords } from '#email/templates/cycles.ts';
import {
  groupMoved,
  groupOver,
  groupRequest,
  handover,
  partnerLeft,
  successorRequest,
  timetableRequest,
} from '#email/templates/people.ts';
import { cohortEnded, schoolWithdrawn, sessionsPassedOn, withdrawalConfirmed } from '#email/templates/withdrawals.ts';
import { calendarCycle } from '#use-cases/cycle-calendar.ts';
import { nameTold } from '#use-cases/cycle-told.ts';
import { calendarSession, wordFor } from '#use-cases/session-calendar.ts';
import { capital } from '#wording/wording.ts';
import { calendarFile } from './calendar-file.ts';
import type { Files, Letters } from './letter.ts';
import { asked, itsOwn, letter, type Outgoing, owedTold, readingOf, schoolPage, sessionsPage } from './sending.ts';

/** None that wait for the agreement: nobody is invited to those. */
const sessionsAhead = ({ cohort, partnership: p }: InCohort, id: PersonId, now: Instant): readonly Session[] =>
  (heldSince(p, cohort.programme) === undefined ? [] : p.sessions)
    .filter((s) => isPending(s) && s.start.at > now && (s.coach === id || s.teacher === id))
    .toSorted((a, b) => (a.start.at < b.start.at ? -1 : 1));

const cyclesAhead = ({ partnership: p }: InCohort, id: PersonId, now: Instant): readonly Cycle[] =>
  p.cycles
    .filter((c) => isAhead(c) && c.lesson.start.at > now && c.members.includes(id))
    .toSorted((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1));

const moment = (at: Instant): string => `${inWords(localDate(at))}, ${timeInWords(localTime(at))}`;

/** All that is to come for a successor, in words. */
function toComeFor({ place, to, now }: Outgoing): readonly string[] {
  return [
    ...sessionsAhead(place, to.id, now).map((s) => sessionLine(place, s)),
    ...cyclesAhead(place, to.id, now).map(cycleLine),
  ];
}

const sessionLine = (place: InCohort, s: Session): string =>
  `${capital(wordFor(place))} of ${nameTold(place, s.coach)} and ${nameTold(place, s.teacher)}: ${moment(s.start.at)}`;

const cycleLine = (c: Cycle): string =>
  `${capital(cycleInWords(c))}: planning ${moment(c.planning.start.at)}, lesson ${moment(c.lesson.start.at)}`;

/** What somebody no longer takes part in, in words. */
function leavesInWords({ place, message: { leaves } }: Outgoing): readonly string[] {
  const { partnership: p } = place;
  return [
    ...(leaves?.sessions ?? []).flatMap(({ id }) => sessionOf(p, id) ?? []).map((s) => sessionLine(place, s)),
    ...(leaves?.cycles ?? []).flatMap(({ id }) => cycleOf(p, id) ?? []).map(cycleLine),
  ];
}

/** Whom it is for, of those who sat at that seat. */
const formerOf = ({ place, message }: Outgoing) =>
  place.partnership.former?.find(({ id, version }) => id === message.to && version === message.former);

/** Nobody has heard of a later one: it may move, or be called off, and nobody would be told. */
const isKnown = ({ invited }: Session): boolean => invited !== undefined;

/** What is to come for a successor and others know of, as a file for their calendar. */
async function handoverFiles({ place, message, sender, now }: Outgoing): Promise<Files> {
  const entries = [
    ...sessionsAhead(place, message.to, now)
      .filter(isKnown)
      .map((s) => ({ ...calendarSession(place, s, sender, now), attendees: [] })),
    ...cyclesAhead(place, message.to, now).flatMap((c) =>
      cycleParts.map((part) => calendarCycle(place, c, part, sender, now)),
    ),
  ];
  return entries.length > 0 ? { attachments: [await calendarFile(entries, [])] } : {};
}

/**
 * Takes out of somebody's calendar what they no longer take part in. One session goes by itself, as it came; more of them do not
 * fit one such part, and come as a file.
 */
async function leavingFiles({ place, message: { leaves }, to, sender, now }: Outgoing): Promise<Files> {
  const { partnership: p } = place;
  const { name, email } = to;
  const sessions = (leaves?.sessions ?? []).flatMap(({ id, version }) => {
    const s = sessionOf(p, id);
    return s ? [{ ...calendarSession(place, s, sender, now), sequence: version, attendees: [{ name, email }] }] : [];
  });
  const cycles = (leaves?.cycles ?? []).flatMap(({ id, version }) => {
    const c = cycleOf(p, id);
    return c ? cycleParts.map((part) => ({ ...calendarCycle(place, c, part, sender, now), sequence: version })) : [];
  });
  const [one, ...more] = sessions;
  if (one && more.length + cycles.length === 0) {
    // the calendar library and its zones are for whoever sends one
    const { cancellation } = await import('#calendar/invitation.ts');
    return { calendar: { method: 'CANCEL', text: cancellation(one) } };
  }
  return sessions.length + cycles.length > 0 ? { attachments: [await calendarFile([], [...sessions, ...cycles])] } : {};
}

/** Of people, their seats and their leaving. */
export const peopleLetters = {
  handover: letter(
    handover,
    (sending) => {
      const { place, to, about, now } = sending;
      const before = place.partnership.former?.findLast((f) => f.id === to.id && f.version === (to.version ?? 1) - 1);
      const toCome = toComeFor(sending);
      const sessions = sessionsAhead(place, to.id, now);
      const shows = onOwnPage(place, to, now);
      return {
        ...readingOf(sending),
        before: before?.name,
        owed: about.map((one) => owedTold(sending, one)),
        toCome,
        attached: toCome.length > sessions.length || sessions.some(isKnown),
        ...(sessions.every(isKnown) ? {} : { later: true }),
        page: shows && { shows, link: sessionsPage(sending) },
      };
    },
    handoverFiles,
  ),
  'successor-request': letter(successorRequest, (sending) => {
    const { cohort, partnership: p } = sending.place;
    const { seat = '' } = itsOwn(sending).obligation;
    const sat = personOf(p, seat);
    const reports = seat === reportReaderOf(p) && cohort.programme.sessions !== undefined && nobodyReads(p);
    return { ...asked(sending), part: roleOf(p, seat), name: sat?.name, why: sat?.gone, ...(reports && { reports }) };
  }),
  'group-request': letter(groupRequest, (sending) => {
    const { place, now } = sending;
    const p = place.partnership;
    const { seat = '' } = itsOwn(sending).obligation;
    const group = p.groups.find((g) => g.members.includes(seat));
    const former = p.former?.findLast((f) => f.id === seat);
    return {
      ...asked(sending),
      name: former?.name ?? '',
      schoolOver: former?.why === 'school-over',
      from: group?.from?.at === itsOwn(sending).obligation.opened ? group.from.school : undefined,
      group: group?.name ?? '',
      others: (group?.members ?? []).flatMap((id) => personOf(p, id)?.name ?? []),
      cycles: cyclesAhead(place, seat, now).length,
    };
  }),
  'group-moved': letter(groupMoved, (sending) => {
    const { place, message, to } = sending;
    const p = place.partnership;
    const group = p.groups.find(({ name }) => name === message.group);
    return {
      ...readingOf(sending),
      group: group?.name ?? '',
      before: group?.from?.school ?? '',
      isIn: group?.members.includes(to.id) ?? false,
      members: (group?.members ?? []).flatMap((id) => personOf(p, id)?.name ?? []),
    };
  }),
  'partner-left': letter(partnerLeft, (sending) => {
    const p = sending.place.partnership;
    const gone = p.partnersGone?.findLast(({ group }) => group === sending.message.group);
    return {
      ...readingOf(sending),
      group: gone?.group ?? '',
      host: gone?.school ?? '',
      own: (gone?.own ?? []).flatMap((id) => personOf(p, id)?.name ?? []),
    };
  }),
  'group-over': letter(groupOver, (sending) => ({
    ...readingOf(sending),
    group: sending.message.group ?? '',
    link: sending.to.role === 'lead' ? schoolPage(sending) : undefined,
  })),
  'timetable-request': letter(timetableRequest, (sending) => {
    const p = sending.place.partnership;
    const { seat = '' } = itsOwn(sending).obligation;
    return {
      ...asked(sending),
      name: personOf(p, seat)?.name ?? '',
      before: p.former?.findLast(({ id }) => id === seat)?.name ?? '',
    };
  }),
  'sessions-passed-on': letter(
    sessionsPassedOn,
    (sending) => ({ ...readingOf(sending), sessions: leavesInWords(sending), why: formerOf(sending)?.why }),
    leavingFiles,
  ),
  'withdrawal-confirmed': letter(
    withdrawalConfirmed,
    (sending) => ({
      ...readingOf(sending),
      reports: sending.place.cohort.programme.sessions !== undefined,
      calendar: sending.message.leaves !== undefined,
      part: sending.message.part,
      elsewhere: !sending.message.part && sending.place.cohort.schoolCount > 1,
    }),
    leavingFiles,
  ),
  'school-withdrawn': letter(schoolWithdrawn, (sending) => {
    const { place, to } = sending;
    const who = playerOf(place, place.partnership.withdrawn?.by ?? '') ?? place.cohort.lead;
    const by = `${who.name}, ${roleInWords[who.role]}`;
    return { ...readingOf(sending), by, link: to.role === 'lead' ? schoolPage(sending) : undefined };
  }),
  'cohort-ended': letter(cohortEnded, readingOf),
} satisfies Letters<Outgoing, keyof typeof people>;
