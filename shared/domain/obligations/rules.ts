import { earliest, type Instant, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isPlannable } from '#domain/cycles/planning.ts';
import { isIdleCover } from '#domain/cycles/rules.ts';
import { whileOpen } from '#domain/dates/while-open.ts';
import type { ObligationId } from '#domain/ids.ts';
import type { MessageKind } from '#domain/messages/catalogue.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { actingFor, obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import type { Rule } from '#domain/partnership/rule.ts';
import { actingOn } from '#domain/people/confirmers.ts';
import type { PersonId } from '#domain/people/person.ts';
import { isPaused, isReading, isUnasked } from '#domain/people/rules.ts';
import type { Step } from '#domain/programme/programme.ts';
import { type Chase, chases } from './chases.ts';
import { isOpen, type Obligation } from './obligation.ts';
import { asksOf, type Turn } from './one-after-another.ts';
import { newObligation, whenEnds } from './steps.ts';

const request: Record<Step['kind'], MessageKind> = {
  'sign-agreement': 'agreement-request',
  countersign: 'countersign-request',
  'choose-teachers': 'teachers-request',
  'answer-questionnaire': 'questionnaire-request',
  'agree-plan': 'plan-request',
  'hold-meeting': 'meeting-request',
};

const queued = (kind: MessageKind, to: PersonId, about: readonly ObligationId[], now: Instant): Change => ({
  what: 'message-queued',
  message: newMessage(kind, to, about, now),
});

/** Its end takes more than one decision, and has begun: nothing new is asked. */
const isEnding = ({ obligations, invitedAgain = '' }: Partnership): boolean =>
  obligations.some((o) => o.step && o.end?.how === 'lapsed' && o.end.at > invitedAgain);

/** The programme's steps open, for each person who owes them, when what comes before them is settled. */
export function stepRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  if (isEnding(p)) return [];
  const rules = asksOf(p, cohort).map(({ owner, turn }) => ({
    at: turn.at,
    do: (current: Partnership) => opens(current, cohort, turn, owner, now),
  }));
  return whileOpen(p, cohort, now, rules);
}

/** Nobody has signed for the school, and nobody is to: there is nothing to countersign, whatever its programme says of that. */
const isReleasedFromSigning = ({ signatures, obligations }: Partnership): boolean => {
  const signing = obligations.filter(({ kind }) => kind === 'sign-agreement');
  return signing.length > 0 && signing.every(({ end }) => end?.how === 'released') && signatures.length === 0;
};

/** Of a step that was asked again, the last time counts. */
const isReleased = ({ obligations }: Partnership, key: string): boolean => {
  const [first, ...more] = obligations.filter((o) => o.step === key || o.id === key);
  return more.reduce((last, o) => (o.opened >= (last?.opened ?? '') ? o : last), first)?.end?.how === 'released';
};

/** Opens a step for one who owes it, and asks for it; one that has become pointless is settled with that. */
function opens(
  p: Partnership,
  cohort: Cohort,
  { step, overtaken }: Turn,
  owner: PersonId,
  now: Instant,
): readonly Change[] {
  const obligation = newObligation(cohort, step, owner, now);
  const { id } = obligation;
  if (obligationOf(p, id)) return [];
  const first: readonly Change[] = p.stage === 'invited' && p.obligations.length === 0 ? [{ what: 'launched' }] : [];
  const opened: readonly Change[] = [...first, { what: 'opened', obligation }];
  if (
    overtaken ||
    step.pointlessWithout?.some((key) => isReleased(p, key)) ||
    (step.kind === 'countersign' && isReleasedFromSigning(p))
  )
    return [...opened, { what: 'settled', obligation: id, end: { how: 'released', at: now } }];
  if (step.kind === 'agree-plan' && isPlannable(p)) return [...opened, { what: 'plan-wanted', wishes: [] }];
  return [
    ...opened,
    ...(step.kind === 'agree-plan' ? [{ what: 'plan-by-hand' as const, why: 'no-timetables' as const }] : []),
    ...actingFor(p, owner)
      // whoever has just taken over is told of it with all the rest
      .filter((to) => !p.outbox.some((m) => m.kind === 'handover' && m.to === to && m.state === 'to-send'))
      .map((to) => queued(request[step.kind], to, [id], now)),
  ];
}

/** What is late is chased until the school's part closes: at most one reminder to a person for all that they owe. */
export function chaseRules(p: Partnership, cohort: Cohort, now: Instant): readonly Rule[] {
  if (now >= whenEnds(p, cohort)) return [];
  const moments = Map.groupBy(
    owedNow(p, cohort).flatMap((o) => chasesNow(p, cohort, o).map(({ at }) => ({ owner: o.owner, at }))),
    ({ owner }) => owner,
  );
  return whileOpen(
    p,
    cohort,
    now,
    [...moments].flatMap(([owner, all]) => {
      const at = earliest(...all.map((one) => one.at));
      return at ? [{ at, do: (current: Partnership) => chase(current, cohort, owner, now) }] : [];
    }),
  );
}

/** At most one reminder to a person, whatever they owe; the lead hears of each thing once. */
function chase(p: Partnership, cohort: Cohort, owner: PersonId, now: Instant): readonly Change[] {
  const today = localDate(now);
  const due = owedNow(p, cohort)
    .filter((o) => o.owner === owner)
    .map((o) => ({ o, late: chasesNow(p, cohort, o).filter((c) => c.at <= now) }))
    .filter(({ late }) => late.length > 0);
  const [unasked, asked] = [due.filter(({ o }) => isUnasked(p, o)), due.filter(({ o }) => !isUnasked(p, o))];
  const remind = asked.filter(({ late }) => late.some((c) => c.act === 'remind')).map(({ o }) => o.id);
  const acting = new Set(asked.filter(({ o }) => remind.includes(o.id)).flatMap(({ o }) => actingOn(p, o)));
  return [
    ...unasked.map(
      ({ o, late }): Change => ({ what: 'chased', obligation: o.id, days: late.map((c) => c.day), reminded: false }),
    ),
    ...asked.flatMap(({ o, late }): readonly Change[] => [
      {
        what: 'chased',
        obligation: o.id,
        days: late.map((c) => c.day),
        reminded: late.some((c) => c.act === 'remind') && !remindedToday(o, now),
      },
      ...(late.some((c) => c.act === 'escalate') ? [queued('escalation', 'lead', [o.id], now)] : []),
      ...(late.some((c) => c.act === 'ask-for-decision') ? [queued('decision-request', 'lead', [o.id], now)] : []),
    ]),
    ...[...acting]
      .filter((id) => isReading(p, id) && p.remindedOn[id] !== today)
      .map((to) => queued('reminder', to, remind, now)),
  ];
}

/** by the lead's own reminder, for one: the facts count emails, not reasons for them */
function remindedToday({ reminded }: Obligation, now: Instant): boolean {
  const last = reminded.at(-1);
  return last !== undefined && localDate(last) === localDate(now);
}

/** What is open and can be chased: it is still to be done, and somebody reads what is said about it. */
const owedNow = (p: Partnership, cohort: Cohort): readonly Obligation[] =>
  p.obligations.filter((o) => isOpen(o) && !isPaused(p, o) && !isIdleCover(p, cohort, o));

/** What is to be chased by now: while its owner has not been asked, days of reminders pass, and the lead hears nothing of it. */
const chasesNow = (p: Partnership, cohort: Cohort, o: Obligation): readonly Chase[] =>
  unhandled(cohort, o).filter((c) => c.act === 'remind' || !isUnasked(p, o));

export function unhandled(cohort: Cohort, o: Obligation): readonly Chase[] {
  const policy = cohort.programme.chasing[o.policy];
  if (!policy) return [];
  return chases(policy, cohort.calendar, o.moved.at(-1) ?? o.opened, o.due.at).filter((c) => !o.chased.includes(c.day));
}
