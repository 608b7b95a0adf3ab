import type { Programme } from '#domain/programme/programme.ts';
import type { Question, Questionnaire } from '#domain/programme/questionnaire.ts';
import { readInWords } from '#web/kit/words/readers.ts';
import { timelineShown } from './picture.ts';
import {
  answeredHow,
  howLong,
  ownerInWords,
  policyInWords,
  stepInWords,
  stepWhenInWords,
  termDateInWords,
  whoDoesWhat,
  whoTakesPart,
} from './words.ts';

/** What the list says of a programme. */
export const briefly = (programme: Programme) => ({
  key: programme.key,
  name: programme.name,
  about: programme.about,
  long: howLong(programme),
  part: whoTakesPart(programme),
  does: whoDoesWhat(programme),
  timeline: timelineShown(programme, `timeline-${programme.key}`),
});

/** Everything that a programme says, as its page shows it. */
export function inFull(programme: Programme) {
  const { timeline: shown, ...brief } = briefly(programme);
  return {
    ...brief,
    programme,
    shown,
    closes: capitalised(termDateInWords(programme.closes)),
    steps: programme.steps.map((step) => ({
      key: step.key,
      what: stepInWords(programme, step),
      who: ownerInWords(programme, step),
      when: stepWhenInWords(programme, step),
      policy: step.policy,
      about: step.meeting?.about,
      guide: programme.guides?.find(({ key }) => key === step.meeting?.guide),
    })),
    cycles: (programme.cycles?.windows ?? []).map(({ from, until }) => ({
      from: termDateInWords(from),
      until: termDateInWords(until),
    })),
    reportIn: reportInWords(programme),
    questionnaires: asAsked(programme).map(([key, one]) => ({
      ...one,
      key,
      pages: pagesOf(one),
      read: readInWords(one, { lead: 'The programme lead', group: programme.groups.word }),
    })),
    policies: Object.entries(programme.chasing).map(([key, policy]) => ({ key, words: policyInWords(policy) })),
  };
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const reportInWords = ({ sessions }: Programme): string =>
  sessions?.report.due === 'next-school-day'
    ? 'by the same time on the next school day'
    : `within ${sessions?.report.due.hours} hours`;

/** In the order in which the steps ask them; what no step asks comes last. */
function asAsked({ steps, questionnaires }: Programme): readonly (readonly [string, Questionnaire])[] {
  const place = (key: string) => {
    const at = steps.findIndex(({ questionnaire }) => questionnaire === key);
    return at < 0 ? steps.length : at;
  };
  return Object.entries(questionnaires).toSorted(([a], [b]) => place(a) - place(b));
}

/** Questions that stand together, under their section's heading where they have one. */
function pagesOf({ questions }: Questionnaire) {
  const pages: { readonly heading?: string; readonly questions: object[] }[] = [];
  for (const asked of questions) {
    if (asked.form === 'section') pages.push({ heading: asked.heading, questions: asked.questions.map(shownQuestion) });
    else {
      const last = pages.at(-1);
      if (last && !last.heading) last.questions.push(shownQuestion(asked));
      else pages.push({ questions: [shownQuestion(asked)] });
    }
  }
  return pages;
}

const shownQuestion = (question: Question) => ({
  text: question.text,
  hint: question.hint,
  how: answeredHow(question),
  parts: question.form === 'grid' ? question.statements : question.form === 'ranking' ? question.items : [],
});
