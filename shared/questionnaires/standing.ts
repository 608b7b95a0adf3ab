import { type Instant, plus } from '#calendar/london.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import { sitterOf } from '#domain/people/person.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { Answered } from './answered.ts';

/** Four weeks after it was due, results no longer wait for whoever has not answered. */
const PATIENCE = 'P28D';

/** Keys of all that is asked in a programme's steps, and of rooms; records of lessons are in no result. */
export function askedIn({ steps, questionnaires }: Pick<Programme, 'steps' | 'questionnaires'>): readonly string[] {
  const inRooms = Object.keys(questionnaires).filter((key) => questionnaires[key]?.anonymous);
  return [...new Set([...steps.flatMap((step) => step.questionnaire ?? []), ...inRooms])];
}

export const owedIn = (p: Partnership, key: string): readonly Obligation[] =>
  p.obligations.filter((o) => o.questionnaire === key);

/** At that school everybody who was asked has answered or will not, and the time for corrections has passed. */
export function isOver(p: Partnership, key: string, now: Instant): boolean {
  const owed = owedIn(p, key);
  return hasEnded(p.stage) || (owed.length > 0 && owed.every((o) => !isOpen(o) && o.due.at < now));
}

/** Somebody has been asked, and of those who have been nobody has time left: whoever is late is waited for no longer. */
export function isAnswered(partnerships: readonly Partnership[], key: string, now: Instant): boolean {
  const owed = partnerships.flatMap((p) =>
    owedIn(p, key)
      .filter((o) => o.end?.how !== 'released')
      .map((o) => ({ o, ended: hasEnded(p.stage) })),
  );
  return (
    owed.length > 0 && owed.every(({ o, ended }) => ended || (isOpen(o) ? plus(o.due.at, PATIENCE) : o.due.at) < now)
  );
}

/** Whoever gave it may still correct it. */
export function mayChange(p: Partnership, { questionnaire, person }: Answered, now: Instant): boolean {
  if (hasEnded(p.stage)) return false;
  const sat = [...p.people, ...(p.former ?? [])].find((one) => sitterOf(one) === person);
  const seat = sat?.id ?? person;
  const all = owedIn(p, questionnaire);
  const own = all.filter((o) => o.owner === seat || o.takenFrom === seat || o.end?.by === seat);
  return (own.length > 0 ? own : all).some((o) => now <= o.due.at);
}
