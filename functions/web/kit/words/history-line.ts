import { coverersOf } from '#domain/cycles/coverers.ts';
import type { CycleId, ObligationId, SessionId } from '#domain/ids.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import type { Change, HistoryEvent } from '#domain/partnership/changes.ts';
import { cycleOf, obligationOf, sessionOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { roleInWords } from '#domain/people/person.ts';
import { roleOf } from '#domain/people/rules.ts';
import { whoAsked } from '#domain/personal-data/kept.ts';
import type { DataAsked } from '#domain/personal-data/request.ts';
import { cycleInWords } from '#email/templates/cycles.ts';
import type { DeliveryFate } from '#records/outbox.ts';
import { capital } from '#wording/wording.ts';
import { thingInWords } from './obligation.ts';
import { sessionInWords } from './session.ts';

/** One line of a school's history, and how to name what it speaks of: people by their role. */
export type HistoryLine = ReturnType<typeof historyLineOf>;

/** What happened, as one plain sentence; undefined for what another line tells already. */
export type Sayings<C extends Change> = {
  readonly [W in C['what']]: (change: Extract<C, { readonly what: W }>, telling: HistoryLine) => string | undefined;
};

export const because = (why: string): string => (why ? `: “${why}”.` : '.');

export function historyLineOf(place: InCohort, event: HistoryEvent & { readonly fate?: DeliveryFate }) {
  const thing = (id: ObligationId) => {
    const obligation = obligationOf(place.partnership, id);
    return obligation ? thingInWords({ ...place, obligation }) : 'something';
  };
  const session = (id: SessionId) => {
    const found = sessionOf(place.partnership, id);
    return found ? sessionInWords(found) : 'a session';
  };
  const kindOf = (id: ObligationId) => obligationOf(place.partnership, id)?.kind;
  const who = (id: PersonId) => {
    const person = playerOf(place, id) ?? place.partnership.former?.findLast((one) => one.id === id);
    if (person) return `the ${roleInWords[person.role]}`;
    return coverersOf(place.partnership).some((one) => one.id === id) ? 'a person who covers' : 'somebody who has left';
  };
  const whose = ({ person, version }: { readonly person: string; readonly version?: number }) =>
    version === undefined ? who(person) : `${who(person).replace(/^the /, 'the earlier ')}`;
  const whoAskedInWords = (asked: DataAsked) =>
    whose({ person: asked.person, ...(whoAsked(place.partnership, asked)?.until && { version: asked.version }) });
  const part = (seat: PersonId) => roleInWords[roleOf(place.partnership, seat)];
  const cycle = (id: CycleId) => {
    const found = cycleOf(place.partnership, id);
    return found ? cycleInWords(found) : 'a cycle';
  };
  /** who did it, for the start of a sentence */
  const by = event.by === 'drumbeat' ? 'Drumbeat' : capital(who(event.by));
  return { place, event, thing, session, cycle, kindOf, who, whose, whoAskedInWords, part, by };
}
