import { earliest, type Instant, localDate } from '../../calendar/london.ts';
import { onceOpen, postIsOpen, whenPostIsOpen } from '../../calendar/school-calendar.ts';
import type { Cohort } from '../cohort.ts';
import { type MessageKind, newMessage } from '../message.ts';
import { apply, type Change, hasEnded, obligationOf, type Partnership, personOf } from '../partnership.ts';
import type { ManyRole, PersonId } from '../person.ts';
import { isPlannable, outOfDateAt, planningFrom } from '../planning.ts';
import type { Step } from '../programme.ts';
import { isUnknown, nextTry } from '../sending.ts';
import { closing, completionFrom, dueFor, opening } from '../timeline.ts';
import { callOffCycles, cycleChanges, cyclesKeepOpen, nextCycleMoment } from './cycles.ts';
import { endChanges, leavesAt, withdrawal } from './ending.ts';
import { isPaused, nextPeopleMoment, peopleChanges } from './handover.ts';
import { isOpen, type Obligation } from './obligation.ts';
import { type Chase, chases } from './policy.ts';
import { nextSessionMoment, sessionChanges, sessionsKeepOpen } from './sessions.ts';

const request: Record<Step['kind'], MessageKind> = {
  'sign-agreement': 'agreement-request',
  countersign: 'countersign-request',
  'choose-teachers': 'teachers-request',
  'answer-questionnaire': 'questionnaire-request',
  'agree-plan': 'plan-request',
  'hold-meeting': 'meeting-request',
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

  for (let made = peopleChanges(p, cohort, now); made.length > 0; made = peopleChanges(p, cohort, now))
    made.forEach(change);
  const leaves = leavesAt(p);
  if (!hasEnded(p.stage) && leaves && leaves <= now)
    for (const made of withdrawal(p, p.leaving?.by ?? 'lead', now)) change(made);
  if (now >= p.launch) for (const made of sessionChanges(p, cohort, now)) change(made);
  if (hasEnded(p.stage)) for (const made of [...callOffCycles(p, now), ...endChanges(p, now)]) change(made);
  if (!hasEnded(p.stage) && now >= p.launch && postIsOpen(cohort.calendar, now)) {
    if (p.stage === 'invited' && p.obligations.length === 0) change({ what: 'launched' });
    openSteps();
    for (const made of cycleChanges(p, cohort, now)) change(made);
    planAnew();
    if (now >= whenEnds(p, cohort)) end();
    else for (const owner of new Set(owedNow(p).map((o) => o.owner))) chase(owner);
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
          else if (step.kind === 'agree-plan' && isPlannable(p)) change({ what: 'plan-wanted', wishes: [] });
          else {
            if (step.kind === 'agree-plan') change({ what: 'plan-by-hand', why: 'no-timetables' });
            // whoever has just taken over is told of it with all the rest
            const told = p.outbox.some((m) => m.kind === 'handover' && m.to === owner && m.state === 'to-send');
            if (!told) queue(request[step.kind], owner, [obligation.id], obligation.id);
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
    for (const to of ['link', 'head'].filter((id) => personOf(p, id))) queue('school-summary', to, [], to);
  }
}

/**
 * The earliest moment at which `decide` would do something, or a message waits to go: in the past if that is overdue
 * and could be done now. Undefined: never again.
 */
export function nextMoment(p: Partnership, cohort: Cohort, now: Instant): Instant | undefined {
  const unsent = p.outbox.map((m) => nextTry(m, cohort.calendar, now));
  const ofSessions = nextSessionMoment(p, cohort, now);
  if (hasEnded(p.stage))
    return earliest(
      ...unsent,
      ofSessions,
      callOffCycles(p, now).length + endChanges(p, now).length > 0 ? now : undefined,
    );
  const planned = earliest(
    whenEnds(p, cohort),
    ...waiting(p, cohort).map((entry) => entry.at),
    ...owedNow(p).flatMap((o) => unhandled(cohort, o).map((c) => c.at)),
    nextCycleMoment(p, cohort, now),
    p.plan?.state === 'proposed' ? outOfDateAt(p) : undefined,
  );
  return earliest(
    ...unsent,
    ofSessions,
    planningFrom(p),
    ...nextPeopleMoment(p),
    leavesAt(p),
    planned && onceOpen(cohort.calendar, planned, now),
  );
}

/** What is open and can be chased: somebody reads what is said about it. */
const owedNow = (p: Partnership): readonly Obligation[] => p.obligations.filter((o) => isOpen(o) && !isPaused(p, o));

/** Who at the school owes a step: one person, each of several, or one of each group. */
function ownersOf(p: Partnership, { owner, turn = 1 }: Step): readonly PersonId[] {
  if (owner === 'group')
    return p.groups.flatMap(({ members }) => {
      const present = members.filter((id) => personOf(p, id));
      return present[(turn - 1) % Math.max(1, present.length)] ?? [];
    });
  // whom another school sends owes there what everybody owes
  if (isMany(owner))
    return p.people.filter((person) => person.role === owner && person.of === undefined).map((person) => person.id);
  return [owner];
}

const isMany = (owner: Step['owner']): owner is ManyRole =>
  owner === 'coach' || owner === 'mentor' || owner === 'teacher';

const obligationId = (step: Step, owner: PersonId): string =>
  isMany(step.owner) || step.owner === 'group' ? `${step.key}-${owner}` : step.key;

/** Whether everybody who owes a step has been asked for it. Somebody who leaves a group leaves what she did for it. */
const allAsked = (p: Partnership, step: Step): boolean => {
  const owners = ownersOf(p, step);
  if (step.owner === 'group') return p.obligations.filter((o) => o.step === step.key).length >= owners.length;
  return owners.every((owner) => obligationOf(p, obligationId(step, owner)));
};

/** The link’s part is for somebody: until the school has named one, it waits. */
const isVacant = (p: Partnership, { owner }: Step): boolean => owner === 'link' && !personOf(p, 'link');

function newObligation(cohort: Cohort, step: Step, owner: PersonId, now: Instant): Obligation {
  return {
    id: obligationId(step, owner),
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
    if (isVacant(p, step) || allAsked(p, step)) return [];
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
  const ends = [...last, sessionsKeepOpen(p, cohort), cyclesKeepOpen(p, cohort)].reduce<Instant>(
    (a, at) => (at && at > a ? at : a),
    p.launch,
  );
  return whenPostIsOpen(cohort.calendar, ends);
}

/** When the last of those who owed a step had settled it. */
function settledAt(p: Partnership, cohort: Cohort, key: string): Instant | undefined {
  const step = cohort.programme.steps.find((s) => s.key === key);
  const owed = p.obligations.filter((o) => o.step === key);
  if (!step || isVacant(p, step) || !allAsked(p, step)) return undefined;
  return owed.reduce<Instant | undefined>((a, o) => (a && o.end ? (o.end.at > a ? o.end.at : a) : undefined), p.launch);
}

function unhandled(cohort: Cohort, o: Obligation): readonly Chase[] {
  const policy = cohort.programme.chasing[o.policy];
  if (!policy) return [];
  return chases(policy, cohort.calendar, o.moved.at(-1) ?? o.opened, o.due.at).filter((c) => !o.chased.includes(c.day));
}
