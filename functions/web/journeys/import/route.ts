import { Hono } from 'hono';
import * as z from 'zod';
import { inWords } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { goesOn } from '#domain/cohort/unlaunched.ts';
import type { CohortId } from '#domain/ids.ts';
import { sameAddress } from '#domain/people/person.ts';
import type { Difference } from '#import/difference.ts';
import type { ImportFault } from '#import/fault.ts';
import { decode, importFiles } from '#import/read-cohort.ts';
import { readCohortFacts } from '#records/cohorts.ts';
import { type KeptFiles, readImport, readImports, UNKNOWN } from '#records/imports.ts';
import type { Imported } from '#use-cases/import-cohort.ts';
import { askedOf, keepFiles, takeFiles, type Uploaded, uploadFiles } from '#use-cases/upload-files.ts';
import { clockOf } from '#web/kit/cookies.ts';
import { confirmation } from '#web/kit/fields/confirm.ts';
import { tickBox } from '#web/kit/fields/entries.ts';
import { type FieldFault, read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page } from '#web/kit/page.ts';
import { note, whoOf } from '#web/kit/security/log.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { momentShown } from '#web/kit/words/moment.ts';

/**
 * The lead gives the files; those without faults are kept until the others are mended. Before a draft is replaced, or
 * anything that was kept is used, they see what that changes.
 */
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

const NONE = 'none';

const own = (c: Asked) => c.var.session?.address ?? '';

/** Under which of a lead’s uploads a page goes on: those of a cohort, or of none that they name. */
const pathOf = (of: CohortId | undefined): string => `/cohorts/import/${of ?? NONE}`;

/** What was uploaded and is no cohort yet: for which, which files, when, and until when it is kept. */
function keptShown(c: Asked, { of, name, files, head }: KeptFiles) {
  const now = clockOf(c.var.parts);
  const until = head && goesOn(head);
  return {
    name,
    path: pathOf(of),
    until: until && inWords(until),
    files: importFiles.flatMap((file) => {
      const at = files[file]?.at;
      return at === undefined ? [] : [{ file, at: at === UNKNOWN ? undefined : momentShown(at, now) }];
    }),
  };
}

/** The form; with `on`, that goes on with what was kept. */
function form(c: Asked, on?: KeptFiles) {
  const shown = on && keptShown(c, on);
  return {
    title: on ? `Import ${on.name ?? 'the files that you uploaded'}` : 'Import a cohort',
    back: on ? '/cohorts/import' : '/cohorts',
    inputs: inputs.map((input) => ({ ...input, kept: shown?.files.find(({ file }) => file === input.file) })),
    on: shown && { ...shown, key: on?.of ?? NONE },
  };
}

importCohort.get('/', async (c) => {
  const kept = await readImports(c.var.parts.table, own(c));
  return page(c, 'journeys/import/view', { ...form(c), uploads: kept.map((one) => keptShown(c, one)) });
});

/** What the path names of the reader’s own uploads. */
const named = (c: Asked): CohortId | undefined => {
  const of = c.req.param('of');
  return of === NONE ? undefined : of;
};

const keptAt = (c: Asked, of: CohortId | undefined): Promise<KeptFiles | undefined> =>
  readImport(c.var.parts.table, { address: own(c), of });

importCohort.get('/:of', async (c) => {
  const kept = await keptAt(c, named(c));
  return kept ? page(c, 'journeys/import/view', form(c, kept)) : goTo(c, '/cohorts/import');
});

importCohort.post('/', async (c) => {
  const { parts, posted } = c.var;
  const found = await uploadFiles(parts, own(c), await filesGiven(c), posted.on || undefined);
  if ('none' in found)
    return mend(c, 'journeys/import/view', {
      ...form(c),
      faults: [{ field: 'cohort', sentence: 'Choose the files of the cohort' }],
    });
  if ('asks' in found) return goTo(c, `${pathOf(found.asks.of)}/changes`);
  return 'faults' in found ? showFaults(c, found) : imported(c, found);
});

type Imports = Extract<Imported, { readonly imported: Cohort } | { readonly launched: Cohort }>;

async function imported(c: Asked, found: Imports): Promise<Response> {
  const { parts } = c.var;
  if ('launched' in found)
    return mend(c, 'journeys/import/view', {
      ...form(c),
      faults: [
        {
          field: 'cohort',
          sentence: `${found.launched.name} has been launched already, so its files can no longer be changed here. Give a new cohort another name`,
        },
      ],
    });
  note(parts, { what: 'imported', who: await whoOf(parts, own(c)), cohort: found.imported.id });
  return goTo(c, `/cohorts/${found.imported.id}?told=${found.again ? 'imported-again' : 'imported'}`);
}

async function showFaults(c: Asked, found: Extract<Uploaded, { readonly aside: boolean }>): Promise<Response> {
  const perFile = inputs.flatMap(({ field, file }) => {
    const count = found.faults.filter((fault) => fault.file === file).length;
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
    ...form(c, await keptAt(c, found.of)),
    aside: found.aside,
    faults: perFile,
    ...listed(found.faults),
  });
}

importCohort.post('/:of/delete', async (c) => {
  await keepFiles(c.var.parts, own(c), named(c), {});
  return goTo(c, '/cohorts/import');
});

/** What the files would change, before they do. */
async function changes(c: Asked, of: CohortId) {
  const asked = await askedOf(c.var.parts, own(c), of);
  if (!asked) return undefined;
  const { cohort, again, difference, daysOff, seen, kept } = asked;
  const shown = keptShown(c, kept);
  const isLeft = ({ file }: { readonly file: string }) => kept.files[file]?.left === true;
  return {
    title: again ? `Check what changes in ${cohort.name}` : `Check ${cohort.name}`,
    back: shown.path,
    action: `${shown.path}/changes`,
    again,
    used: shown.files.filter((file) => !isLeft(file)),
    left: shown.files.filter(isLeft),
    counts: difference.map(({ of: what, added, changed, gone }) => ({
      what,
      added: added.length,
      changed: changed.length,
      gone: gone.length,
    })),
    difference: difference.map(({ of: what, ...lists }) => ({ what, lists: listsOf(lists) })),
    daysOff: daysOff.slice(0, MOST_NAMED),
    moreDaysOff: Math.max(0, daysOff.length - MOST_NAMED),
    tick: again ? `Change ${cohort.name} like this` : `These files are all for ${cohort.name}`,
    seen,
  };
}

/** So many of a kind are named on the page. */
const MOST_NAMED = 40;

const listsOf = ({ added, changed, gone }: Omit<Difference, 'of'>) =>
  (
    [
      ['Removed', gone],
      ['Changed', changed],
      ['Added', added],
    ] as const
  ).flatMap(([heading, all]) =>
    all.length === 0 ? [] : [{ heading, named: all.slice(0, MOST_NAMED), more: Math.max(0, all.length - MOST_NAMED) }],
  );

const keepsDaysOff = z.object({ despite: tickBox('Tick the box to keep these sessions on these days') });

const idNamed = (c: Asked): CohortId => c.req.param('of') ?? '';

/** Nothing is kept to be taken: it has become a draft by an earlier press, or has faults, or is there no more. */
async function nothingToTake(c: Asked): Promise<Response> {
  const of = idNamed(c);
  if (await keptAt(c, of)) return goTo(c, pathOf(of));
  const draft = await readCohortFacts(c.var.parts.table, of);
  const isOwn = draft && !draft.files && sameAddress(draft.lead.email) === own(c);
  return goTo(c, isOwn ? `/cohorts/${of}` : '/cohorts/import');
}

importCohort.get('/:of/changes', async (c) => {
  const shown = await changes(c, idNamed(c));
  return shown ? page(c, 'journeys/import/changes', shown) : nothingToTake(c);
});

importCohort.post('/:of/changes', async (c) => {
  const { parts, posted } = c.var;
  const again = async (faults: readonly FieldFault[]) => {
    const shown = await changes(c, idNamed(c));
    return shown ? mend(c, 'journeys/import/changes', { ...shown, faults }) : nothingToTake(c);
  };
  const shown = await changes(c, idNamed(c));
  const ticked = [
    read(confirmation('Tick the box to import these files'), posted),
    ...(shown?.daysOff.length ? [read(keepsDaysOff, posted)] : []),
  ];
  const unticked = ticked.flatMap((one) => ('faults' in one ? one.faults : []));
  if (unticked.length > 0) return again(unticked);
  const done = await takeFiles(parts, own(c), idNamed(c), posted.seen ?? '');
  if (!done || 'faults' in done) return nothingToTake(c);
  if ('changed' in done)
    return again([{ field: 'confirm', sentence: 'Something has changed since you opened this page. Check it again' }]);
  return imported(c, done);
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
