import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId } from '#domain/ids.ts';
import { apply } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Erasable } from '#domain/programme/programme.ts';
import { Poisoned } from '#records/documents.ts';
import { removeWith } from '#records/erasure.ts';
import { keepEvaluation } from '#records/evaluations.ts';
import { partnershipsOf, readToSave } from '#records/partnerships.ts';
import { untilSaved } from '#records/until-saved.ts';
import { everybodyOf, forgetBeside, forgetLive } from './forget.ts';
import { keepSchool } from './keep-school.ts';
import type { Parts } from './parts.ts';
import { readEvaluation } from './read-evaluation.ts';

const TRIES = 5;

type Records = Pick<Parts, 'table' | 'now'>;

/**
 * Erases one thing everywhere in a closed cohort, after its evaluation has been kept. What stops half-way goes on at the
 * next turn where it stopped: each school remembers what is gone.
 * @throws {Poisoned} once all other schools are done, where one’s records make no sense: until they are mended, the
 * cohort does not say that it is erased
 */
export async function erase(parts: Records, cohort: Cohort, what: Erasable): Promise<void> {
  const { table } = parts;
  const evaluation = await readEvaluation(parts, cohort);
  await keepEvaluation(table, cohort.id, {
    ...evaluation,
    holdings: evaluation.holdings.map((one) => ({ ...one, reasons: [] })),
  });
  const schools = await partnershipsOf(table, cohort.id);
  for (const p of schools) if (!p.gone?.includes(what)) await removal[what](parts, p, cohort);
  if (schools.length < cohort.schoolCount)
    throw new Poisoned(`${cohort.id}: of ${cohort.schoolCount} schools ${schools.length} could be erased`);
}

const removal: Record<Erasable, (parts: Records, p: Partnership, cohort: Cohort) => Promise<void>> = {
  async reports(parts, { id }) {
    await removeWith(parts.table, id, 'reports');
    await note(parts, id, 'reports');
  },
  async answers(parts, { id }) {
    await removeWith(parts.table, id, 'answers');
    await note(parts, id, 'answers');
  },
  async names(parts, p, cohort) {
    const whom = { people: await everybodyOf(parts, p), everybody: true };
    await forgetBeside(parts, p, cohort, whom);
    await removeWith(parts.table, p.id, 'names');
    await forgetLive(parts, p.id, whom, (now) =>
      now.gone?.includes('names') ? undefined : { by: 'drumbeat', change: { what: 'erased', data: 'names' } },
    );
  },
};

async function note({ table, now }: Records, id: PartnershipId, data: 'reports' | 'answers'): Promise<void> {
  return untilSaved(TRIES, async () => {
    const kept = await readToSave(table, id);
    if (!kept || kept.value.gone?.includes(data)) return;
    const at = now();
    const change = { what: 'erased', data } as const;
    await keepSchool(table, kept, apply(kept.value, change, at), {
      at,
      events: [{ at, by: 'drumbeat', change }],
      nextAt: kept.nextAt,
      addresses: {},
    });
  });
}
