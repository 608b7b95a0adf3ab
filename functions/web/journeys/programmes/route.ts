import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as z from 'zod';
import { decode } from '#import/read-cohort.ts';
import { library } from '#programmes/library.ts';
import { writeProgramme } from '#programmes/programme-file.ts';
import { readOwnProgramme, readOwnProgrammes } from '#records/programmes.ts';
import { cohortsOf, copyProgramme, importProgramme } from '#use-cases/own-programmes.ts';
import { showGuide } from '#web/journeys/guide/route.ts';
import { line } from '#web/kit/fields/entries.ts';
import { read } from '#web/kit/fields/fault.ts';
import { goTo, mend, page, refusal } from '#web/kit/page.ts';
import type { Asked, Web } from '#web/kit/web-parts.ts';
import { ownProgramme } from './edit-route.ts';
import { briefly, inFull } from './page.ts';

/** The library and the lead's own: what each is, and how to make one of one's own. */
export const programmes = new Hono<Web>();

const lead = (c: Asked): string => c.var.session?.address ?? '';

const sentences: Readonly<Record<string, string>> = {
  copied: 'The programme is copied. It is yours to change.',
  imported: 'The file is free of faults. The programme is yours now.',
  'imported-again': 'Your programme is now as the file says. Cohorts that have it already keep it as it was.',
  saved: 'The change is kept. Cohorts that have the programme already keep it as it was.',
  deleted: 'The programme is deleted.',
  gone: 'That programme had been deleted already.',
};

const told = (c: Asked): string | undefined => {
  const what = c.req.query('told') ?? '';
  return Object.hasOwn(sentences, what) ? sentences[what] : undefined;
};

programmes.get('/', async (c) => {
  const own = await readOwnProgrammes(c.var.parts.table, lead(c));
  return page(c, 'journeys/programmes/list', {
    title: 'Programmes',
    told: told(c),
    own: own.map(({ programme }) => briefly(programme)),
    library: Object.values(library).map(briefly),
  });
});

const importing = { title: 'Import a programme', back: '/programmes' };

programmes.get('/import', (c) => page(c, 'journeys/programmes/import', importing));

programmes.post('/import', async (c) => {
  const file = c.var.files.get('programme');
  const again = (sentence: string, troubles: readonly object[] = []) =>
    mend(c, 'journeys/programmes/import', { ...importing, faults: [{ field: 'programme', sentence }], troubles });
  if (!file) return again('Choose the file of the programme');
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  const result = await importProgramme(c.var.parts.table, lead(c), text);
  if ('faults' in result) {
    const { length } = result.faults;
    const things = length === 1 ? 'one thing' : `${length} things`;
    return again(`The file has ${things} to mend, listed under “What to mend”`, result.faults);
  }
  return goTo(c, `/programmes/${result.imported.key}?told=${result.again ? 'imported-again' : 'imported'}`);
});

/** The lead's own of that key or the library's. */
const found = createMiddleware<Web>(async (c, next) => {
  const key = c.req.param('key') ?? '';
  const own = await readOwnProgramme(c.var.parts.table, lead(c), key);
  const programme = own?.programme ?? (Object.hasOwn(library, key) ? library[key] : undefined);
  if (!programme) return c.req.method === 'POST' ? goTo(c, '/programmes?told=gone') : refusal(c, 404);
  c.set('programme', programme);
  if (own) c.set('own', own);
  return next();
});

programmes.use('/:key/*', found);
programmes.route('/:key/edit', ownProgramme);

async function whole(c: Asked) {
  const { programme, own, parts } = c.var;
  return {
    title: programme.name,
    back: '/programmes',
    told: told(c),
    typed: c.var.posted ?? {},
    ...inFull(programme),
    ...(own
      ? { edit: `/programmes/${programme.key}/edit`, users: await cohortsOf(parts.table, lead(c), programme.key) }
      : {}),
  };
}

programmes.get('/:key', async (c) => page(c, 'journeys/programmes/view', await whole(c)));

programmes.post('/:key/copy', async (c) => {
  const { parts, posted, programme } = c.var;
  const named = read(
    z.object({ name: line('Enter a name for the copy', 120, 'The name must be 120 characters or fewer') }),
    posted,
  );
  if ('faults' in named) return mend(c, 'journeys/programmes/view', { ...(await whole(c)), ...named });
  const copy = await copyProgramme(parts.table, lead(c), programme, named.values.name);
  return goTo(c, `/programmes/${copy.key}?told=copied`);
});

programmes.get('/:key/programme.json', (c) =>
  c.body(writeProgramme(c.var.programme), 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${c.var.programme.key}.json"`,
  }),
);

programmes.get('/:key/guide/:guide', (c) => {
  const { programme } = c.var;
  return showGuide(c, programme, c.req.param('guide'), `/programmes/${programme.key}`);
});
