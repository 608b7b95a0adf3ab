import { isAhead } from '#domain/cycles/cycle.ts';
import { cycleOf, personOf } from '#domain/partnership/partnership.ts';
import { questionnaireHere } from '#web/journeys/questionnaire/page.ts';
import { type EarlierForm, reasonSent } from '#web/kit/late.ts';
import type { AtTask } from '#web/kit/readers.ts';
import type { Asked } from '#web/kit/web-parts.ts';
import { cycleFacts } from '#web/kit/words/cover.ts';
import { cycleName, nameOf, slotInWords } from '#web/kit/words/cycle.ts';
import { questionnaireOf } from '#web/kit/words/obligation.ts';
import { readersHere, readInWords } from '#web/kit/words/readers.ts';

/** The form that says that a lesson did not take place. */
export const form = ({ var: { doing, parts } }: Asked) => {
  const { partnership, obligation, base } = doing;
  const cycle = cycleOf(partnership, obligation.cycle ?? '');
  return {
    title: 'The lesson did not take place',
    school: partnership.school,
    back: base,
    action: `${base}/lesson/off`,
    cycle: cycle && cycleFacts(partnership, cycle, parts.now()),
    /** who plans it anew, if it is to be held after all */
    link: personOf(partnership, 'link'),
    record: obligation.kind === 'lesson-record',
    button: 'It did not take place',
  };
};

/** Where the record of a lesson begins. */
export const aboutRecord = (doing: AtTask) => {
  const { cohort, partnership, obligation, base } = doing;
  const cycle = cycleOf(partnership, obligation.cycle ?? '');
  return {
    start: `${base}/questions/1`,
    what: [
      ...(cycle ? [`The research lesson of ${cycleName(cycle)}: ${slotInWords(cycle.lesson)}.`] : []),
      questionnaireOf({ cohort, obligation })?.introduction,
    ],
    minutes: 15,
    readers: readInWords(questionnaireHere(doing), readersHere(cohort)),
    otherwise: { text: 'The lesson did not take place', href: `${base}/lesson/off` },
  };
};

/** What comes for somebody who has sent a record: their group's next lesson. */
export function afterRecord({ partnership, person }: AtTask): readonly string[] {
  const next = partnership.cycles
    .filter((cycle) => isAhead(cycle) && cycle.members.includes(person.id))
    .toSorted((a, b) => (a.planning.start.at < b.planning.start.at ? -1 : 1))[0];
  return [
    next
      ? `Your next planning meeting is on ${slotInWords(next.planning)}; ${next.teaching === person.id ? 'you teach' : `${nameOf(partnership, next.teaching)} teaches`} the lesson on ${slotInWords(next.lesson)}.`
      : 'No more cycles are planned for you.',
  ];
}

/** Why the lesson did not take place, as somebody has said. */
export const whyOff = ({ partnership, obligation }: AtTask): EarlierForm =>
  reasonSent(cycleOf(partnership, obligation.cycle ?? '')?.why);

/** Did the lesson not take place? */
export const lessonIsOff = ({ partnership, obligation }: AtTask): boolean =>
  ['missed', 'cancelled'].includes(cycleOf(partnership, obligation.cycle ?? '')?.state ?? '');
