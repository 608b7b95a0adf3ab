import type { Instant } from '#calendar/london.ts';
import type { ObligationId } from '#domain/ids.ts';
import { type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import { hasEnded, obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { sittingSince } from '#domain/people/succession.ts';
import type { Obligation } from './obligation.ts';

/** Answers that were sent may be changed by the person who gave them, for as long as new ones would be in time. */
export const mayCorrect = (p: Partnership, obligation: Obligation, now: Instant): boolean =>
  obligation.kind === 'answer-questionnaire' &&
  obligation.end?.how === 'done' &&
  // what their predecessor sent is not theirs
  obligation.end.at > (sittingSince(p, obligation.end.by ?? '') ?? '') &&
  !hasEnded(p.stage) &&
  now <= obligation.due.at;

/**
 * Other answers in place of those that were sent: the history says that, never what they were. @param seen how often they
 * had been corrected when these were written
 */
export function correctAnswers(p: Partnership, id: ObligationId, seen: number, now: Instant): Outcome {
  const obligation = obligationOf(p, id);
  if ((obligation?.corrected ?? 0) !== seen) return refuse('already', 'They have been corrected already.');
  return obligation && mayCorrect(p, obligation, now)
    ? outcome(p, [{ what: 'answers-corrected', obligation: id }], now)
    : refuse('not-now', 'The time for answers has passed, so these can no longer be changed.');
}
