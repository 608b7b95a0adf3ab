import { type GroupShape, hasGroups } from '#domain/programme/groups.ts';
import type { Programme, Step } from '#domain/programme/programme.ts';
import { before, inTermWords, isKey, KEY_SHAPE } from './term-order.ts';

/** What is wrong with a programme's steps: each sentence begins with its place. */
export function stepFaults(programme: Programme): readonly string[] {
  const { steps } = programme;
  const keys = steps.map((step) => step.key);
  return [
    ...steps.flatMap((step, i) => [
      ...keyFaults(step, `steps[${i}]`, keys.indexOf(step.key) < i),
      ...nameFaults(programme, step, `steps[${i}]`),
      ...kindFaults(programme, step, `steps[${i}]`),
      ...ownerFaults(programme, step, `steps[${i}]`),
      ...dateFaults(programme, step, `steps[${i}]`),
    ]),
    ...circles(steps),
  ];
}

const keyFaults = ({ key }: Step, place: string, again: boolean): readonly string[] => [
  ...(isKey(key) ? [] : [`${place}.key is '${key}': ${KEY_SHAPE}`]),
  ...(again ? [`${place}.key is '${key}', which an earlier step has already`] : []),
];

/** Other parts of the programme that a step names. */
function nameFaults({ steps, chasing, guides = [] }: Programme, step: Step, place: string): readonly string[] {
  const keys = new Set(steps.map((one) => one.key));
  const dangling = (list: 'after' | 'pointlessWithout') =>
    (step[list] ?? [])
      .filter((key) => !keys.has(key))
      .map((key) => `${place}.${list} names '${key}', and no step has that key`);
  const { guide } = step.meeting ?? {};
  return [
    ...dangling('after'),
    ...dangling('pointlessWithout'),
    ...(Object.hasOwn(chasing, step.policy)
      ? []
      : [`${place}.policy names '${step.policy}', and chasing has no such policy`]),
    ...(guide !== undefined && !guides.some((one) => one.key === guide)
      ? [`${place}.meeting.guide names '${guide}', and there is no such guide`]
      : []),
  ];
}

/** What each kind of step needs, and what belongs to another kind. */
const kindFaults = (programme: Programme, step: Step, place: string): readonly string[] => [
  ...questionnaireFaults(programme, step, place),
  ...meetingFaults(step, place),
  ...(step.kind === 'agree-plan' && !programme.cycles
    ? [`${place} agrees a plan, and the programme has no cycles`]
    : []),
  ...(step.kind === 'choose-teachers' && !canChoose(programme.groups)
    ? [`${place} has the school choose its teachers, and groups does not say how many of how many`]
    : []),
];

function questionnaireFaults(
  { questionnaires }: Programme,
  { kind, questionnaire }: Step,
  place: string,
): readonly string[] {
  if (kind !== 'answer-questionnaire')
    return questionnaire === undefined ? [] : [`${place} names a questionnaire, and is of the kind '${kind}'`];
  if (questionnaire === undefined) return [`${place} asks, and names no questionnaire`];
  return Object.hasOwn(questionnaires, questionnaire)
    ? []
    : [`${place}.questionnaire names '${questionnaire}', and there is no such questionnaire`];
}

function meetingFaults({ kind, meeting, owner }: Step, place: string): readonly string[] {
  if (kind !== 'hold-meeting') return meeting ? [`${place} describes a meeting, and is of the kind '${kind}'`] : [];
  if (!meeting) return [`${place} is a meeting, and does not say which`];
  if (meeting.by === 'lead' && owner === 'lead')
    return [
      `${place}.meeting says that the lead holds it, who owns the step: leave by out, or name who comes as its owner`,
    ];
  return meeting.title.trim() && meeting.about.trim() ? [] : [`${place}.meeting has an empty title or text`];
}

const canChoose = ({ perSchool, size, acrossSchools }: GroupShape): boolean =>
  perSchool !== 0 && size !== 0 && !acrossSchools;

const schoolRoles = ['link', 'lead', 'head'];

function ownerFaults({ roles, groups }: Programme, { owner, turn }: Step, place: string): readonly string[] {
  if (owner === 'group')
    return [
      ...(hasGroups(groups) ? [] : [`${place}.owner is a group, and nobody is in groups in this programme`]),
      ...(turn !== undefined && turn < 1 ? [`${place}.turn is ${turn}: the first is 1`] : []),
    ];
  return [
    ...(schoolRoles.includes(owner) || (roles as readonly string[]).includes(owner)
      ? []
      : [`${place}.owner is '${owner}', and roles does not name that`]),
    ...(turn === undefined ? [] : [`${place}.turn is of a group, and its owner is '${owner}'`]),
  ];
}

function dateFaults({ steps, closes }: Programme, step: Step, place: string): readonly string[] {
  const { notBefore: opens, due } = step;
  const on = 'term' in due ? due : undefined;
  const count = 'term' in due ? due.atLeast : due.schoolDays;
  const predecessors = step.after.flatMap((key) => steps.find((one) => one.key === key) ?? []);
  return [
    ...(count < 1 ? [`${place}.due leaves ${count} school days`] : []),
    ...(opens && on && before(on, opens)
      ? [`${place} is due ${inTermWords(on)}, before it opens ${inTermWords(opens)}`]
      : []),
    ...(opens && before(closes, opens) ? [`${place} opens ${inTermWords(opens)}, after the programme closes`] : []),
    ...(on && before(closes, on) ? [`${place} is due ${inTermWords(on)}, after the programme closes`] : []),
    ...predecessors.flatMap(({ key, notBefore }) =>
      on && notBefore && before(on, notBefore)
        ? [`${place} is due ${inTermWords(on)}, before '${key}', which it comes after, opens`]
        : [],
    ),
  ];
}

/** Steps each of which waits for the next and the last for the first: none of them would ever open. Each circle once. */
function circles(steps: readonly Step[]): readonly string[] {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (key: string, path: readonly string[]) => {
    const from = path.indexOf(key);
    if (from >= 0) {
      const circle = path.slice(from);
      const place = `steps[${steps.findIndex((step) => step.key === key)}]`;
      found.push(`${place}.after makes a circle: ${[...circle, key].map((one) => `'${one}'`).join(' after ')}`);
      return;
    }
    if (done.has(key)) return;
    for (const next of byKey.get(key)?.after ?? []) visit(next, [...path, key]);
    done.add(key);
  };
  for (const { key } of steps) visit(key, []);
  return found;
}
