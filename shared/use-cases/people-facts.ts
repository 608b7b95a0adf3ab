import { type Instant, inWords, localDate, localTime, timeInWords } from '#calendar/london.ts';
import { type Cycle, cycleParts, isAhead } from '#domain/cycles/cycle.ts';
import { people } from '#domain/messages/catalogue/people.ts';
import type { Message } from '#domain/messages/message.ts';
import { type InCohort, type Owed, playerOf } from '#domain/obligations/owed.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { type Person, type PersonId, roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';
import { nobodyReads, readerOf } from '#domain/sessions/reports.ts';
import { isPending, type Session } from '#domain/sessions/session.ts';
import type { Attachment } from '#email/compose.ts';
import { cycleInWords } from '#email/templates/cycles.ts';
import type { Told } from '#email/templates/index.ts';
import type { Owed as OwedTold } from '#email/templates/owed.ts';
import type { SchoolReading } from '#email/templates/reader.ts';
import { capital } from '#email/wording.ts';
import { calendarCycle } from './cycle-calendar.ts';
import { nameOf } from './cycle-told.ts';
import { calendarSession } from './session-facts.ts';

export type AboutPeople = Message & { readonly kind: keyof typeof people };

export const isAboutPeople = (message: Message): message is AboutPeople => message.kind in people;

interface Known {
  readonly reading: SchoolReading;
  readonly owed: readonly OwedTold[];
  /** what the message is about */
  readonly it: () => Owed;
  /** all that is the reader's, for whom there is such a page */
  readonly link: string | undefined;
  readonly schoolPage: string;
}

const sessionsAhead = ({ partnership: p }: InCohort, id: PersonId, now: Instant): readonly Session[] =>
  p.sessions
    .filter((s) => isPending(s) && s.start.at > now && (s.coach === id || s.teacher === id))
    .toSorted((a, b) => (a.start.at < b.start.at ? -1 : 1));

const cyclesAhead = ({ partnership: p }: InCohort, id: PersonId, now: Instant): readonly Cycle[] =>
  p.cycles
    .filter((c) => isAhead(c) && c.lesson.start.at > now && c.members.includes(id))
    .toSorted((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1));

const moment = (at: Instant): string => `${inWords(localDate(at))}, ${timeInWords(localTime(at))}`;

/** What an email about people, their seats and their leaving says. @throws when what it is about is not there */
export function peopleFacts(place: InCohort, message: AboutPeople, to: Person, known: Known, now: Instant): Told {
  const { cohort, partnership: p } = place;
  const { reading, owed, link } = known;
  const one = () => {
    const [only] = owed;
    if (!only) throw new Error(`Message ${message.key} is about nothing`);
    return { due: only.due, link: only.link, seat: known.it().obligation.seat ?? '' };
  };
  switch (message.kind) {
    case 'handover': {
      const before = p.former?.findLast((f) => f.id === to.id && f.version === (to.version ?? 1) - 1);
      const word = capital(cohort.programme.sessions?.word ?? 'session');
      const toCome = [
        ...sessionsAhead(place, to.id, now).map(
          (s) => `${word} of ${nameOf(place, s.coach)} and ${nameOf(place, s.teacher)}: ${moment(s.start.at)}`,
        ),
        ...cyclesAhead(place, to.id, now).map(
          (c) =>
            `${capital(cycleInWords(c))}: planning ${moment(c.planning.start.at)}, lesson ${moment(c.lesson.start.at)}`,
        ),
      ];
      const told = { before: before?.name, owed, toCome, attached: toCome.length > 0, link };
      return { kind: message.kind, facts: { ...reading, ...told } };
    }
    case 'successor-request': {
      const { seat, ...rest } = one();
      const sat = personOf(p, seat);
      const reports = seat === readerOf(p) && cohort.programme.sessions !== undefined && nobodyReads(p);
      const facts = {
        ...reading,
        ...rest,
        part: roleOf(seat),
        name: sat?.name,
        why: sat?.gone,
        ...(reports && { reports }),
      };
      return { kind: message.kind, facts };
    }
    case 'group-request': {
      const { seat, ...rest } = one();
      const group = p.groups.find((g) => g.members.includes(seat));
      const name = p.former?.findLast((f) => f.id === seat)?.name ?? '';
      const others = (group?.members ?? []).flatMap((id) => personOf(p, id)?.name ?? []);
      const cycles = cyclesAhead(place, seat, now).length;
      return { kind: message.kind, facts: { ...reading, ...rest, name, group: group?.name ?? '', others, cycles } };
    }
    case 'withdrawal-confirmed':
      return { kind: message.kind, facts: { ...reading, reports: cohort.programme.sessions !== undefined } };
    case 'school-withdrawn': {
      const who = playerOf(place, p.withdrawn?.by ?? '') ?? cohort.lead;
      const by = `${who.name}, ${roleInWords[who.role]}`;
      return { kind: message.kind, facts: { ...reading, by, link: to.role === 'lead' ? known.schoolPage : undefined } };
    }
    case 'cohort-ended':
      return { kind: message.kind, facts: reading };
  }
}

/** All that is to come for a successor, as a file for their calendar. */
export async function handoverFile(
  place: InCohort,
  message: Message,
  sender: string,
  now: Instant,
): Promise<readonly Attachment[]> {
  if (message.kind !== 'handover') return [];
  const entries = [
    ...sessionsAhead(place, message.to, now).map((s) => ({ ...calendarSession(place, s, sender, now), attendees: [] })),
    ...cyclesAhead(place, message.to, now).flatMap((c) =>
      cycleParts.map((part) => calendarCycle(place, c, part, sender, now)),
    ),
  ];
  if (entries.length === 0) return [];
  // the calendar library and its zones are for whoever sends one
  const { publication } = await import('#calendar/invitation.ts');
  const content = new TextEncoder().encode(publication(entries, []));
  return [{ filename: 'sessions.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH', content }];
}
