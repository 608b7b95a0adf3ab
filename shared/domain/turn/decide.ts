import { earliest, type Instant, localDate } from '#calendar/london.ts';
import { onceOpen, postIsOpen } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { isPlannable, outOfDateAt, planningFrom } from '#domain/cycles/planning.ts';
import { cycleChanges, isForClosedDay, nextCycleMoment } from '#domain/cycles/rules.ts';
import { begins, isMoving, movesFrom } from '#domain/dates/dates.ts';
import { goesAtOnce, type MessageKind } from '#domain/messages/message.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import { isStuck, isUnknown, nextTry } from '#domain/messages/timing.ts';
import { type Chase, chases } from '#domain/obligations/chases.ts';
import { isOpen, type Obligation, outlivesTheEnd } from '#domain/obligations/obligation.ts';
import { newObligation, ownersOf, waiting, whenEnds } from '#domain/obligations/steps.ts';
import { apply, type Change } from '#domain/partnership/changes.ts';
import { callOffCycles, endChanges, leavesAt, spokesmen, unconfirmed, withdrawal } from '#domain/partnership/ending.ts';
import type { Decision } from '#domain/partnership/outcome.ts';
import { actingFor, hasEnded, obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { actingOn } from '#domain/people/confirmers.ts';
import type { PersonId } from '#domain/people/person.ts';
import { isPaused, isReading, isUnasked, nextPeopleMoment, peopleChanges } from '#domain/people/rules.ts';
import { copyChanges, nextCopyMoments } from '#domain/personal-data/rules.ts';
import type { Step } from '#domain/programme/programme.ts';
import { nextSessionMoment, sessionChanges } from '#domain/sessions/rules.ts';

const request: Record<Step['kind'], MessageKind> = {
  'sign-agreement': 'agreement-request',
  countersign: 'countersign-request',
  'choose-teachers': 'teachers-request',
  'answer-questionnaire': 'questionnaire-request',
  'agree-plan': 'plan-request',
  'hold-meeting': 'meeting-request',
};

/**
 * What one decision may hold, counted in the records that its changes make: it is saved in one transaction of 100. A
 * school of many people has the rest at once, in its next turns.
 */
const FULL = 85;

/** so much of it the sessions may take */
const OF_SESSIONS = 60;
const records = ({ what }: Change): number => (what === 'message-queued' ? 1 : 2);

/**
 * What must happen to a partnership now: open what is due to open, ask for it, chase what is late, tell the lead, close.
 * What sessions need is decided at any hour, the rest only while the post is open: whatever is queued may go at once.
 * Deciding twice is deciding once.
 */
export function decide(partnership: Partnership, cohort: Cohort, now: Instant): Decision {
  const changes: Change[] = [];
  let p = partnership;
  let made = 0;
  const isFull = () => made >= FULL;
  const change = (one: Change) => {
    changes.push(one);
    made += records(one);
    p = apply(p, one, now);
  };
  const queue = (kind: MessageKind, to: PersonId, about: readonly string[], ...name: readonly string[]) =>
    change({ what: 'message-queued', message: newMessage(p, kind, to, about, now, ...name) });

  for (const m of p.outbox) if (isUnknown(m, now)) change({ what: 'message-unknown', key: m.key });

  const stuck = postIsOpen(cohort.calendar, now) ? p.outbox.filter((m) => isStuck(m, cohort.calendar, now)) : [];
  for (const { key, kind, to } of stuck) change({ what: 'message-stuck', key, kind, to });
  if (stuck.length > 0 && !p.outbox.some((m) => m.kind === 'post-stuck')) queue('post-stuck', 'lead', [], now);

  for (const one of copyChanges(p, now)) change(one);

  // people come and go by the dates that hold: those that the lead is moving are carried out first
  if (!isMoving(p, cohort)) {
    peopleComeAndGo();
    leave();
  }
  if (made > FULL - OF_SESSIONS) return { partnership: p, changes };
  if (now >= begins(p, cohort)) for (const one of sessionChanges(p, cohort, now)) change(one);
  if (hasEnded(p.stage)) for (const one of callOffCycles(p, now)) change(one);
  for (const one of endChanges(p, now)) if (!isFull()) change(one);
  // dates that the lead has moved are carried out first, once they can no longer undo it: see turn.ts
  if (isMoving(p, cohort)) return { partnership: p, changes };
  if (!hasEnded(p.stage) && now >= p.launch && postIsOpen(cohort.calendar, now)) {
    if (p.stage === 'invited' && p.obligations.length === 0) change({ what: 'launched' });
    if (!isEnding(p)) openSteps();
    for (const one of cycleChanges(p, cohort, now)) change(one);
    planAnew();
    if (now >= whenEnds(p, cohort)) end();
    else for (const owner of new Set(owedNow(p, cohort).map((o) => o.owner))) chase(owner);
  }
  return { partnership: p, changes };

  /** Handovers whose morning has come, one after the other, and a link whom nobody has named. */
  function peopleComeAndGo() {
    for (let all = peopleChanges(p, cohort, now); all.length > 0 && !isFull(); all = peopleChanges(p, cohort, now))
      all.forEach(change);
  }

  /** A school whose day of leaving has come. Beside handovers it might not fit one transaction: it follows at once. */
  function leave() {
    const at = leavesAt(p);
    if (hasEnded(p.stage) || !at || at > now || made > 0) return;
    for (const one of withdrawal(p, p.leaving?.by ?? 'lead', now)) change(one);
  }

  /** Each pass may settle a step (one that has become pointless) that lets others open. */
  function openSteps() {
    for (let opened = true; opened; ) {
      opened = false;
      for (const { step, at } of waiting(p, cohort)) {
        if (at > now) continue;
        opened = true;
        const pointless = step.pointlessWithout?.some((key) => obligationOf(p, key)?.end?.how === 'released');
        for (const owner of ownersOf(p, step)) {
          const obligation = newObligation(cohort, step, owner, now);
          if (obligationOf(p, obligation.id)) continue;
          if (isFull()) return;
          change({ what: 'opened', obligation });
          if (pointless) change({ what: 'settled', obligation: obligation.id, end: { how: 'released', at: now } });
          else if (step.kind === 'agree-plan' && isPlannable(p)) change({ what: 'plan-wanted', wishes: [] });
          else {
            if (step.kind === 'agree-plan') change({ what: 'plan-by-hand', why: 'no-timetables' });
            for (const to of actingFor(p, owner)) {
              // whoever has just taken over is told of it with all the rest
              const told = p.outbox.some((m) => m.kind === 'handover' && m.to === to && m.state === 'to-send');
              if (!told) queue(request[step.kind], to, [obligation.id], obligation.id, ...(to === owner ? [] : [to]));
            }
          }
        }
      }
    }
  }

  /** A plan that waited too long for its agreement. One made by hand waits for its maker. */
  function planAnew() {
    const stale = outOfDateAt(p);
    if (p.plan?.state !== 'proposed' || !stale || stale > now) return;
    const { wishes, disturbance } = p.plan;
    change({ what: 'plan-wanted', wishes, disturbance });
  }

  /** At most one reminder to a person, whatever they owe; the lead hears of each thing once. */
  function chase(owner: PersonId) {
    if (isFull()) return;
    const due = owedNow(p, cohort)
      .filter((o) => o.owner === owner)
      .map((o) => ({ o, chases: chasesNow(p, cohort, o).filter((c) => c.at <= now) }))
      .filter((entry) => entry.chases.length > 0);
    const [unasked, asked] = [due.filter(({ o }) => isUnasked(p, o)), due.filter(({ o }) => !isUnasked(p, o))];
    for (const { o, chases: late } of unasked)
      change({ what: 'chased', obligation: o.id, days: late.map((c) => c.day), reminded: false });
    for (const { o, chases: late } of asked) {
      change({
        what: 'chased',
        obligation: o.id,
        days: late.map((c) => c.day),
        reminded: late.some((c) => c.act === 'remind') && !remindedToday(o),
      });
      if (late.some((c) => c.act === 'escalate')) queue('escalation', 'lead', [o.id], o.id, o.due.local);
      if (late.some((c) => c.act === 'ask-for-decision')) queue('decision-request', 'lead', [o.id], o.id, o.due.local);
    }
    const remind = asked.filter((entry) => entry.chases.some((c) => c.act === 'remind')).map((entry) => entry.o.id);
    const acting = new Set(asked.filter(({ o }) => remind.includes(o.id)).flatMap(({ o }) => actingOn(p, o)));
    for (const to of [...acting].filter((id) => isReading(p, id)))
      if (p.remindedOn[to] !== localDate(now)) queue('reminder', to, remind, to, localDate(now));
  }

  /** by the lead's own reminder, for one: the facts count emails, not reasons for them */
  function remindedToday({ reminded }: Obligation) {
    const last = reminded.at(-1);
    return last !== undefined && localDate(last) === localDate(now);
  }

  function end() {
    const agreed = p.signatures.length > 0 || p.stage !== 'invited';
    for (const one of unconfirmed(p)) change(one);
    for (const o of p.obligations.filter((one) => isOpen(one) && !outlivesTheEnd(one))) {
      if (isFull()) return;
      change({ what: 'settled', obligation: o.id, end: { how: 'lapsed', at: now } });
    }
    change({ what: 'stage', stage: agreed ? 'completed' : 'lapsed' });
    if (!agreed) return;
    for (const to of spokesmen(p)) queue('school-summary', to, [], to);
  }
}

/**
 * The earliest moment at which `decide` would do something, or a message waits to go: in the past if that is overdue
 * and could be done now. Undefined: never again.
 * @param stopped until when nothing is tried out of its outbox, where the post is stopped
 */
export function nextMoment(p: Partnership, cohort: Cohort, now: Instant, stopped?: Instant): Instant | undefined {
  const unsent = (isMoving(p, cohort) ? p.outbox.filter((m) => m.claimed || goesAtOnce(m)) : p.outbox).map((m) =>
    nextTry(m, cohort.calendar, now, stopped),
  );
  const sessions = nextSessionMoment(p, cohort, now);
  // before the launch nothing is decided, about sessions either
  const ofSessions = sessions && sessions < begins(p, cohort) ? begins(p, cohort) : sessions;
  if (hasEnded(p.stage))
    return earliest(
      ...unsent,
      ...nextCopyMoments(p),
      ofSessions,
      callOffCycles(p, now).length + endChanges(p, now).length > 0 ? now : undefined,
    );
  if (isMoving(p, cohort))
    return earliest(...unsent, ...nextCopyMoments(p), ofSessions, planningFrom(p), movesFrom(cohort));
  const planned = earliest(
    whenEnds(p, cohort),
    ...waiting(p, cohort).map((entry) => entry.at),
    ...owedNow(p, cohort).flatMap((o) => chasesNow(p, cohort, o).map((c) => c.at)),
    nextCycleMoment(p, cohort, now),
    p.plan?.state === 'proposed' ? outOfDateAt(p) : undefined,
  );
  return earliest(
    ...unsent,
    ...nextCopyMoments(p),
    ofSessions,
    planningFrom(p),
    ...nextPeopleMoment(p),
    leavesAt(p),
    // before the launch nothing is opened and nobody chased, whatever is owed already
    planned && onceOpen(cohort.calendar, planned < p.launch ? p.launch : planned, now),
  );
}

/** What is open and can be chased: it is still to be done, and somebody reads what is said about it. */
const owedNow = (p: Partnership, cohort: Cohort): readonly Obligation[] =>
  p.obligations.filter((o) => isOpen(o) && !isPaused(p, o) && !isForClosedDay(p, cohort, o));

/**
 * What is to be chased by now: while its owner has not been asked, days of reminders pass, and the lead hears nothing of it.
 */
const chasesNow = (p: Partnership, cohort: Cohort, o: Obligation): readonly Chase[] =>
  unhandled(cohort, o).filter((c) => c.act === 'remind' || !isUnasked(p, o));

/** Its end takes more than one decision, and has begun: nothing new is asked. */
const isEnding = (p: Partnership): boolean => p.obligations.some((o) => o.step && o.end?.how === 'lapsed');

export function unhandled(cohort: Cohort, o: Obligation): readonly Chase[] {
  const policy = cohort.programme.chasing[o.policy];
  if (!policy) return [];
  return chases(policy, cohort.calendar, o.moved.at(-1) ?? o.opened, o.due.at).filter((c) => !o.chased.includes(c.day));
}
