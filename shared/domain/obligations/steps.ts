import type { Instant } from '#calendar/london.ts';
import { whenPostIsOpen } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cyclesKeepOpen } from '#domain/cycles/rules.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import { closing, completionFrom, dueFor, opening } from '#domain/dates/timeline.ts';
import type { ObligationId } from '#domain/ids.ts';
import { obligationOf, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import type { Group } from '#domain/people/group.ts';
import type { ManyRole, PersonId } from '#domain/people/person.ts';
import type { Step } from '#domain/programme/programme.ts';
import { sessionsKeepOpen } from '#domain/sessions/rules.ts';
import { type Obligation, openObligation } from './obligation.ts';

/** The people at the school who owe a step: one person, each of several, or one of each group. */
export function ownersOf(p: Partnership, { key, owner, turn = 1 }: Step): readonly PersonId[] {
  if (owner === 'group')
    return p.groups.flatMap((group) => {
      const present = group.members.filter((id) => personOf(p, id));
      const one = present[(turn - 1) % Math.max(1, present.length)];
      return one === undefined || isDone(p, group, key, one) ? [] : [one];
    });
  // a guest from another school owes here what everyone owes
  if (isMany(owner))
    return p.people.filter((person) => person.role === owner && person.of === undefined).map((person) => person.id);
  return [owner];
}

/** Has a group of another school come here? Then each group is looked at by itself. */
const hasTaken = ({ groups }: Partnership): boolean => groups.some(({ from }) => from !== undefined);

/** Is a step no more to be asked of whose turn it is in a group: done before, or asked of another who is or was in it? */
const isDone = (p: Partnership, { members, left = [], done }: Group, key: string, turn: PersonId): boolean => {
  const asked = (o: Obligation) => o.step === key && o.owner !== turn && [...members, ...left].includes(o.owner);
  return done?.includes(key) === true || (hasTaken(p) && p.obligations.some(asked));
};

const isMany = (owner: Step['owner']): owner is ManyRole =>
  owner === 'coach' || owner === 'mentor' || owner === 'teacher';

export const obligationId = (step: Step, owner: PersonId): ObligationId =>
  isMany(step.owner) || step.owner === 'group' ? `${step.key}-${owner}` : step.key;

/**
 * Whether everyone who owes a step has been asked for it. Someone who leaves a group leaves what they did for it; of groups
 * of which one has come from another school each is looked at by itself.
 */
export const allAsked = (p: Partnership, step: Step): boolean => {
  const owners = ownersOf(p, step);
  if (step.owner === 'group' && !hasTaken(p))
    return p.obligations.filter((o) => o.step === step.key).length >= owners.length;
  return owners.every((owner) => obligationOf(p, obligationId(step, owner)));
};

/** The link’s part is for someone: until the school has named one, it waits. */
const isVacant = (p: Partnership, { owner }: Step): boolean => owner === 'link' && !personOf(p, 'link');

export function newObligation(cohort: Cohort, step: Step, owner: PersonId, now: Instant): Obligation {
  return openObligation({
    id: obligationId(step, owner),
    step: step.key,
    kind: step.kind,
    owner,
    questionnaire: step.questionnaire,
    opened: now,
    due: dueFor(cohort, step, now),
    policy: step.policy,
  });
}

/** What a group is to be asked cannot be due here before it has come. */
const cameAt = ({ groups }: Partnership, { owner }: Step): readonly Instant[] =>
  owner === 'group' ? groups.flatMap(({ from }) => (from ? [from.at] : [])) : [];

/** Steps not yet opened whose predecessors are all settled, and when each opens. */
export function waiting(p: Partnership, cohort: Cohort): readonly { readonly step: Step; readonly at: Instant }[] {
  return cohort.programme.steps.flatMap((step) => {
    if (isVacant(p, step) || allAsked(p, step)) return [];
    const settled = step.after.map((key) => settledAt(p, cohort, key));
    if (settled.includes(undefined)) return [];
    const ready = [...settled, ...cameAt(p, step)].reduce<Instant>((a, at) => (at && at > a ? at : a), p.launch);
    return [{ step, at: opening(cohort, step, ready) }];
  });
}

/**
 * A school that owes nothing, now or later, ends on the first school morning after the timeline's last day; any other when
 * the cohort closes.
 */
export function whenEnds(p: Partnership, cohort: Cohort): Instant {
  const settled = cohort.programme.steps.map((step) => settledAt(p, cohort, step.key));
  const last = settled.includes(undefined) ? [closing(cohort)] : [...settled, completionFrom(cohort)];
  const ends = [...last, sessionsKeepOpen(p, cohort), cyclesKeepOpen(p, cohort)].reduce<Instant>(
    (a, at) => (at && at > a ? at : a),
    p.launch,
  );
  return whenPostIsOpen(postCalendar(p, cohort), ends);
}

/** When the last of those who owed a step had settled it. */
export function settledAt(p: Partnership, cohort: Cohort, key: string): Instant | undefined {
  const step = cohort.programme.steps.find((s) => s.key === key);
  const owed = p.obligations.filter((o) => o.step === key);
  if (!step || isVacant(p, step) || !allAsked(p, step)) return undefined;
  return owed.reduce<Instant | undefined>((a, o) => (a && o.end ? (o.end.at > a ? o.end.at : a) : undefined), p.launch);
}
