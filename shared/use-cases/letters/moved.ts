import { localDate } from '#calendar/london.ts';
import { notASchoolDay } from '#calendar/school-calendar.ts';
import { closing } from '#domain/dates/timeline.ts';
import { closedOn, sessionsReopened, sessionsStillHit, signedBy } from '#domain/messages/contents.ts';
import type { Message, MovedFor } from '#domain/messages/message.ts';
import { saidWith } from '#domain/messages/outbox.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { signsUntil } from '#domain/partnership/time-to-sign.ts';
import type { Session } from '#domain/sessions/session.ts';
import type { MovedDates } from '#email/templates/dates-moved.ts';
import { calendarSession } from '#use-cases/session-calendar.ts';
import { calendarFile } from './calendar-file.ts';
import type { Files } from './letter.ts';
import { type Outgoing, owedTold, sessionsPage } from './sending.ts';

/** What a message tells of moved dates: by itself, or in place of the message that waits for it. */
const movedIn = (place: InCohort, message: Message): MovedFor | undefined =>
  message.moved ?? saidWith(place.partnership, message)[0]?.moved;

/** What its reader is told of moved dates, as things stand; `but`: an obligation that the email speaks of anyway. */
export function movedFacts(sending: Outgoing, but?: string): MovedDates {
  const { place, message } = sending;
  const { cohort, partnership } = place;
  const moved = movedIn(place, message);
  const closes = closedOn(cohort, moved);
  const [signed, until] = [signedBy(place, moved), signsUntil(partnership, cohort)];
  const told = (s: Session) => ({
    teacher: playerOf(place, s.teacher)?.name ?? 'somebody who has left',
    start: s.start.at,
    end: s.end.at,
  });
  return {
    owed: partnership.obligations.flatMap((obligation) => {
      const was = moved?.dues.find((d) => d.obligation === obligation.id)?.was.at;
      const isNews = isOpen(obligation) && was && was !== obligation.due.at && obligation.id !== but;
      return isNews ? [{ ...owedTold(sending, { ...place, obligation }), was }] : [];
    }),
    sessions: sessionsStillHit(partnership, cohort, moved).map(told),
    reopened: sessionsReopened(partnership, cohort, moved).map(told),
    file: inCalendar(place, moved).length > 0,
    closes: closes === undefined ? undefined : { was: closes, is: localDate(closing(cohort)) },
    signBy: signed && until ? { was: signed, is: until } : undefined,
    sessionsPage: sessionsPage(sending),
  };
}

/** Those of them that people have been invited to. */
const inCalendar = ({ cohort, partnership }: InCohort, moved: MovedFor | undefined): readonly Session[] =>
  [...sessionsStillHit(partnership, cohort, moved), ...sessionsReopened(partnership, cohort, moved)].filter(
    (s) => s.invited !== undefined,
  );

/**
 * The reader's sessions that moved dates touch, for a calendar that has them already: those on a day without school are
 * tentative until their coach has said what becomes of them. The invitations stay: whoever moves one sends another.
 */
export async function movedFiles({ place, message, sender, now }: Outgoing): Promise<Files> {
  const { calendar } = place.cohort;
  const entries = inCalendar(place, movedIn(place, message)).map((s) => ({
    known: calendarSession(place, s, sender, now),
    why: notASchoolDay(calendar, localDate(s.start.at)),
  }));
  if (entries.length === 0) return {};
  const on = entries.filter(({ why }) => !why).map(({ known }) => known);
  const tentative = entries.flatMap(({ known, why }) =>
    why ? [{ ...known, description: `Now ${why}: to be held, moved or called off\n${known.description}` }] : [],
  );
  return { attachments: [await calendarFile(on, [], tentative)] };
}
