import { cycleOf } from '#domain/partnership/partnership.ts';
import type { AskPage } from '#web/kit/confirmation-page.ts';
import type { AtTask } from '#web/kit/readers.ts';
import { cycleName, nameOf, slotInWords } from '#web/kit/words/cycle.ts';

/** The lesson of which it is asked whether it took place, in a sentence. */
function lessonOf({ partnership, obligation }: AtTask): string {
  const cycle = cycleOf(partnership, obligation.cycle ?? '');
  if (!cycle) return 'The research lesson.';
  return `The research lesson of ${cycleName(cycle)}, taught by ${nameOf(partnership, cycle.teaching)}: ${slotInWords(cycle.lesson)}.`;
}

/** Where it begins to be said that a lesson took place. */
export const aboutHeld = (doing: AtTask) => ({
  start: `${doing.base}/took-place`,
  what: [lessonOf(doing)],
  minutes: 1,
  readers: `${doing.cohort.lead.name} and those who take part see whether the lesson took place.`,
  otherwise: { text: 'The lesson did not take place', href: `${doing.base}/lesson/off` },
});

/** The form that says that it did. */
export const form = (doing: AtTask): AskPage => ({
  title: 'Did the lesson take place?',
  school: doing.partnership.school,
  back: doing.base,
  sentences: [lessonOf(doing), 'It then counts as held. This cannot be undone.'],
  tick: 'The lesson took place',
  otherwise: { text: 'The lesson did not take place', href: `${doing.base}/lesson/off` },
  button: 'It took place',
});
