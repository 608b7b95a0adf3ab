import { localDate, plusDays } from '#calendar/london.ts';
import { schoolDays } from '#calendar/school-calendar.ts';
import type { Dates } from '#domain/cohort/cohort.ts';
import { datesOf } from '#domain/dates/dates.ts';
import { moveDatesOf, undoMoveOf } from '#use-cases/move-dates.ts';
import type { PlayedAct, Scene, SomeAct } from './scene.ts';

/** One more term after the last, or away with it again; often the programme closes in it. */
function otherTerms(dates: Dates, random: Scene['random']): Dates {
  const last = dates.terms.at(-1);
  if (!last || last.added) return { ...dates, terms: dates.terms.slice(0, -1), closes: undefined };
  const start = plusDays(last.end, random.int(3, 15));
  const end = plusDays(start, random.int(5, 20));
  const added = random.pick(['more-time', 'last-dates'] as const);
  const closes = random.chance(0.7) ? plusDays(start, random.int(1, 5)) : dates.closes;
  return { ...dates, terms: [...dates.terms, { name: 'One more', start, end, added }], closes };
}

/** One of the lead's own events is on another day, at another time, or not known any more. */
function otherEvents(dates: Dates, { programme }: Scene['cohort'], soon: readonly string[], random: Scene['random']) {
  const held = programme.steps.filter(({ meeting }) => meeting?.by === 'lead');
  if (held.length === 0) return dates;
  const { key } = random.pick(held);
  const event = random.chance(0.8)
    ? { date: random.pick(soon), start: random.pick(['09:30', '13:00']), place: random.pick(['Hall A', 'Hall B']) }
    : {};
  return { ...dates, events: { ...dates.events, [key]: event } };
}

/** Snow, an INSET day, a half-term a week later, a term that is longer or shorter, one more, another last day, one to sign, an event. */
function otherDates({ cohort, now, random }: Scene): Dates {
  const dates = datesOf(cohort);
  const ahead = schoolDays(cohort.calendar).filter((day) => day > localDate(now));
  if (ahead.length === 0) return dates;
  const soon = ahead.slice(0, 40);
  const which = random.int(0, dates.terms.length - 1);
  const terms = (change: (term: Dates['terms'][number]) => Partial<Dates['terms'][number]>) => ({
    ...dates,
    terms: dates.terms.map((term, i) => (i === which ? { ...term, ...change(term) } : term)),
  });
  const by = random.pick([-7, -2, -1, 1, 2, 7]);
  switch (random.int(0, 8)) {
    case 0:
      return { ...dates, closures: [...dates.closures, { date: random.pick(soon), why: 'Snow' }] };
    case 1:
      return { ...dates, inset: [...dates.inset, random.pick(soon)] };
    case 2:
      return { ...dates, inset: dates.inset.slice(1), closures: dates.closures.slice(1) };
    case 3:
      return terms(({ halfTerm }) =>
        halfTerm ? { halfTerm: [plusDays(halfTerm[0], by), plusDays(halfTerm[1], by)] } : {},
      );
    case 4:
      return terms(({ start, end }) =>
        random.chance(0.5) ? { start: plusDays(start, by) } : { end: plusDays(end, by) },
      );
    case 5:
      return otherTerms(dates, random);
    case 6:
      return { ...dates, signBy: random.chance(0.8) ? random.pick(soon) : undefined };
    case 7:
      return otherEvents(dates, cohort, soon, random);
    default:
      return { ...dates, closes: random.pick(ahead) };
  }
}

const undo = (cohort: string, nth: number): PlayedAct => ({
  line: `lead: undoes move ${nth}`,
  perform: (parts) => undoMoveOf(parts, cohort, nth),
});

/** The lead moves the cohort's dates, and takes that back while nothing has been sent. */
export const dateActs: readonly SomeAct[] = [
  {
    name: 'move dates',
    weight: 3,
    doing(scene) {
      const { cohort, random } = scene;
      const dates = otherDates(scene);
      const seen = cohort.moves?.length ?? 0;
      return {
        line: `lead: moves dates (${seen})`,
        perform: (parts) => moveDatesOf(parts, cohort.id, dates, seen),
        ...(random.chance(0.4) && { later: { after: random.int(1, 30), doing: undo(cohort.id, seen + 1) } }),
      };
    },
  },
];
