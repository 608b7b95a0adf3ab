import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agreePlan, planAroundOthers } from '#domain/cycles/plan-acts.ts';
import { agreeing } from '#domain/cycles/planning.ts';
import { chooseTeachers, countersign, sign } from '#domain/obligations/acts.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { type ReadCohort, readCohort } from '#import/read-cohort.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from '#use-cases/act.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import type { TestParts } from './parts.ts';

/** Two schools of one trust that share the one person who covers. */
export async function sharedCover(): Promise<ReadCohort> {
  const folder = join(import.meta.dirname, '..', 'cases', 'shared-cover');
  const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name)) }));
  const read = await readCohort(files);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read;
}

export const schoolAt = async ({ table }: Pick<TestParts, 'table'>, id: string): Promise<Partnership> => {
  const kept = await readPartnership(table, id);
  if (!kept) throw new Error(`No school ${id}`);
  return kept.value;
};

/** The school signs, is countersigned for, and its teachers are confirmed: its plan is asked for. */
export async function untilPlanned(parts: TestParts, id: string): Promise<void> {
  const does = async (judge: Parameters<typeof act>[3]) => {
    const said = await act(parts, id, 'link', judge);
    if ('refused' in said) throw new Error(said.refused.sentence);
    await takeTurn(parts, id);
  };
  await takeTurn(parts, id);
  await does((p, _c, now) => sign(p, 'sign-agreement', 'link', { name: 'L', role: 'Deputy head' }, now));
  await does((p, _c, now) => countersign(p, 'countersign', { name: 'I', role: 'Lead' }, now));
  const p = await schoolAt(parts, id);
  if (!obligationOf(p, 'choose-teachers')) return;
  const groups = p.groups.map(({ name, members }) => ({
    name,
    members: members.map((seat) => {
      const { name: called = '', email = '' } = p.people.find((one) => one.id === seat) ?? {};
      return { name: called, email };
    }),
  }));
  await does((it, _c, now) => chooseTeachers(it, 'choose-teachers', 'link', groups, now));
}

/** The link agrees; in words how it went. */
export async function agreesToPlan(parts: TestParts, id: string): Promise<string> {
  const said = await act(parts, id, 'link', (p, c, now) => agreePlan(p, c, agreeing(p)?.id ?? '', 'link', now), {
    instead: planAroundOthers,
  });
  return 'refused' in said ? said.refused.sentence : 'agreed';
}
