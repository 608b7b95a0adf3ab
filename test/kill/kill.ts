import { parseArgs } from 'node:util';
import { killedYear } from './killing.ts';

/*
 * npm run kill -- --times N [--seed S]: kills the local edition N times in the years of sample cohorts, and says what
 * became of the promises. Prints a line for each year.
 */

/** With sessions; with cover and its planner; with meetings; with groups across schools. How many writes a year has, about. */
const YEARS = [
  { sample: 'coaching-package', writes: 1000 },
  { sample: 'lesson-study', writes: 1000 },
  { sample: 'middle-leaders', writes: 350 },
  { sample: 'co-coaching', writes: 780 },
];
const IN_A_YEAR = 25;

const { values } = parseArgs({ options: { times: { type: 'string' }, seed: { type: 'string' } } });
const [times, seed] = [Number(values.times ?? 100), Number(values.seed ?? 1)];
if (![times, seed].every((n) => Number.isInteger(n) && n >= 0)) throw new RangeError('Write whole numbers.');

// the process has a group of its own, which the terminal does not end
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const say = (line: string) => console.log(line);
const sum = { kills: 0, emails: 0, unknown: 0, broken: 0 };
for (let year = 0; sum.kills < times; year++) {
  const { sample, writes } = YEARS[year % YEARS.length] ?? { sample: 'coaching-package', writes: 1000 };
  const most = Math.min(IN_A_YEAR, times - sum.kills);
  const began = performance.now();
  const played = await killedYear({
    sample,
    seed: seed + year,
    most,
    every: Math.max(2, Math.ceil(writes / most)),
    tell: say,
  });
  const { kills, withEngine, refused, emails, unknown, late, broken } = played;
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  say(
    `${sample}, seed ${seed + year}: ${kills} kills, ${withEngine} with the engine, ${emails} emails, ${late} later for a doubt, ${refused} acts done already, ${minutes} minutes`,
  );
  sum.kills += kills;
  sum.emails += emails;
  sum.unknown += unknown;
  sum.broken += broken.length;
}
console.log(
  `killed ${sum.kills} times: ${sum.emails} emails, ${sum.unknown} unknown sends, ${sum.broken} broken promises`,
);
process.exit(sum.broken === 0 ? 0 : 1);
