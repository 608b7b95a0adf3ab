import { type Instant, type LocalDate, london, plusDays } from '#calendar/london.ts';
import { MORNING } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isMoving } from '#domain/dates/dates.ts';
import { closing } from '#domain/dates/timeline.ts';
import { whileOpen } from '#domain/dates/while-open.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { newObligation, ownersOf } from '#domain/obligations/steps.ts';
import { schoolOver } from '#domain/people/departures.ts';
import { followUp } from '#domain/people/rules.ts';
import { signingStep } from '#domain/programme/signing.ts';
import type { Change } from './changes.ts';
import { remains, workingThere } from './end-of-part.ts';
import { type Outcome, outcome, refuse } from './outcome.ts';
import { actingFor, hasEnded, isThere, type Partnership, personOf } from './partnership.ts';
import type { Rule } from './rule.ts';
import { askedToSign, signsUntil } from './time-to-sign.ts';

/** Has a school let its time to sign pass? Its own next turn ends its part. */
export const hasNotSignedInTime = (p: Partnership, cohort: Cohort, now: Instant): boolean =>
  signingRules(p, cohort, now).some(({ at }) => at <= now);

/** A school that has not signed by then takes no part: those who were asked, the lead, and coaches who wait for it hear so. */
export function signingRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  const until = hasEnded(p.stage) || isMoving(p, cohort) ? undefined : signsUntil(p, cohort);
  const at = until && london(plusDays(until, 1), MORNING).at;
  if (!at || at >= closing(cohort)) return [];
  return whileOpen(p, cohort, now, [{ at, do: (current) => signingIsOver(current, cohort, until, now) }]);
}

function signingIsOver(p: Partnership, cohort: Cohort, until: LocalDate, now: Instant): readonly Change[] {
  const step = signingStep(cohort.programme);
  const asked = step ? ownersOf(p, step).flatMap((owner) => actingFor(p, owner)) : [];
  const waiting = p.people.map(({ id }) => id).filter((id) => p.waitTold?.includes(id));
  const told = [...new Set([...asked.filter((id) => personOf(p, id)), ...workingThere(p), ...waiting, 'lead'])];
  return [
    { what: 'signing-over', until },
    ...remains(p, 'lapsed', 'drumbeat', now),
    ...schoolOver(cohort, now),
    ...told.map((to) => ({ what: 'message-queued' as const, message: newMessage('signing-over', to, [], now) })),
  ];
}

/** Why a school cannot be invited again now, in a sentence; undefined: it can. */
export function whyNotAgain(p: Partnership, cohort: Cohort, now: Instant): string | undefined {
  if (p.stage !== 'declined' && (p.stage !== 'lapsed' || p.unsigned === undefined))
    return 'Only a school that has declined, or has not signed in time, can be invited again.';
  if (!signingStep(cohort.programme)) return 'Schools do not sign in this programme.';
  if (cohort.stage !== 'launched' || cohort.ending || closing(cohort) <= now) return 'The programme has closed.';
  return undefined;
}

/** The lead invites a school again that declined or did not sign in time: it is asked to sign as if for the first time. */
export function inviteAgain(p: Partnership, cohort: Cohort, now: Instant): Outcome {
  if (p.stage === 'invited') return refuse('already', 'The school is invited already.');
  const why = whyNotAgain(p, cohort, now);
  const step = signingStep(cohort.programme);
  if (why || !step) return refuse('not-now', why ?? '');
  const again: Change = { what: 'invited-again' };
  const before = outcome(p, [again], now).partnership;
  const nth = (askedToSign(p, cohort)?.length ?? 0) + 1;
  const asked = ownersOf(p, step).flatMap((owner): readonly Change[] => {
    const first = newObligation(cohort, step, owner, now);
    const obligation = nth > 1 ? { ...first, id: `${first.id}-${nth}` } : first;
    return [
      { what: 'opened', obligation },
      ...actingFor(p, owner)
        .filter((to) => personOf(p, to))
        .map((to) => ({
          what: 'message-queued' as const,
          message: newMessage('agreement-request', to, [obligation.id], now),
        })),
      // whoever is to sign has gone, and what asked for a successor ended with the invitation
      ...(isThere(p, owner) ? [] : followUp(before, cohort, 'name-successor', owner, now)),
    ];
  });
  return outcome(p, [again, ...asked], now);
}
