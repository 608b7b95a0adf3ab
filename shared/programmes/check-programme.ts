import { hasGroups } from '#domain/programme/groups.ts';
import type { CyclePolicy, Guide, Programme } from '#domain/programme/programme.ts';
import { type HowAsked, questionnaireFaults } from './check-questionnaire.ts';
import { stepFaults } from './check-steps.ts';
import { doubled, emptyTexts } from './check-texts.ts';
import { before, inTermWords, isKey, KEY_SHAPE } from './term-order.ts';

/**
 * What is wrong with a programme, one sentence for each fault, which begins with its place: "steps[3].after names
 * 'mid', and no step has that key". None: it can be run.
 */
export function faultsOf(programme: Programme): readonly string[] {
  const { key, roles, groups, steps, questionnaires, chasing, guides = [], cycles, participant } = programme;
  const howAsked = (name: string): HowAsked => {
    if (cycles?.record?.questionnaire === name) return 'after-lessons';
    const owners = steps.flatMap((step) => (step.questionnaire === name ? step.owner : []));
    if (owners.length === 0) return undefined;
    return owners.every((owner) => owner === 'group' || (owner === 'teacher' && hasGroups(groups)))
      ? 'in-groups'
      : 'of-others';
  };
  return [
    ...(isKey(key) ? [] : [`key is '${key}': ${KEY_SHAPE}`]),
    ...emptyTexts(programme, ['name', 'about', 'source']),
    ...(participant ? emptyTexts(participant, ['one', 'many'], 'participant.') : []),
    ...doubled('roles', roles),
    ...(groups.size < 0 || groups.perSchool < 0 ? ['groups has a negative number'] : []),
    ...(hasGroups(groups) && !roles.includes('teacher') && groups.size !== 0
      ? ["groups are made of teachers, and roles does not name 'teacher'"]
      : []),
    ...agreementFaults(programme),
    ...(steps.length === 0 ? ['steps is empty'] : stepFaults(programme)),
    ...Object.entries(questionnaires).flatMap(([name, q]) => questionnaireFaults(name, q, howAsked(name))),
    ...(Object.keys(chasing).length === 0 ? ['chasing is empty'] : []),
    ...doubled(
      'guides',
      guides.map((guide) => guide.key),
    ),
    ...guides.flatMap(guideFaults),
    ...(cycles ? cycleFaults(programme, cycles) : []),
  ];
}

function agreementFaults({ agreement }: Programme): readonly string[] {
  const lists = ['schoolCommitments', 'teachingSchoolCommitments', 'ethics'] as const;
  return [
    ...emptyTexts(agreement, ['title', 'introduction'], 'agreement.'),
    ...lists.flatMap((list) =>
      agreement[list].length === 0
        ? [`agreement.${list} is empty`]
        : agreement[list].flatMap((text, i) => (text.trim() ? [] : [`agreement.${list}[${i}] is empty`])),
    ),
  ];
}

const guideFaults = (guide: Guide, i: number): readonly string[] => {
  const place = `guides[${i}]`;
  return [
    ...emptyTexts(guide, ['key', 'title', 'introduction'], `${place}.`),
    ...(guide.steps.length === 0 ? [`${place}.steps is empty`] : []),
    ...guide.steps.flatMap((step, n) => [
      ...emptyTexts(step, ['title', 'text'], `${place}.steps[${n}].`),
      ...(step.minutes > 0 ? [] : [`${place}.steps[${n}].minutes is ${step.minutes}`]),
    ]),
  ];
};

function cycleFaults(
  { steps, questionnaires, chasing, closes }: Programme,
  { windows, planning: [least, most], record, coverPolicy }: CyclePolicy,
): readonly string[] {
  const policy = (place: string, name: string) =>
    Object.hasOwn(chasing, name) ? [] : [`${place} names '${name}', and chasing has no such policy`];
  return [
    ...(steps.some((step) => step.kind === 'agree-plan')
      ? []
      : ["cycles are planned, and no step is of the kind 'agree-plan'"]),
    ...(windows.length === 0 ? ['cycles.windows is empty'] : []),
    ...windows.flatMap(({ from, until }, i) => {
      const earlier = windows[i - 1];
      const place = `cycles.windows[${i}]`;
      return [
        ...(before(until, from) ? [`${place} ends before it begins`] : []),
        ...(earlier && before(from, earlier.until) ? [`${place} begins before cycles.windows[${i - 1}] ends`] : []),
        ...(before(closes, until) ? [`${place} ends ${inTermWords(until)}, after the programme closes`] : []),
      ];
    }),
    ...(least > most ? [`cycles.planning is at least ${least} days and at most ${most}`] : []),
    ...(record && !Object.hasOwn(questionnaires, record.questionnaire)
      ? [`cycles.record.questionnaire names '${record.questionnaire}', and there is no such questionnaire`]
      : []),
    ...(record ? policy('cycles.record.policy', record.policy) : []),
    ...policy('cycles.coverPolicy', coverPolicy),
  ];
}
