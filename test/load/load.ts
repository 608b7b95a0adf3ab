import { parseArgs } from 'node:util';
import { printTable, rounded } from '#test/bench/print-table.ts';
import { type Ran, runLoad } from './run.ts';

/*
 * npm run load -- [--rate N]: launches cohorts on the local edition, all schools at once, and opens a questionnaire for
 * everybody in the same minute. Prints counts, and how they grow with the schools.
 */

const SIZES = [12, 46, 138];

/** What SES grants an account at first, once it is out of the sandbox. */
const USUAL_RATE = 14;

const { values } = parseArgs({ options: { rate: { type: 'string' } } });
const rate = Number(values.rate ?? USUAL_RATE);
if (!(rate > 0)) throw new RangeError('Write a number of emails a second.');

const runs: Ran[] = [];
for (const schools of SIZES) runs.push(await runLoad(schools, rate));

printTable(
  `Many at once, on the local edition (an account of ${rate} emails a second; ${runs[0]?.pace} of them taken)`,
  runs.flatMap(({ schools, minutes }) =>
    minutes.map((minute) => ({
      schools,
      what: minute.what,
      emails: minute.emails,
      'most a second': minute.most,
      'seconds with any': minute.seconds,
      'longest wait, s': minute.longestWait,
      'tried again': minute.retried,
      'left for later': minute.left,
      requests: minute.requests,
      'of these for a place': minute.places,
      transitions: minute.transitions,
    })),
  ),
  'Seconds are of product time. The wait is from queueing to sending.',
);

printTable(
  'Growth, for each school against the line above',
  runs.flatMap(({ schools, minutes }, i) =>
    minutes.map((minute, m) => {
      const before = runs[i - 1];
      const against = before?.minutes[m];
      const growth = (is: number, was: number | undefined) =>
        before && was ? rounded(is / was / (schools / before.schools), 2).toFixed(2) : '';
      return {
        schools,
        what: minute.what,
        emails: growth(minute.emails, against?.emails),
        requests: growth(minute.requests, against?.requests),
        transitions: growth(minute.transitions, against?.transitions),
        'longest wait': growth(minute.longestWait, against?.longestWait),
      };
    }),
  ),
);

const broken = runs.flatMap((run) => run.broken.map((how) => `${run.schools} schools: ${how}`));
for (const how of broken.slice(0, 20)) console.log(how);
console.log(
  `launched ${SIZES.join(', ')} schools at once: ${runs.flatMap((r) => r.minutes).reduce((sum, m) => sum + m.emails, 0)} emails, ${runs.reduce((sum, { unknown }) => sum + unknown, 0)} unknown sends, ${broken.length} broken promises`,
);
process.exit(broken.length === 0 ? 0 : 1);
