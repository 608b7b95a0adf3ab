import { Hono } from 'hono';
import { inWords } from '#calendar/london.ts';
import { goesOn } from '#domain/cohort/unlaunched.ts';
import type { ImportFault } from '#import/fault.ts';
import { decode, importFiles } from '#import/read-cohort.ts';
import { readImport, readImportHead } from '#records/imports.ts';
import { keepFiles } from '#use-cases/drafts.ts';
import { importCohort as importFrom } from '#use-cases/import-cohort.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import { note, whoOf } from '#web/kit/security/log.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';

/** The lead gives the files; those without faults are kept until the others are mended. */
export const importCohort = new Hono<Web>();

const inputs = [
  {
    field: 'cohort',
    label: 'The cohort',
    hint: 'Its name, the programme, you as its lead, the launch day and the calendar',
  },
  { field: 'schools', label: 'The schools', hint: 'One row for each school, with its head and its SLT link' },
  {
    field: 'people',
    label: 'The teachers and coaches (optional)',
    hint: 'One row for each of them. Leave it out if the schools are to name their teachers',
  },
  {
    field: 'sessions',
    label: 'The sessions (optional)',
    hint: 'One row for each session that is planned already. Coaches plan the others in the browser',
  },
  {
    field: 'periods',
    label: 'The periods of the school day (optional)',
    hint: 'One row for each period of each school, with lunch and the time after school. Where there are cycles to plan',
  },
  {
    field: 'timetable',
    label: 'The teachers’ timetables (optional)',
    hint: 'One row for each period of a teacher’s week. A school without timetables plans its cycles by hand',
  },
  {
    field: 'cover',
    label: 'The cover people (optional)',
    hint: 'One row for each period in which somebody at the school can take a class',
  },
  {
    field: 'supply',
    label: 'The supply cover (optional)',
    hint: 'One row for each school: prices, budget, how many on a day, and on which days',
  },
  {
    field: 'closures',
    label: 'The closures (optional)',
    hint: 'One row for each day on which a school is closed, or its lessons are off',
  },
].map((input, i) => ({ ...input, file: importFiles[i] ?? '' }));

const form = (kept: Readonly<Record<string, string>>) => ({
  title: 'Import a cohort',
  back: '/cohorts',
  inputs: inputs.map((input) => ({ ...input, kept: Object.hasOwn(kept, input.file) })),
  anyKept: Object.keys(kept).length > 0,
});

const own = (c: Asked) => c.var.session?.address ?? '';

/** Until when files with errors are kept; undefined where there are none. */
async function keptUntil(c: Asked): Promise<string | undefined> {
  const head = await readImportHead(c.var.parts.table, own(c));
  const day = head && goesOn(head);
  return day && inWords(day);
}

importCohort.get('/', async (c) =>
  page(c, 'journeys/import/view', {
    ...form(await readImport(c.var.parts.table, own(c))),
    keptUntil: await keptUntil(c),
  }),
);

importCohort.post('/', async (c) => {
  const { parts, posted } = c.var;
  if (posted.go === 'afresh') {
    await keepFiles(parts, own(c), {});
    return goTo(c, '/cohorts/import');
  }
  const given = await filesGiven(c);
  const files = { ...(await readImport(parts.table, own(c))), ...given };
  if (Object.keys(files).length === 0)
    return mend(c, 'journeys/import/view', {
      ...form({}),
      faults: [{ field: 'cohort', sentence: 'Choose the files of the cohort' }],
    });
  const result = await importFrom(parts, own(c), files);
  if ('imported' in result) {
    await keepFiles(parts, own(c), {});
    note(parts, { what: 'imported', who: await whoOf(parts, own(c)), cohort: result.imported.id });
    return goTo(c, `/cohorts/${result.imported.id}?told=${result.again ? 'imported-again' : 'imported'}`);
  }
  if ('launched' in result)
    return mend(c, 'journeys/import/view', {
      ...form(files),
      faults: [
        {
          field: 'cohort',
          sentence: `${result.launched.name} has been launched already, so its files can no longer be changed here. Give a new cohort another name`,
        },
      ],
    });
  const kept = await keepFiles(parts, own(c), files);
  const perFile = inputs.flatMap(({ field, file }) => {
    const count = result.faults.filter((fault) => fault.file === file).length;
    return count === 0
      ? []
      : [
          {
            field,
            sentence: `${file} has ${count} ${count === 1 ? 'thing' : 'things'} to mend, listed under “What to mend”`,
          },
        ];
  });
  return mend(c, 'journeys/import/view', {
    ...form(kept),
    keptUntil: await keptUntil(c),
    faults: perFile,
    ...listed(result.faults),
  });
});

/** So many faults fill a page. */
const MOST_LISTED = 500;

const listed = (faults: readonly ImportFault[]) => ({
  troubles: faults.slice(0, MOST_LISTED),
  moreTroubles: Math.max(0, faults.length - MOST_LISTED),
});

/** What was chosen in each input, under the name that the input stands for, whatever the lead calls their file. */
async function filesGiven(c: Asked): Promise<Readonly<Record<string, string>>> {
  const given: Record<string, string> = {};
  for (const { field, file } of inputs) {
    const chosen = c.var.files.get(field);
    if (chosen) given[file] = decode(new Uint8Array(await chosen.arrayBuffer()));
  }
  return given;
}
