import { type Instant, inShort, type LocalDate, localDate } from '#calendar/london.ts';
import type { Term } from '#calendar/school-calendar.ts';
import type { Cohort, Dates } from '#domain/cohort/cohort.ts';
import type { LeadEvent } from '#domain/cohort/lead-event.ts';
import { leadHeld } from '#domain/dates/lead-events.ts';
import type { ObligationPreview, Preview, SchoolPreview, Shift } from '#domain/dates/preview.ts';
import { obligationOf } from '#domain/partnership/partnership.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { cycleInWords } from '#email/templates/cycles.ts';
import { eventInWords } from '#email/templates/events.ts';
import { capital } from '#wording/wording.ts';
import { coverInWords } from './cover.ts';
import { thingInWords, whoInWords } from './obligation.ts';
import { timeOf } from './session.ts';

/** One line of what changes: "The names of teachers is due", from one day to another. */
interface Row {
  readonly what: string;
  readonly old: string;
  readonly new: string;
}

const day = (at: Instant | undefined): string => (at ? inShort(localDate(at)) : 'None');

export const row = (what: string, shift: Shift): Row => ({ what, old: day(shift.old), new: day(shift.new) });

/** Only what falls on another day is worth a line. */
export const changed = (rows: readonly Row[]): readonly Row[] => rows.filter((one) => one.old !== one.new);

const acts: Record<ObligationPreview['chases'][number]['act'], string> = {
  remind: 'Reminder',
  escalate: 'Note to you that it is late',
  'ask-for-decision': 'Question to you what to do',
};

/** The due day of one thing, and each email that chases it. */
export const owedRows = (thing: string, { due, chases }: ObligationPreview): readonly Row[] =>
  changed([row(`${capital(thing)}: due`, due), ...chases.map((c) => row(`${acts[c.act]} of ${thing}`, c))]);

function schoolInWords(cohort: Cohort, after: Cohort, it: SchoolPreview) {
  const { partnership, owed, steps, cover, cycles, sessions, early, ends, told } = it;
  const place = { cohort, partnership };
  const step = (key: string, kind: string) => {
    const { questionnaire, meeting } = after.programme.steps.find((s) => s.key === key) ?? {};
    const title = cohort.programme.questionnaires[questionnaire ?? '']?.title ?? meeting?.title;
    return title ?? capital(kind.replaceAll('-', ' '));
  };
  return {
    urn: partnership.urn,
    school: partnership.school,
    rows: changed([
      ...owed.flatMap((one) => owedRows(thingInWords({ ...place, obligation: one.of }), one)),
      ...steps.flatMap((s) => [
        row(`${capital(step(s.step.key, s.step.kind))}: asked for`, s.opens),
        row(`${capital(step(s.step.key, s.step.kind))}: due`, s.due),
      ]),
      ...cover.map((one) => row(`Request to confirm cover: ${coverInWords(partnership, one.id)}`, one)),
      row('The school’s part ends', ends),
    ]),
    hit: [
      ...cycles.map(
        (c) => `${cycleInWords(c)} is planned anew: the SLT link is asked to agree, and then its people are told`,
      ),
      ...sessions.map((s) => `The session on ${timeOf(s)} is on a day without school: its coach is told`),
      ...early.map((s) => `The session on ${timeOf(s)} is before the launch: move it or call it off`),
    ],
    told: told.map((id) => whoInWords(place, id)),
  };
}

/** All that follows, counts first, then school by school. */
export function previewInWords(cohort: Cohort, after: Cohort, preview: Preview) {
  const schools = preview.schools
    .map((one) => schoolInWords(cohort, after, one))
    .filter(({ rows, hit, told }) => rows.length + hit.length + told.length > 0);
  const sum = (count: (one: SchoolPreview) => number) => preview.schools.reduce((all, one) => all + count(one), 0);
  const isOpenDue = (one: SchoolPreview) =>
    one.owed.filter(({ of, due }) => obligationOf(one.partnership, of.id) && due.old !== due.new).length;
  return {
    closes: row('The programme closes', preview.closes),
    schools,
    counts: [
      { number: schools.length, words: schools.length === 1 ? 'school' : 'schools' },
      { number: sum(isOpenDue), words: 'due at another time' },
      {
        number: sum(({ owed }) => owed.reduce((n, { chases }) => n + chases.length, 0)),
        words: 'reminders and notes at another time',
      },
      { number: sum(({ steps }) => steps.length), words: 'later requests at another time' },
      { number: sum(({ cycles }) => cycles.length), words: 'cycles planned anew' },
      { number: sum(({ sessions }) => sessions.length), words: 'sessions on a day without school' },
      { number: sum(({ told }) => told.length), words: 'emails to people concerned' },
    ],
  };
}

interface Pair {
  readonly name: string;
  readonly old?: Term | undefined;
  readonly term?: Term | undefined;
}

/** Each term as it was and as it is to be. What the files named stands first in both, and two of a year may have one name. */
function inPairs(before: readonly Term[], after: readonly Term[]): readonly Pair[] {
  const stays = (term: Term) => term.added === undefined;
  const named = before.filter(stays).map((old, i): Pair => ({ name: old.name, old, term: after[i] }));
  const rest = [...before.slice(named.length), ...after.slice(named.length)].map(({ name }) => name);
  const of = (terms: readonly Term[], name: string) => terms.slice(named.length).find((t) => t.name === name);
  return [...named, ...[...new Set(rest)].map((name) => ({ name, old: of(before, name), term: of(after, name) }))];
}

const purposes = { 'more-time': 'What is left', 'last-dates': 'The end of the programme' } as const;

const purposeOf = (term: Term | undefined): string =>
  term?.added ? purposes[term.added] : term ? 'The programme' : 'None';

const firstWeeks = { A: 'Week A', B: 'Week B', on: 'Next in turn' } as const;

/** A term that is new says it only where it is not A, as ever. */
const firstWeekOf = (term: Term | undefined): string => firstWeeks[term?.weeks ?? 'A'];

/** "Wed 16 Sept 2026 (Snow)" */
function closedInWords({ closures }: Dates, date: LocalDate): string {
  const found = closures.find((one) => one.date === date);
  return found ? `${inShort(date)} (${found.why})` : 'None';
}

/** What the lead has said of their events, each as a line; what is not said stays. */
const eventRows = (
  { events: olds = {} }: Dates,
  { events: news = olds }: Dates,
  programme: Programme,
): readonly Row[] =>
  leadHeld(programme).map(({ key, meeting }) => {
    const said = (event: LeadEvent = {}) => eventInWords(event).map(([, words]) => words);
    return { what: capital(meeting?.title ?? ''), old: said(olds[key]).join('; '), new: said(news[key]).join('; ') };
  });

/** Which dates differ, each as a line. */
export function datesInWords(before: Dates, after: Dates, programme: Programme): readonly Row[] {
  const shown = (date: string | undefined) => (date ? inShort(date) : 'None');
  const one = (what: string, old: string | undefined, then: string | undefined): Row => ({
    what,
    old: shown(old),
    new: shown(then),
  });
  const days = (what: string, olds: readonly string[], news: readonly string[]) =>
    [...new Set([...olds, ...news])].sort().map((date) =>
      one(
        what,
        olds.find((d) => d === date),
        news.find((d) => d === date),
      ),
    );
  return changed([
    ...inPairs(before.terms, after.terms).flatMap(({ name, old, term }) => {
      return [
        one(`${name} starts`, old?.start, term?.start),
        one(`${name} ends`, old?.end, term?.end),
        one(`${name}: half-term begins`, old?.halfTerm?.[0], term?.halfTerm?.[0]),
        one(`${name}: half-term ends`, old?.halfTerm?.[1], term?.halfTerm?.[1]),
        { what: `${name} is for`, old: purposeOf(old), new: purposeOf(term) },
        { what: `${name}: first week`, old: firstWeekOf(old), new: firstWeekOf(term) },
      ];
    }),
    ...days('INSET day', before.inset, after.inset),
    ...[...new Set([...before.closures, ...after.closures].map(({ date }) => date))].sort().map((date) => ({
      what: 'Schools are closed',
      old: closedInWords(before, date),
      new: closedInWords(after, date),
    })),
    one('The launch day', before.launch, after.launch),
    one('The programme closes', before.closes, after.closes),
    one('The last day to sign', before.signBy, after.signBy),
    ...eventRows(before, after, programme),
  ]);
}
