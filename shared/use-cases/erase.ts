import type { Cohort } from '../domain/cohort.ts';
import { nameless } from '../domain/nameless.ts';
import { apply, type Change, type HistoryEvent, type Partnership } from '../domain/partnership.ts';
import type { Erasable } from '../domain/retention.ts';
import { Conflict, type Table } from '../records/documents.ts';
import {
  removeAnswers,
  removePlanning,
  removeReports,
  rewriteHistory,
  rewriteMeetings,
  rewriteSchool,
} from '../records/erasure.ts';
import { keepEvaluation } from '../records/evaluations.ts';
import { type Kept, partnershipsOf, readPartnership, savePartnership } from '../records/partnerships.ts';
import type { Parts } from './parts.ts';
import { readEvaluation } from './read-evaluation.ts';

const TRIES = 5;

/**
 * Erases one thing everywhere in a closed cohort, after its evaluation has been kept. What stops half-way goes on at the
 * next turn where it stopped: each school remembers what is gone.
 */
export async function erase(parts: Pick<Parts, 'table' | 'now'>, cohort: Cohort, what: Erasable): Promise<void> {
  const { table } = parts;
  const evaluation = await readEvaluation(parts, cohort);
  await keepEvaluation(table, cohort.id, {
    ...evaluation,
    holdings: evaluation.holdings.map((one) => ({ ...one, reasons: [] })),
  });
  for (const p of await partnershipsOf(table, cohort.id)) {
    if (p.gone?.includes(what)) continue;
    await removal[what](table, p);
    await note(parts, p.id, what);
  }
}

const removal: Record<Erasable, (table: Table, p: Partnership) => Promise<void>> = {
  reports: (table, { id }) => removeReports(table, id),
  answers: (table, { id }) => removeAnswers(table, id),
  async names(table, { id, cohort, urn, people, former = [] }) {
    const forget = <T>(it: T): T => nameless(it, { people: [...former, ...people], everybody: true });
    await removePlanning(table, id);
    await rewriteHistory(table, id, forget);
    await rewriteMeetings(table, id, forget);
    await rewriteSchool(table, cohort, urn, (it) => withoutPlanning(forget(it)));
  },
};

/** Of an imported school: its timetables name people by their addresses. */
const withoutPlanning = <T>(school: T): T => ({ ...school, provision: undefined });

/** The names that the head record holds go last: until then everything else can be done again with them. */
async function note({ table, now }: Pick<Parts, 'table' | 'now'>, id: string, data: Erasable): Promise<void> {
  for (let tries = 1; ; tries++) {
    const kept = await readPartnership(table, id);
    if (!kept || kept.value.gone?.includes(data)) return;
    try {
      await save(table, kept, { what: 'erased', data }, now());
      return;
    } catch (error) {
      if (!(error instanceof Conflict) || tries === TRIES) throw error;
    }
  }
}

async function save(
  table: Table,
  kept: Kept<Partnership>,
  change: Extract<Change, { what: 'erased' }>,
  at: string,
): Promise<void> {
  const noted = apply(kept.value, change, at);
  const { people, former, signatures, declined } = noted;
  const after =
    change.data === 'names'
      ? {
          ...noted,
          ...nameless(
            { people, former, signatures, declined },
            { people: [...(former ?? []), ...people], everybody: true },
          ),
          handovers: undefined,
          proposals: undefined,
        }
      : noted;
  const event: HistoryEvent = { at, by: 'drumbeat', change };
  await savePartnership(table, kept, after, { events: [event], nextAt: kept.nextAt, addresses: {} });
}
