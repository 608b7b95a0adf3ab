import { Hono } from 'hono';
import { datesOf } from '#domain/dates/dates.ts';
import { roleInWords } from '#domain/people/person.ts';
import { moveDatesOf } from '#use-cases/move-dates.ts';
import { showBoth } from '#web/kit/both.ts';
import { type FieldFault, only } from '#web/kit/fields/fault.ts';
import { fieldsOf, OPENED, openedOn, sinceOpened } from '#web/kit/opened.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { asShown, eventLines, eventRows, readEventsForm, typedEvents } from './form.ts';

/** When and where the lead's own events are: whoever comes reads it, and hears when it changes. */
export const events = new Hono<Web>();

const home = (c: Asked) => `/cohorts/${c.var.cohort.id}/events`;

const sentences: Readonly<Record<string, string>> = {
  saved:
    'Saved. People who have already been asked to come will get an email. Everyone else is told when they are asked. You can undo this under Dates for at least 10 minutes.',
  already: 'Nothing has changed. This page shows what is known now.',
};

function form(c: Asked) {
  const { cohort } = c.var;
  const told = c.req.query('told') ?? '';
  const lines = eventLines(cohort);
  return {
    title: 'Your events: when and where',
    back: `/cohorts/${cohort.id}`,
    cohort,
    rows: eventRows(cohort).map((row) => ({
      ...row,
      comes: row.owner === 'group' ? 'One teacher of each group' : `Each ${roleInWords[row.owner]}`,
    })),
    told: Object.hasOwn(sentences, told) ? sentences[told] : undefined,
    dates: `/cohorts/${cohort.id}/dates`,
    action: home(c),
    openedOn: openedOn(lines, typedEvents(cohort)),
  };
}

const isHeld = ({ var: { cohort } }: Asked) => cohort.stage === 'launched' && eventRows(cohort).length > 0;

events.get('/', async (c) =>
  isHeld(c)
    ? page(c, 'journeys/events/view', { ...form(c), typed: typedEvents(c.var.cohort) })
    : goTo(c, `/cohorts/${c.var.cohort.id}`),
);

events.post('/', async (c) => {
  const { cohort, parts, posted } = c.var;
  if (!isHeld(c)) return goTo(c, `/cohorts/${cohort.id}`);
  const lines = eventLines(cohort);
  const since = sinceOpened(asShown(posted, cohort), lines, typedEvents(cohort));
  if ('both' in since) return showBoth(c, lines, since.both, cohort.moves?.at(-1)?.at);
  const typed = only(since.typed, fieldsOf(lines));
  const again = (faults: readonly FieldFault[]) =>
    mend(c, 'journeys/events/view', { ...form(c), typed, openedOn: posted[OPENED], faults });
  const wanted = readEventsForm(typed, cohort);
  if ('faults' in wanted) return again(wanted.faults);
  const dates = { ...datesOf(cohort), events: wanted.values };
  const outcome = await moveDatesOf(parts, cohort.id, dates, cohort.moves?.length ?? 0);
  if (!('refused' in outcome)) return goTo(c, `${home(c)}?told=saved`);
  const { why, sentence } = outcome.refused;
  return why === 'not-now' ? again([{ field: fieldOf(c, sentence), sentence }]) : goTo(c, `${home(c)}?told=already`);
});

/** Which field is to be corrected where an event is refused with that sentence. */
function fieldOf(c: Asked, sentence: string): string {
  const row = eventRows(c.var.cohort).find(({ title }) => sentence.startsWith(`${title}: `));
  const part = sentence.includes('start') ? 'start' : 'day';
  return `${row?.prefix ?? 'event1'}-${sentence.includes('must end') ? 'end' : part}`;
}
