import { roleInWords } from '#domain/people/person.ts';
import { hasGroups } from '#domain/programme/groups.ts';
import type { ChasePolicy } from '#domain/programme/policies.ts';
import type { Programme, Step, TermDate } from '#domain/programme/programme.ts';
import type { Question } from '#domain/programme/questionnaire.ts';
import { faultsListed } from '#import/fault.ts';
import { lastTerm, toEnd } from '#programmes/sample-year.ts';
import { stepJourneys } from '#web/journeys/tasks.ts';
import { capital, countOf, numberInWords, withinSentence } from '#wording/wording.ts';

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];

/** "Each coach", "SLT link", "One of each triad" */
export function ownerInWords(
  { participant, groups }: Programme,
  { owner, turn }: Pick<Step, 'owner' | 'turn'>,
): string {
  if (owner === 'group') return `${turn ? `The ${ordinals[turn - 1] ?? `${turn}th`}` : 'One'} of each ${groups.word}`;
  if (owner === 'teacher') return `Each ${participant?.one ?? 'teacher'}`;
  return owner === 'coach' || owner === 'mentor' ? `Each ${owner}` : capital(roleInWords[owner]).replace('Slt', 'SLT');
}

/** "Answer the start questionnaire" */
export const stepInWords = (programme: Programme, step: Step): string =>
  stepJourneys[step.kind].asStep(programme, step);

/** "5 school days before the end of the second term" */
export function termDateInWords({ term, schoolDaysBeforeEnd: days }: TermDate): string {
  const which = typeof term === 'number' ? (ordinals[term - 1] ?? `${term}th`) : term;
  return days === 0
    ? `on the last school day of the ${which} term`
    : `${countOf(days, 'school day')} before the end of the ${which} term`;
}

/** When a step opens and when it is due: two sentences. */
export function stepWhenInWords(programme: Programme, { after, notBefore, due }: Step): string {
  const before = after.flatMap((key) => programme.steps.find((step) => step.key === key) ?? []);
  const names = before.map((step) => `“${stepInWords(programme, step)}”`);
  const opens = [
    ...(names.length > 0 ? [`after ${faultsListed(names)}`] : notBefore ? [] : ['at the launch']),
    ...(notBefore ? [termDateInWords(notBefore)] : []),
  ];
  return `Opens ${faultsListed(opens)}. Due ${
    'term' in due
      ? `${termDateInWords(due)}, at least ${countOf(due.atLeast, 'school day')} after it opens`
      : `${countOf(due.schoolDays, 'school day')} after it opens`
  }.`;
}

const days = (list: readonly number[]) =>
  `${faultsListed(list.map(String))} ${list.at(-1) === 1 ? 'school day' : 'school days'}`;

/** "Reminders 5 and 1 school day before it is due. The lead is told 13 school days after." */
export function policyInWords({ before, after, escalate, decide }: ChasePolicy): string {
  const reminders = [
    ...(before.length > 0 ? [`${days(before)} before it is due`] : []),
    ...(after.length > 0 ? [`${days(after)} after`] : []),
  ];
  return [
    reminders.length > 0 ? `Reminders ${faultsListed(reminders)}.` : 'No reminders.',
    ...(escalate === undefined ? [] : [`The lead is told ${countOf(escalate, 'school day')} after.`]),
    ...(decide === undefined ? [] : [`The lead is asked to decide ${countOf(decide, 'school day')} after.`]),
  ].join(' ');
}

/** "One term", "All terms of the cohort, two at least" */
export function howLong(programme: Programme): string {
  const named = lastTerm(programme);
  if (!toEnd(programme)) return capital(countOf(named, 'term'));
  return named === 1 ? 'All terms of the cohort' : `All terms of the cohort, ${numberInWords(named)} at least`;
}

/** "Triads of three teachers, two in each school; coaches" */
export function whoTakesPart({ groups, roles, participant, contacts }: Programme): string {
  const many = participant?.many ?? 'teachers';
  const { word, size, perSchool, acrossSchools } = groups;
  const grouped = `${word === 'community' ? 'communities' : `${word}s`}${size > 0 ? ` of ${numberInWords(size)}` : ''} ${size > 0 ? many : `of ${many}`}${
    acrossSchools ? ' from several schools' : perSchool > 0 ? `, ${numberInWords(perSchool)} in each school` : ''
  }`;
  const taking = roles.map((role) =>
    role === 'teacher' ? (hasGroups(groups) ? grouped : many) : `${role}${role === 'coach' ? 'es' : 's'}`,
  );
  return capital([...taking, ...(contacts === 2 ? ['two contacts in each school'] : [])].join('; '));
}

/** Each of the owners and how much of what they do, in the order in which a programme first asks them. */
export function whoDoesWhat(programme: Programme): readonly { readonly who: string; readonly does: string }[] {
  const owners = [...new Set(programme.steps.map(({ owner }) => owner))];
  return owners.map((owner) => {
    const theirs = programme.steps.filter((step) => step.owner === owner);
    const number = (kind: Step['kind']) => theirs.filter((step) => step.kind === kind).length;
    const attending = theirs.filter(({ meeting }) => meeting?.by === 'lead').length;
    const holding = number('hold-meeting') - attending;
    const single = theirs.filter(({ kind }) => kind !== 'hold-meeting' && kind !== 'answer-questionnaire');
    const does = [
      ...new Set(single.map((step) => withinSentence(stepInWords(programme, step)))),
      ...(holding > 0 ? [`hold ${countOf(holding, 'meeting')}`] : []),
      ...(attending > 0 ? [`attend ${countOf(attending, 'meeting')}`] : []),
      ...(number('answer-questionnaire') ? [`answer ${countOf(number('answer-questionnaire'), 'questionnaire')}`] : []),
    ];
    return { who: ownerInWords(programme, { owner }), does: capital(faultsListed(does)) };
  });
}

/** How a question is answered: "From 1, Never, to 5, Always". */
export function answeredHow(question: Question): string {
  switch (question.form) {
    case 'open':
      return 'In words';
    case 'choice':
      return `One of: ${question.options.join('; ')}`;
    case 'ranking':
      return 'Put in order';
    default: {
      const { points } = question.scale;
      const scale = `from “${points[0]}” to “${points.at(-1)}”, ${countOf(points.length, 'point')}`;
      return question.form === 'class-total' ? `How many pupils of a class chose each, ${scale}` : capital(scale);
    }
  }
}
