import { earliest, type Instant, localDate } from '../../calendar/london.ts';
import { onceOpen, postIsOpen, whenPostIsOpen } from '../../calendar/school-calendar.ts';
import type { Cohort } from '../cohort.ts';
import type { Message, MessageKind } from '../message.ts';
import { apply, type Change, hasEnded, obligationOf, type Partnership } from '../partnership.ts';
import type { PersonId } from '../person.ts';
import type { Step } from '../programme.ts';
import { isStuck, isUnknown, nextTry } from '../sending.ts';
import { closing, completionFrom, dueFor, opening } from '../timeline.ts';
import { isOpen, type Obligation } from './obligation.ts';
import { type Chase, chases } from './policy.ts';
import { nextSessionMoment, sessionChanges, sessionsKeepOpen } from './sessions.ts';

const request: Record<Step['kind'], MessageKind> = {
  'sign-agreement': 'agreement-request',
  countersign: 'countersign-request',
  'choose-teachers': 'teachers-request',
  'answer-questionnaire': 'questionnaire-request',
};

export interface Decision {
  readonly partnership: Partnership;
  readonly changes: readonly Change[];
}

/**
 * What must happen to a partnership now: open what is due to open, ask for it, chase what is late, tell the lead, close.
 * What sessions need is decided at any hour, the rest only while the post is open: whatever is queued may go at once.
 * Deciding twice is deciding once.
 */
export function decide(partnership: Partnership, cohort: Cohort, now: Instant): Decision {
  const changes: Change[] = [];
  let p = partnership;
  const change = (made: Change) => {
    changes.push(made);
    p = apply(p, made, now);
  };
  const queue = (kind: MessageKind, to: PersonId, about: readonly string[], ...name: readonly string[]) =>
    change({ what: 'message-queued', message: newMessage(p, kind, to, about, now, ...name) });

  for (const m of p.outbox) if (isUnknown(m, now)) change({ what: 'message-unknown', key: m.key });

  const stuck = postIsOpen(cohort.calendar, now) ? p.outbox.filter((m) => isStuck(m, cohort.calendar, now)) : [];
  for (const { key, kind, to } of stuck) change({ what: 'message-stuck', key, kind, to });
  if (stuck.length > 0 && !p.outbox.some((m) => m.kind === 'post-stuck')) queue('post-stuck', 'lead', [], now);

  if (now >= p.launch) for (const made of sessionChanges(p, cohort, now)) change(made);
  if (!hasEnded(p.stage) && now >= p.launch && postIsOpen(cohort.calendar, now)) {
    if (p.stage === 'invited' && p.obligations.length === 0) change({ what: 'launched' });
    openSteps();
    if (now >= whenEnds(p, cohort)) end();
    else for (const owner of new Set(p.obligations.filter(isOpen).map((o) => o.owner))) chase(owner);
  }
  return { partnership: p, changes };

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
          change({ what: 'opened', obligation });
          if (pointless) change({ what: 'settled', obligation: obligation.id, end: { how: 'released', at: now } });
          else queue(request[step.kind], owner, [obligation.id], obligation.id);
        }
      }
    }
  }

  /** At most one reminder to a person, whatever she owes; the lead hears of each thing once. */
  function chase(owner: PersonId) {
    const due = p.obligations
      .filter((o) => isOpen(o) && o.owner === owner)
      .map((o) => ({ o, chases: unhandled(cohort, o).filter((c) => c.at <= now) }))
      .filter((entry) => entry.chases.length > 0);
    for (const { o, chases: late } of due) {
      change({
        what: 'chased',
        obligation: o.id,
        days: late.map((c) => c.day),
        reminded: late.some((c) => c.act === 'remind') && !remindedToday(o),
      });
      if (late.some((c) => c.act === 'escalate')) queue('escalation', 'lead', [o.id], o.id, o.due.local);
      if (late.some((c) => c.act === 'ask-for-decision')) queue('decision-request', 'lead', [o.id], o.id, o.due.local);
    }
    const remind = due.filter((entry) => entry.chases.some((c) => c.act === 'remind')).map((entry) => entry.o.id);
    if (remind.length > 0 && p.remindedOn[owner] !== localDate(now))
      queue('reminder', owner, remind, owner, localDate(now));
  }

  /** by the lead's own reminder, for one: the facts count emails, not reasons for them */
  function remindedToday({ reminded }: Obligation) {
    const last = reminded.at(-1);
    return last !== undefined && localDate(last) === localDate(now);
  }

  function end() {
    const agreed = p.signatures.length > 0 || p.stage !== 'invited';
    for (const o of p.obligations.filter(isOpen))
      change({ what: 'settled', obligation: o.id, end: { how: 'lapsed', at: now } });
    change({ what: 'stage', stage: agreed ? 'completed' : 'lapsed' });
    if (!agreed) return;
    for (const to of ['link', 'head']) queue('school-summary', to, [], to);
  }
}

/**
 * The earliest moment at which `decide` would do something, or a message waits to go: in the past if that is overdue
 * and could be done now. Undefined: never again.
 */
export function nextMoment(p: Partnership, cohort: Cohort, now: Instant): Instant | undefined {
  const unsent = p.outbox.map((m) => nextTry(m, cohort.calendar, now));
  const sessions = nextSessionMoment(p, cohort, now);
  // before the launch nothing is decided, about sessions either
  const ofSessions = sessions && sessions < p.launch ? p.launch : sessions;
  if (hasEnded(p.stage)) return earliest(...unsent, ofSessions);
  const planned = earliest(
    whenEnds(p, cohort),
    ...waiting(p, cohort).map((entry) => entry.at),
    ...p.obligations.filter(isOpen).flatMap((o) => unhandled(cohort, o).map((c) => c.at)),
  );
  return earliest(...unsent, ofSessions, planned && onceOpen(cohort.calendar, planned, now));
}

export function newMessage(
  p: Partnership,
  kind: MessageKind,
  to: PersonId,
  about: readonly string[],
  now: Instant,
  ...name: readonly string[]
): Message {
  return { key: [p.id, kind, ...name].join('/'), kind, to, about, queued: now, state: 'to-send', attempts: 0 };
}

/** Who at the school owes a step: one person, or each of its coaches. */
const ownersOf = (p: Partnership, { owner }: Step): readonly PersonId[] =>
  owner === 'coach' ? p.people.filter((person) => person.role === 'coach').map((person) => person.id) : [owner];

function newObligation(cohort: Cohort, step: Step, owner: PersonId, now: Instant): Obligation {
  return {
    id: step.owner === 'coach' ? `${step.key}-${owner}` : step.key,
    step: step.key,
    kind: step.kind,
    owner,
    questionnaire: step.questionnaire,
    opened: now,
    due: dueFor(cohort, step, now),
    policy: step.policy,
    chased: [],
    reminded: [],
    moved: [],
    linkVersion: 1,
  };
}

/** Steps not yet opened whose predecessors are all settled, and when each opens. */
function waiting(p: Partnership, cohort: Cohort): readonly { readonly step: Step; readonly at: Instant }[] {
  return cohort.programme.steps.flatMap((step) => {
    if (ownersOf(p, step).length === p.obligations.filter((o) => o.step === step.key).length) return [];
    const settled = step.after.map((key) => settledAt(p, cohort, key));
    if (settled.includes(undefined)) return [];
    const ready = settled.reduce<Instant>((a, at) => (at && at > a ? at : a), p.launch);
    return [{ step, at: opening(cohort, step, ready) }];
  });
}

/** A school that owes nothing, now or later, ends on the first school morning after the timeline's last day; any other when the cohort closes. */
function whenEnds(p: Partnership, cohort: Cohort): Instant {
  const settled = cohort.programme.steps.map((step) => settledAt(p, cohort, step.key));
  const last = settled.includes(undefined) ? [closing(cohort)] : [...settled, completionFrom(cohort)];
  const ends = [...last, sessionsKeepOpen(p, cohort)].reduce<Instant>((a, at) => (at && at > a ? at : a), p.launch);
  return whenPostIsOpen(cohort.calendar, ends);
}

/** When the last of those who owed a step had settled it. */
function settledAt(p: Partnership, cohort: Cohort, key: string): Instant | undefined {
  const step = cohort.programme.steps.find((s) => s.key === key);
  const owed = p.obligations.filter((o) => o.step === key);
  if (!step || owed.length < ownersOf(p, step).length) return undefined;
  return owed.reduce<Instant | undefined>((a, o) => (a && o.end ? (o.end.at > a ? o.end.at : a) : undefined), p.launch);
}

function unhandled(cohort: Cohort, o: Obligation): readonly Chase[] {
  const policy = cohort.programme.chasing[o.policy];
  if (!policy) return [];
  return chases(policy, cohort.calendar, o.moved.at(-1) ?? o.opened, o.due.at).filter((c) => !o.chased.includes(c.day));
}
