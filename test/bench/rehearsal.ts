import { rehearse } from '#rehearsal/rehearse.ts';
import { cohortOf } from './many-schools.ts';
import { median, printTable, rounded } from './print-table.ts';

const SIZES = [3, 138, 2_000];
const RUNS = 3;

/** A few schools take no time that could be measured: one run rehearses at least so many, over and over. */
const SCHOOLS_IN_A_RUN = 1_000;

/** Growth beyond this many times that of the schools is marked. */
const TOLERATED = 1.5;

/** How long a rehearsal takes, and how that grows with the number of schools. */
export async function benchRehearsal(): Promise<void> {
  const measured: { schools: number; milliseconds: number; messages: number }[] = [];
  for (const schools of SIZES) {
    const read = await cohortOf(schools);
    const times = Math.ceil(SCHOOLS_IN_A_RUN / schools);
    const run = () => {
      const start = performance.now();
      for (let i = 0; i < times; i++) rehearse({ ...read, cast: 'typical' });
      return (performance.now() - start) / times;
    };
    const { messages } = rehearse({ ...read, cast: 'typical' });
    run();
    const runs = Array.from({ length: RUNS }, run);
    measured.push({ schools, milliseconds: median(runs), messages: messages.length });
  }

  const rows = measured.map(({ schools, milliseconds, messages }, i) => {
    const before = measured[i - 1];
    const growth = before && milliseconds / before.milliseconds / (schools / before.schools);
    return {
      schools,
      messages,
      ms: rounded(milliseconds, 1),
      'ms per school': rounded(milliseconds / schools, 2),
      'growth against linear': growth === undefined ? '' : `${growth.toFixed(2)}${growth > TOLERATED ? ' !' : ''}`,
    };
  });
  printTable(
    'Rehearsal of a year (lesson study, cast typical)',
    rows,
    `Median of ${RUNS} after a warm-up. Growth: of the time, over that of the schools, from the line above; ! above ${TOLERATED}.`,
  );
}
