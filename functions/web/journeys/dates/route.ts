import { Hono } from 'hono';
import type { Dates } from '#domain/cohort/cohort.ts';
import { datesOf, movesFrom } from '#domain/dates/dates.ts';
import { previewOf } from '#domain/dates/preview.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { judgeMove, MOVED_SINCE, mayUndo, moveDatesOf, undoMoveOf } from '#use-cases/move-dates.ts';
import { showBoth } from '#web/kit/both.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { type FieldFault, only, read } from '#web/kit/fields/fault.ts';
import { bothWhereUnlike, fieldsOf, OPENED, openedOn, sinceOpened } from '#web/kit/opened.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { datesInWords, previewInWords } from '#web/kit/words/preview.ts';
import { momentInWords } from '#wording/wording.ts';
import { dateLines, packDates, readDates, rowsOf, typedDates, unpackDates } from './form.ts';

/** The lead moves the cohort's dates: they say which, see all that follows, and only then move them. */
export const dates = new Hono<Web>();

const home = (c: Asked) => `/cohorts/${c.var.cohort.id}/dates`;

const sentences: Readonly<Record<string, string>> = {
  undone: 'It is undone: the dates are as they were before.',
  already: 'That had been done already. This page shows the dates as they are now.',
  late: 'Emails have gone since, so that could no longer be undone. You can move the dates back like any others.',
};

/** Has a school a timetable of weeks A and B? */
const hasTwoWeeks = async ({ var: { cohort, parts } }: Asked): Promise<boolean> =>
  (await partnershipsOf(parts.table, cohort.id)).some(({ provision }) => provision?.weeks === 2);

async function form(c: Asked) {
  const { cohort, parts } = c.var;
  const last = cohort.moves?.at(-1);
  const undo = await mayUndo(parts, cohort);
  const told = c.req.query('told') ?? '';
  const ahead = last && parts.now() < last.from;
  const moved = ahead
    ? `The dates are moved. At ${momentInWords(last.from)} each school takes them up, and everybody concerned is told.`
    : 'The dates are moved. Everybody concerned is told on a school day between 7:30am and 5:30pm.';
  return {
    title: 'Dates of the cohort',
    back: `/cohorts/${cohort.id}`,
    cohort,
    rows: rowsOf(cohort, parts.now()),
    twoWeeks: cohort.programme.cycles !== undefined && (await hasTwoWeeks(c)),
    told: told === 'moved' ? moved : Object.hasOwn(sentences, told) ? sentences[told] : undefined,
    undo: undo &&
      last && { nth: cohort.moves?.length, changes: datesInWords(last.before, datesOf(cohort), cohort.programme) },
    action: home(c),
    openedOn: openedOn(linesOf(c), typedDates(cohort)),
  };
}

const linesOf = (c: Asked) => dateLines(c.var.cohort, c.var.parts.now());

const running = (c: Asked) => c.var.cohort.stage === 'launched';

dates.get('/', async (c) =>
  running(c)
    ? page(c, 'journeys/dates/view', { ...(await form(c)), typed: typedDates(c.var.cohort) })
    : goTo(c, `/cohorts/${c.var.cohort.id}`),
);

dates.post('/', async (c) => {
  const { cohort, parts, posted } = c.var;
  if (!running(c)) return goTo(c, `/cohorts/${cohort.id}`);
  const since = sinceOpened(posted, linesOf(c), typedDates(cohort));
  if ('both' in since) return showBoth(c, linesOf(c), since.both, cohort.moves?.at(-1)?.at);
  const typed = only(since.typed, fieldsOf(linesOf(c)));
  const again = async (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/dates/view', { ...(await form(c)), typed, openedOn: posted[OPENED], faults });
  const wanted = readDates(typed, cohort, parts.now());
  if ('faults' in wanted) return again(wanted.faults);
  const judged = await judgeMove(cohort, wanted.values, parts.now());
  if ('refused' in judged) {
    const { sentence, why } = judged.refused;
    const field = fieldOf(sentence, wanted.values);
    return again([{ field, sentence: why === 'already' ? 'Change a date, then see what follows' : sentence }]);
  }
  return goTo(c, `${home(c)}/follows?to=${packDates(wanted.values)}&seen=${cohort.moves?.length ?? 0}`);
});

/** Which field is to be corrected where a move is refused with that sentence. */
function fieldOf(sentence: string, { terms }: Dates): string {
  if (sentence.includes('aunch day')) return 'launch-day';
  if (sentence.includes('day to sign')) return 'sign-day';
  if (sentence.includes('close')) return 'closes-day';
  const names = terms.map(({ name }) => name);
  // one name may begin with another
  const [named] = names.filter((name) => sentence.startsWith(`${name} `)).sort((a, b) => b.length - a.length);
  return `term${named === undefined ? 1 : names.lastIndexOf(named) + 1}-start-day`;
}

/** These dates beside those that have been saved since they were typed. */
function afterMove(c: Asked, wanted: Dates): Promise<Response> {
  const { cohort } = c.var;
  const lines = linesOf(c);
  const both = bothWhereUnlike(lines, typedDates(cohort), typedDates(cohort, wanted));
  return showBoth(c, lines, both, cohort.moves?.at(-1)?.at, home(c));
}

const hasMoved = (c: Asked, seen: number): boolean => seen !== (c.var.cohort.moves?.length ?? 0);

/** What would follow, or why these dates cannot be. */
async function follows(c: Asked, wanted: Dates, seen: number) {
  const { cohort, parts } = c.var;
  const judged = await judgeMove(cohort, wanted, parts.now());
  if ('refused' in judged) return undefined;
  const partnerships = await partnershipsOf(parts.table, cohort.id);
  const preview = previewOf({ cohort, partnerships }, judged.cohort, parts.now());
  return {
    title: 'What follows if you move these dates',
    back: home(c),
    cohort,
    action: `${home(c)}/follows`,
    to: packDates(wanted),
    seen,
    from: momentInWords(movesFrom(judged.cohort) ?? parts.now()),
    changes: datesInWords(datesOf(cohort), wanted, cohort.programme),
    ...previewInWords(cohort, judged.cohort, preview),
  };
}

dates.get('/follows', async (c) => {
  const wanted = unpackDates(c.req.query('to') ?? '');
  const seen = Number(c.req.query('seen') ?? c.var.cohort.moves?.length ?? 0);
  const shown = wanted && (await follows(c, wanted, seen));
  if (shown && hasMoved(c, seen)) return afterMove(c, wanted);
  return shown ? page(c, 'journeys/dates/follows', shown) : goTo(c, `${home(c)}?told=already`);
});

dates.post('/follows', async (c) => {
  const { cohort, parts, posted } = c.var;
  const wanted = unpackDates(posted.to ?? '');
  if (!wanted) return refusal(c, 400);
  const seen = Number(posted.seen);
  const shown = await follows(c, wanted, seen);
  if (shown && hasMoved(c, seen)) return afterMove(c, wanted);
  const again = (faults: readonly FieldFault[]) =>
    shown ? mend(c, 'journeys/dates/follows', { ...shown, faults }) : goTo(c, `${home(c)}?told=already`);
  const ticked = read(confirmation('Tick the box to move the dates'), posted);
  if ('faults' in ticked) return again(ticked.faults);
  const outcome = await moveDatesOf(parts, cohort.id, wanted, seen);
  if (!('refused' in outcome)) return goTo(c, `${home(c)}?told=moved`);
  const { why, sentence } = outcome.refused;
  if (why !== 'not-now') return goTo(c, `${home(c)}?told=already`);
  // moved at the same moment: the page that this leads to shows both
  if (sentence === MOVED_SINCE) return goTo(c, `${home(c)}/follows?to=${packDates(wanted)}&seen=${seen}`);
  return again([{ field: 'confirm', sentence: `${sentence} Look again before you move them` }]);
});

dates.post('/undo', async (c) => {
  const { cohort, parts, posted } = c.var;
  const outcome = await undoMoveOf(parts, cohort.id, Number(posted.nth));
  const told = !('refused' in outcome) ? 'undone' : outcome.refused.why === 'not-now' ? 'late' : 'already';
  return goTo(c, `${home(c)}?told=${told}`);
});
