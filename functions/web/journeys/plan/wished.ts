import { inWords } from '#calendar/london.ts';
import type { Relief, WayOut, Wish } from '#domain/cycles/plan.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { cycleName, nameOf, periodInWords } from '#web/kit/words/cycle.ts';
import { countOf } from '#wording/wording.ts';

const halves = { morning: 'half-day', afternoon: 'half-day', day: 'day' } as const;

/** £1,200 */
export const pounds = (amount: number): string => `£${amount.toLocaleString('en-GB')}`;

/** "One more supply half-day on Tuesday 3 November 2026 (morning)" */
function reliefInWords(p: Partnership, relief: Relief): string {
  switch (relief.kind) {
    case 'supply-day': {
      const part = relief.half === 'day' ? '' : ` (${relief.half})`;
      return `One more supply ${halves[relief.half]} on ${inWords(relief.date)}${part}`;
    }
    case 'cover-limit-day':
      return `${nameOf(p, relief.who)} may cover ${countOf(relief.by, 'more period')} a day`;
    case 'cover-limit-week':
      return `${nameOf(p, relief.who)} may cover ${countOf(relief.by, 'more period')} a week`;
    case 'budget':
      return `${pounds(relief.by)} more for supply`;
    case 'borrow':
      return `${nameOf(p, relief.who)} takes a class on ${inWords(relief.date)}, ${periodInWords(relief.period)}, free until now`;
  }
}

/** "One more supply half-day on Tuesday 3 November 2026 (morning): £110, holds 1 more cycle" */
export const wayOutInWords = (p: Partnership, { relief, pounds: cost, holds }: WayOut): string =>
  `${reliefInWords(p, relief)}: ${cost > 0 ? pounds(cost) : 'no cost'}, holds ${holds} more cycle${holds === 1 ? '' : 's'}`;

/** What the link asked of the next plan. */
export function wishInWords(p: Partnership, wish: Wish): string {
  switch (wish.what) {
    case 'allow':
      return reliefInWords(p, wish.relief);
    case 'keep':
      return `${cycleName(wish)} stays where it is`;
    case 'avoid':
      return `${cycleName(wish)} is not on ${inWords(wish.date)}${wish.period ? `, ${periodInWords(wish.period)}` : ''}`;
    case 'move':
      return `${cycleName(wish)} is on ${inWords(wish.date)}${wish.period ? `, ${periodInWords(wish.period)}` : ', at any time'}`;
  }
}
