import { Hono } from 'hono';
import { sayHeld } from '#domain/cycles/acts.ts';
import { answer } from '#domain/obligations/acts.ts';
import { correctAnswers } from '#domain/obligations/corrections.ts';
import { answersName } from '#domain/obligations/obligation.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { sitterOf } from '#domain/people/person.ts';
import { type AnswersGiven, questionsOf } from '#domain/programme/questionnaire.ts';
import { type Answers, readAnswersOf } from '#records/answers.ts';
import type { Draft } from '#records/drafts.ts';
import { act } from '#use-cases/act.ts';
import { checkFaults, draftNames, draftOf, journeyOf, keepTyped, unlessSent } from '#web/kit/checking.ts';
import type { EarlierForm } from '#web/kit/late.ts';
import { type Line, openedOn } from '#web/kit/opened.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { AtTask } from '#web/kit/readers.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { linesOf } from './answers.ts';
import { asTyped, pagesOf, type QuestionPage, readForm } from './form.ts';
import { check, isRecord, onePage, questionsAsked, saidNow, sending, standsFor } from './page.ts';

/** One page after another, everything typed kept on the way; what was sent opens again until it is due. So is a lesson's record written. */
export const questionnaire = new Hono<Web>();

questionnaire.use(journeyOf('answer-questionnaire', 'lesson-record'));

/** What the lead types for somebody is that person's. */
const whose = ({ partnership, obligation, person }: AtTask): string => {
  const sitter = personOf(partnership, obligation.takenFrom ?? person.id);
  return sitter ? sitterOf(sitter) : (obligation.takenFrom ?? person.id);
};

const sentAnswers = ({ var: { parts, doing } }: Asked): Promise<Answers | undefined> =>
  readAnswersOf(parts.table, doing.partnership.id, answersName(doing.obligation), whose(doing));

/** What was sent already, where it may be corrected. */
const sentBefore = async (c: Asked): Promise<Answers | undefined> =>
  c.var.doing.corrects ? sentAnswers(c) : undefined;

/** What was sent, whether or not it may be corrected; it is shown to its writer alone, and not by an old link. */
export async function sentBy(c: Asked, path: string): Promise<EarlierForm | undefined> {
  const shown = pagesOf(questionsAsked(c))[Number(/^\/questions\/([1-9]\d?)$/.exec(path)?.[1] ?? 0) - 1];
  if (!shown) return undefined;
  const { obligation, person, way } = c.var.doing;
  const hidden = way === 'task' || obligation.end?.by !== person.id;
  return { lines: linesOn(shown), sent: asTyped((await sentAnswers(c))?.given ?? {}), hidden };
}

/** What stands in the fields: as it was typed last, else as it was sent. */
const soFar = async (c: Asked): Promise<Draft> => ({ ...(await asSent(c)), ...(await draftOf(c)) });

const asSent = async (c: Asked): Promise<Draft> => asTyped((await sentBefore(c))?.given ?? {});

const linesOn = ({ questions }: QuestionPage): readonly Line[] => questions.flatMap(linesOf);

questionnaire.get('/check', async (c) => {
  const draft = await soFar(c);
  const unread = firstUnread(c, draft);
  return unread ? goTo(c, unread) : page(c, 'journeys/questionnaire/check', check(c, draft, await sentBefore(c)));
});

const CHANGED = 'These answers, or who can read them, have changed since you opened this page. Check them again';

questionnaire.post('/check', async (c) => {
  const { parts, doing } = c.var;
  const draft = await soFar(c);
  const given = readForm(draft, questionsOf(questionsAsked(c)));
  const unread = firstUnread(c, draft);
  if (unread || 'faults' in given) return unlessSent(c, () => goTo(c, unread ?? doing.base));
  const before = await sentBefore(c);
  const faults = checkFaults(c, standsFor(c, draft, before), sending(c).missing, CHANGED);
  if (faults.length > 0)
    return unlessSent(c, () => mend(c, 'journeys/questionnaire/check', { ...check(c, draft, before), faults }));
  if (before && alike(before.given, given.values)) return goTo(c, doing.base);
  await act(
    parts,
    doing.partnership.id,
    doing.person.id,
    (p, _cohort, now) =>
      before
        ? correctAnswers(p, doing.obligation.id, doing.obligation.corrected ?? 0, now)
        : (isRecord(c) ? sayHeld : answer)(p, doing.obligation.id, doing.person.id, now),
    {
      answers: {
        questionnaire: answersName(doing.obligation),
        person: whose(doing),
        given: given.values,
        at: parts.now(),
        said: saidNow(c, draft, before),
        ...(before && { first: before.first ?? { given: before.given, at: before.at } }),
      },
      drafts: draftNames(doing),
    },
  );
  return goTo(c, doing.base);
});

const alike = (a: AnswersGiven, b: AnswersGiven): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);

/** The first page on which something is still to be answered or mended. */
function firstUnread(c: Asked, draft: Draft): string | undefined {
  const place = pagesOf(questionsAsked(c)).findIndex(({ questions }) => 'faults' in readForm(draft, questions));
  return place < 0 ? undefined : `${c.var.doing.base}/questions/${place + 1}`;
}

questionnaire.get('/:page{[1-9][0-9]?}', async (c) => {
  const number = Number(c.req.param('page'));
  const data = onePage(c, number);
  const shown = pagesOf(questionsAsked(c))[number - 1];
  if (!data || !shown) return refusal(c, 404);
  const typed = await soFar(c);
  return page(c, 'journeys/questionnaire/page', { ...data, typed, openedOn: openedOn(linesOn(shown), typed) });
});

questionnaire.post('/:page{[1-9][0-9]?}', async (c) => {
  const { base } = c.var.doing;
  const number = Number(c.req.param('page'));
  const data = onePage(c, number);
  const shown = pagesOf(questionsAsked(c))[number - 1];
  if (!data || !shown) return refusal(c, 404);
  const sent = await asSent(c);
  const kept = await keepTyped(c, linesOn(shown), (draft) => ({ ...sent, ...draft }));
  if ('both' in kept) return kept.both;
  const { typed } = kept;
  if (c.var.posted.go === 'later') return goTo(c, `${base}/saved`);
  const given = readForm(typed, shown.questions);
  if ('faults' in given)
    return mend(c, 'journeys/questionnaire/page', {
      ...data,
      typed,
      openedOn: openedOn(linesOn(shown), typed),
      ...given,
    });
  const next = number < data.pages && !data.corrects ? String(number + 1) : 'check';
  return goTo(c, `${base}/questions/${next}`);
});
