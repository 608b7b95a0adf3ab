import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId } from '#domain/ids.ts';
import { draftsEnded } from '#domain/obligations/unfinished.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Decision, Outcome, Refusal } from '#domain/partnership/outcome.ts';
import { type Partnership, sessionOf } from '#domain/partnership/partnership.ts';
import { type BusyTime, notFree } from '#domain/people/busy.ts';
import type { PersonId } from '#domain/people/person.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';
import type { Kept } from '#records/kept.ts';
import { readToSave, type Saving, workflowOf } from '#records/partnerships.ts';
import type { ReportWords } from '#records/reports.ts';
import { untilSaved } from '#records/until-saved.ts';
import { awaitResults } from './await-results.ts';
import { keepSchool, NotFree } from './keep-school.ts';
import type { Parts } from './parts.ts';
import { startSoon } from './tick.ts';
import { wakeToSpread } from './wake-to-spread.ts';

const TRIES = 5;

/** Somebody's act, as the core judges it: one of the functions of domain/obligations/acts.ts with what the person gave. */
export type Act = (partnership: Partnership, cohort: Cohort, now: Instant) => Outcome;

/** What becomes of a school instead, or how it is refused, where people are needed elsewhere at times that somebody asked for. */
export type Instead = (partnership: Partnership, lost: readonly BusyTime[], now: Instant) => Outcome;

type Acting = Pick<Parts, 'table' | 'now' | 'start' | 'changed'>;

type Along = Pick<Saving, 'answers' | 'drafts' | 'erase'> & {
  readonly report?: Omit<ReportWords, 'version' | 'at'>;
};

/**
 * Lets a person act on a partnership: read, judge, save in one transaction with what goes with it, and set off the
 * turn that follows. Two at once are one after the other: the second is judged by what the first left. Who is asked for at a
 * time at which they are needed elsewhere is not free: then it is refused, and what `instead` makes of the school is kept: so
 * `refused` means that what was asked for was not done, and not that nothing has changed.
 */
export async function act(
  parts: Acting,
  id: PartnershipId,
  by: PersonId,
  judge: Act,
  { instead, ...along }: Along & { readonly instead?: Instead } = {},
): Promise<{ readonly done: Partnership } | { readonly refused: Refusal }> {
  const { table, now } = parts;
  return untilSaved(TRIES, async () => {
    const read = await readBoth(table, id);
    if (!read) return { refused: { why: 'not-asked', sentence: 'This has not been asked yet.' } };
    const { kept, cohort } = read;
    const at = now();
    const outcome = judge(kept.value, cohort, at);
    if ('refused' in outcome) return outcome;
    const whatIs = { kept, cohort, by, at };
    const refused = await keepOr(parts, whatIs, outcome, along, instead);
    if (refused) return { refused };
    if (along.answers) await awaitResults(parts, cohort);
    return { done: outcome.partnership };
  });
}

/**
 * Keeps what was asked for: then there is nothing to answer. Where somebody is not free it is not kept, and that is the answer,
 * also where `instead` is kept in its place: whoever asked is told that they did not get what they asked for, and finds on the
 * next page what there is instead. What `instead` refuses is the answer too.
 * @throws {Conflict}
 */
async function keepOr(
  parts: Acting,
  whatIs: WhatIs,
  outcome: Decision,
  along: Along,
  instead: Instead | undefined,
): Promise<Refusal | undefined> {
  try {
    await keep(parts, whatIs, outcome, along);
    return undefined;
  } catch (error) {
    if (!(error instanceof NotFree)) throw error;
    const other = instead?.(whatIs.kept.value, error.lost, whatIs.at);
    if (other && 'refused' in other) return other.refused;
    if (other) await keep(parts, whatIs, other, {});
    return notFree(outcome.partnership, error.lost).refused;
  }
}

async function readBoth(table: Table, id: PartnershipId): Promise<Pick<WhatIs, 'kept' | 'cohort'> | undefined> {
  const kept = await readToSave(table, id);
  const cohort = kept && (await readCohortFacts(table, kept.value.cohort));
  return kept && cohort ? { kept, cohort } : undefined;
}

interface WhatIs {
  readonly kept: Kept<Partnership>;
  readonly cohort: Cohort;
  readonly by: PersonId;
  readonly at: Instant;
}

/** @throws {Conflict} @throws {NotFree} */
async function keep(
  parts: Acting,
  { kept, cohort, by, at }: WhatIs,
  { partnership, changes }: Decision,
  { report, ...along }: Along,
): Promise<void> {
  const events = changes.filter((c) => c.what !== 'message-queued').map((change): HistoryEvent => ({ at, by, change }));
  const saved = await keepSchool(parts.table, kept, partnership, {
    at,
    asking: true,
    events,
    nextAt: nextMoment(partnership, cohort, at),
    addresses: { lead: cohort.lead.email },
    ...along,
    drafts: [...(along.drafts ?? []), ...draftsEnded(kept.value, partnership)],
    ...(report && {
      report: { ...report, at, version: sessionOf(partnership, report.session)?.report?.version ?? 1 },
    }),
  });
  parts.changed?.(kept.value.id, events);
  await wakeToSpread(parts.table, partnership, at);
  if (saved.nextAt && saved.nextAt <= at)
    await startSoon(parts, {
      workflow: workflowOf(partnership),
      kind: 'partnership',
      id: kept.value.id,
      version: saved.version,
      nextAt: saved.nextAt,
    });
}
