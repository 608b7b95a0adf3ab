import type { LondonTime } from '#calendar/london.ts';
import type { LeadEvents } from '#domain/cohort/lead-event.ts';
import type { CycleBefore } from '#domain/cycles/cycle.ts';
import type { CycleId, ObligationId, SessionId } from '#domain/ids.ts';
import type { PersonId } from '#domain/people/person.ts';

/** What somebody last heard of a session. */
export interface SessionHeard {
  /** its time; left out where that is not known any more */
  readonly start?: LondonTime | undefined;
  readonly end?: LondonTime | undefined;
  /** since then somebody else takes part at this seat */
  readonly passed?: PersonId | undefined;
}

/** What somebody last heard of a cycle. */
export interface CycleHeard extends CycleBefore {
  /** since then somebody else takes part at this seat, or nobody */
  readonly passed?: PersonId | undefined;
  /** and these beside the others */
  readonly joined?: readonly PersonId[] | undefined;
}

/** What somebody last heard of what they owe. */
export interface DueHeard {
  readonly obligation: ObligationId;
  readonly was: LondonTime;
}

/** What the reader of an email about changes last heard of each thing that has changed since. */
export interface Heard {
  readonly sessions?: Readonly<Record<SessionId, SessionHeard>> | undefined;
  /** null: that it was off, or nothing */
  readonly cycles?: Readonly<Record<CycleId, CycleHeard | null>> | undefined;
  readonly dues?: readonly DueHeard[] | undefined;
  /** of what the lead holds, by the step whose owner comes */
  readonly events?: LeadEvents | undefined;
}

/** What was heard first, with who has come or gone since then. */
function withSince(heard: CycleHeard, since: CycleHeard | null | undefined): CycleHeard {
  const joined = [...new Set([...(heard.joined ?? []), ...(since?.joined ?? [])])];
  return { ...heard, passed: heard.passed ?? since?.passed, ...(joined.length > 0 && { joined }) };
}

/** Of two changes to the same things that are told in one email: what was heard before the first. */
export function firstHeard(before: Heard = {}, since: Heard): Heard {
  const sessions = { ...since.sessions };
  for (const [id, heard] of Object.entries(before.sessions ?? {}))
    sessions[id] = { ...heard, passed: heard.passed ?? sessions[id]?.passed };
  const cycles = { ...since.cycles };
  for (const [id, heard] of Object.entries(before.cycles ?? {})) cycles[id] = heard && withSince(heard, cycles[id]);
  const events = { ...since.events, ...before.events };
  const dues = [
    ...(before.dues ?? []),
    ...(since.dues ?? []).filter(({ obligation }) => !before.dues?.some((one) => one.obligation === obligation)),
  ];
  return {
    ...(Object.keys(sessions).length > 0 && { sessions }),
    ...(Object.keys(cycles).length > 0 && { cycles }),
    ...(dues.length > 0 && { dues }),
    ...(Object.keys(events).length > 0 && { events }),
  };
}
