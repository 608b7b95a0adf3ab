import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId } from '#domain/ids.ts';
import { draftsEnded } from '#domain/obligations/unfinished.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Outcome, Refusal } from '#domain/partnership/outcome.ts';
import { type Partnership, sessionOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { readToSave, type Saving, savePartnership, workflowOf } from '#records/partnerships.ts';
import type { ReportWords } from '#records/reports.ts';
import { untilSaved } from '#records/until-saved.ts';
import { awaitResults } from './await-results.ts';
import type { Parts } from './parts.ts';
import { startSoon } from './tick.ts';

const TRIES = 5;

/** Somebody's act, as the core judges it: one of the functions of domain/obligations/acts.ts with what the person gave. */
export type Act = (partnership: Partnership, cohort: Cohort, now: Instant) => Outcome;

/**
 * Lets a person act on a partnership: read, judge, save in one transaction with what goes with it, and set off the
 * turn that follows. Two at once are one after the other: the second is judged by what the first left.
 */
export async function act(
  parts: Pick<Parts, 'table' | 'now' | 'start' | 'changed'>,
  id: PartnershipId,
  by: PersonId,
  judge: Act,
  {
    report,
    ...along
  }: Pick<Saving, 'answers' | 'drafts' | 'erase'> & { readonly report?: Omit<ReportWords, 'version' | 'at'> } = {},
): Promise<{ readonly done: Partnership } | { readonly refused: Refusal }> {
  const { table, now } = parts;
  return untilSaved(TRIES, async () => {
    const kept = await readToSave(table, id);
    const cohort = kept && (await readCohortFacts(table, kept.value.cohort));
    if (!kept || !cohort) return { refused: { why: 'not-asked', sentence: 'This has not been asked yet.' } };
    const at = now();
    const outcome = judge(kept.value, cohort, at);
    if ('refused' in outcome) return outcome;
    const events = outcome.changes
      .filter((c) => c.what !== 'message-queued')
      .map((change): HistoryEvent => ({ at, by, change }));
    const saved = await savePartnership(table, kept, outcome.partnership, {
      events,
      nextAt: nextMoment(outcome.partnership, cohort, at),
      addresses: { lead: cohort.lead.email },
      ...along,
      drafts: [...(along.drafts ?? []), ...draftsEnded(kept.value, outcome.partnership)],
      ...(report && {
        report: { ...report, at, version: sessionOf(outcome.partnership, report.session)?.report?.version ?? 1 },
      }),
    });
    parts.changed?.(id, events);
    if (saved.nextAt && saved.nextAt <= at)
      await startSoon(parts, {
        workflow: workflowOf(outcome.partnership),
        kind: 'partnership',
        id,
        version: saved.version,
        nextAt: saved.nextAt,
      });
    if (along.answers) await awaitResults(parts, cohort);
    return { done: outcome.partnership };
  });
}
