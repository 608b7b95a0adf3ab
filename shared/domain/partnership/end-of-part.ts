import { type Instant, london } from '#calendar/london.ts';
import { MORNING } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cycleParts, isAhead } from '#domain/cycles/cycle.ts';
import { tellOfCycles } from '#domain/cycles/rules.ts';
import { kindOf, type MessageKind } from '#domain/messages/catalogue.ts';
import type { Message } from '#domain/messages/message.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isOpen, type ObligationEnd, outlivesTheEnd } from '#domain/obligations/obligation.ts';
import { schoolOver } from '#domain/people/departures.ts';
import { proposedAt } from '#domain/people/pending.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Change } from './changes.ts';
import { actingFor, type Partnership, personOf } from './partnership.ts';

const isPointless = (m: Message): boolean =>
  m.state === 'to-send' &&
  m.to !== 'lead' &&
  !m.urgent &&
  ((m.held === true && kindOf(m).afterTheEnd !== 'waits') || kindOf(m).afterTheEnd === 'dropped');

/** What a seat had named for itself and nobody has confirmed by the end does not happen: whoever sits there stays. */
export const unconfirmed = (p: Partnership): readonly Change[] =>
  (p.proposals ?? [])
    .filter(({ seat }) => proposedAt(p, seat))
    .map(({ seat }) => ({ what: 'successor-refused', seat, ended: true }));

/** The school's part ends before its time: from now on it gets the one message that says so. */
export function endEarly(
  p: Partnership,
  ends: Change,
  how: 'released' | 'lapsed',
  kind: MessageKind,
  to: readonly PersonId[],
  by: PersonId,
  now: Instant,
): readonly Change[] {
  return [
    ends,
    ...remains(p, how, by, now),
    ...to.map((id) => ({ what: 'message-queued' as const, message: newMessage(kind, id, [], now) })),
  ];
}

/** What is left of a part that has ended: nothing is owed any more, and nothing is said that does not say so. */
export function remains(p: Partnership, how: ObligationEnd['how'], by: PersonId, at: Instant): readonly Change[] {
  return [
    ...unconfirmed(p),
    ...p.obligations
      .filter((o) => isOpen(o) && !outlivesTheEnd(o))
      .map((o) => ({ what: 'settled' as const, obligation: o.id, end: { how, at, ...(by !== 'drumbeat' && { by }) } })),
    ...p.outbox
      .filter(isPointless)
      .map((m) => ({ what: 'message-dropped' as const, key: m.key, why: 'the school’s part has ended' })),
  ];
}

/** A part that was ended early, or not begun: by its school, by the lead, or because nobody signed in time. */
export const wasCutShort = ({ stage, cutShort, unsigned }: Partnership): boolean =>
  stage === 'withdrawn' || stage === 'declined' || cutShort === true || unsigned !== undefined;

/** The morning of the day from which a school no longer takes part. */
export const leavesAt = ({ leaving, launch }: Partnership): Instant | undefined => {
  const at = leaving && london(leaving.from, MORNING).at;
  return at && (at > launch ? at : launch);
};

/** Who speaks for a school, and hears what becomes of its part: those of its contacts and its head who are named. */
export const spokesmen = (p: Partnership): readonly PersonId[] =>
  [...actingFor(p, 'link'), 'head'].filter((id) => personOf(p, id));

/**
 * Coaches and mentors, who often come from outside: what becomes of a school is not told them there. Until the agreement holds
 * those alone who have been invited to a session.
 */
export const workingThere = ({ stage, people, sessions }: Partnership): readonly PersonId[] =>
  people
    .filter(({ role }) => role === 'coach' || role === 'mentor')
    .map(({ id }) => id)
    .filter((id) => stage !== 'invited' || sessions.some((s) => s.coach === id && s.invited !== undefined));

/** Who hears that a school's part ends before its time. */
export const toldOfTheEnd = (p: Partnership): readonly PersonId[] => [...spokesmen(p), ...workingThere(p)];

/** A school withdraws: link, head and those who work there are told, and the lead unless it was they who said so. */
export const withdrawal = (p: Partnership, cohort: Cohort, by: PersonId, now: Instant): readonly Change[] => [
  ...endEarly(
    p,
    { what: 'school-withdrawn', by },
    'released',
    'school-withdrawn',
    [...toldOfTheEnd(p), ...(by === 'lead' ? [] : ['lead'])],
    by,
    now,
  ),
  ...schoolOver(cohort, now),
];

/** A school's part has ended: what was still to come is called off, and everybody in it is told once. */
export function callOffCycles(p: Partnership, cohort: Cohort, now: Instant): readonly Change[] {
  const off = p.cycles.filter((c) => isAhead(c) && cycleParts.some((part) => c[part].start.at > now));
  const why = 'the school’s part in the programme has ended';
  const concerned = [...new Set(off.flatMap((c) => [...c.members, ...(c.duties.length > 0 ? ['cover'] : [])]))];
  return [
    ...off.map((c) => ({ what: 'cycle-off' as const, cycle: c.id, how: 'cancelled' as const, why })),
    ...concerned
      .filter((id) => personOf(p, id))
      .flatMap((to) => {
        const own = off.filter((c) => to === 'cover' || c.members.includes(to));
        const kind = to === 'cover' ? 'cover-changed' : 'cycles-changed';
        return tellOfCycles(
          p,
          cohort,
          kind,
          to,
          own.map((c) => ({ id: c.id, before: c })),
          now,
        );
      }),
  ];
}
