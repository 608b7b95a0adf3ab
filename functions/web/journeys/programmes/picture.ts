import { htmlEscape } from 'escape-goat';
import { daysBetween, inWords, type LocalDate } from '#calendar/london.ts';
import type { Programme, Step } from '#domain/programme/programme.ts';
import { onSampleYear, type PlannedProgramme, type TimelineSpan } from '#programmes/sample-year.ts';
import { ownerInWords, stepInWords } from './words.ts';

const WIDTH = 400;
const [BRAND, INK, GREY, PALE] = ['#106165', '#0b0c0c', '#8f9ba0', '#f0f4f5'];
const [BAR, LABEL] = [8, 17];

// pale edges keep neighbours apart
const looks = { meeting: [BRAND, PALE], questionnaire: ['#ffffff', INK], other: [GREY, PALE] } as const;
type Look = keyof typeof looks;

const lookOf = ({ kind }: Step): Look =>
  kind === 'hold-meeting' ? 'meeting' : kind === 'answer-questionnaire' ? 'questionnaire' : 'other';

interface Bar extends TimelineSpan {
  readonly look: Look;
}

/** Bars in as few rows as keep them apart, each in the first that has room. */
function inRows(bars: readonly Bar[]): readonly (readonly Bar[])[] {
  const rows: Bar[][] = [];
  for (const bar of bars.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const row = rows.find((others) => (others.at(-1)?.until ?? '') < bar.from);
    if (row) row.push(bar);
    else rows.push([bar]);
  }
  return rows;
}

/**
 * A programme’s timeline as a picture: terms across, a lane for each of those who owe something, told apart by fill and
 * outline and not by colour. Its text alternative is the list that stands beside it.
 * @param id is that of no other picture on the page
 */
function timelinePicture(programme: Programme, planned: PlannedProgramme, id: string): string {
  const first = planned.terms[0]?.start ?? '';
  const length = daysBetween(first, planned.terms.at(-1)?.end ?? '') + 1;
  const x = (date: LocalDate, days = 0) => Math.round(((daysBetween(first, date) + days) / length) * WIDTH * 10) / 10;
  const owners = [...new Set(programme.steps.map(({ owner }) => owner))];
  const lanes: { readonly name: string; readonly bars: readonly Bar[] }[] = owners.map((owner) => ({
    name: ownerInWords(programme, { owner }),
    bars: planned.steps
      .filter(({ step }) => step.owner === owner)
      .map(({ step, from, until }) => ({ from, until, look: lookOf(step) })),
  }));
  if (planned.cycles.length > 0)
    lanes.push({
      name: `Cycles of each ${programme.groups.word}`,
      bars: planned.cycles.map((cycle) => ({ ...cycle, look: 'meeting' as const })),
    });
  let y = 20;
  const drawn = lanes.map(({ name, bars }) => {
    const top = y;
    const rows = inRows(bars);
    y += LABEL + rows.length * (BAR + 2) + 4;
    const shapes = rows.flatMap((row, i) =>
      row.map(({ from, until, look }) => {
        const [fill, stroke] = looks[look];
        const at = x(from);
        const width = Math.max(4, Math.round((x(until, 1) - at) * 10) / 10);
        return `<rect x="${at}" y="${top + LABEL + i * (BAR + 2)}" width="${width}" height="${BAR - 1}" fill="${fill}" stroke="${stroke}"/>`;
      }),
    );
    return `<text x="4" y="${top + 12}">${htmlEscape(name)}</text>${shapes.join('')}`;
  });
  const key = (
    [
      ['meeting', 'meeting or cycle', 4],
      ['questionnaire', 'questionnaire', 138],
      ['other', 'agreement, names, plan', 250],
    ] as const
  ).map(([look, words, left]) => {
    const [fill, stroke] = looks[look];
    return `<rect x="${left}" y="${y + 8}" width="14" height="${BAR - 1}" fill="${fill}" stroke="${stroke}"/><text x="${left + 19}" y="${y + 16}">${words}</text>`;
  });
  const terms = planned.terms.map(({ name, start, end }) => {
    const left = x(start);
    return `<rect x="${left}" y="0" width="${Math.round((x(end, 1) - left) * 10) / 10}" height="${y}" fill="${PALE}" stroke="#cecece"/><text x="${left + 4}" y="14" font-weight="bold">${htmlEscape(name)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" viewBox="-1 -1 ${WIDTH + 2} ${y + 26}" role="img" aria-labelledby="${id}-title" font-family="Arial, Helvetica, sans-serif" font-size="12" fill="${INK}"><title id="${id}-title">${htmlEscape(
    `${programme.name}: when each of its ${programme.steps.length} steps is, on sample terms. The list in words says the same.`,
  )}</title>${[...terms, ...drawn, ...key].join('')}</svg>`;
}

/** "7 September"; from the second year on with its number. */
const dayShown = (date: LocalDate, first: LocalDate): string => {
  const [, day, month, year] = inWords(date).split(' ');
  const later = Number(year) - Number(first.slice(0, 4));
  return `${day} ${month}${later > 0 && date.slice(5) >= '09-01' ? ` of school year ${later + 1}` : later > 1 ? ` of school year ${later}` : ''}`;
};

interface TimelineShown {
  readonly picture: string;
  readonly items: readonly { readonly who: string; readonly what: string; readonly when: string }[];
  readonly closes: string;
}

const kept = new WeakMap<Programme, TimelineShown>();

/** The timeline in words, by the day on which each thing begins, and its picture. Kept: the library never changes. */
export function timelineShown(programme: Programme, id: string): TimelineShown {
  const known = kept.get(programme) ?? drawnAfresh(programme, id);
  kept.set(programme, known);
  return known;
}

function drawnAfresh(programme: Programme, id: string): TimelineShown {
  const planned = onSampleYear(programme);
  const first = planned.terms[0]?.start ?? '';
  const span = ({ from, until }: TimelineSpan) =>
    from === until ? dayShown(from, first) : `${dayShown(from, first)} to ${dayShown(until, first)}`;
  const items = [
    ...planned.steps.map((one) => ({
      from: one.from,
      who: ownerInWords(programme, one.step),
      what: stepInWords(programme, one.step),
      when: span(one),
    })),
    ...planned.cycles.map((one, i) => ({
      from: one.from,
      who: `Each ${programme.groups.word}`,
      what: `Cycle ${i + 1}: plan, teach, observe and debrief`,
      when: span(one),
    })),
  ];
  return {
    picture: timelinePicture(programme, planned, id),
    items: items.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
    closes: dayShown(planned.closes, first),
  };
}
