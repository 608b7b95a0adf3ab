import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerTo, type SolverQuestion } from '#cover/planner.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Rehearsal } from '#rehearsal/rehearsal.ts';
import { rehearseWith } from '#rehearsal/rehearse.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

/** A year as it is to be: what people do, which emails go, and how everything that is owed ends. */
export interface Rehearsed extends Pick<Rehearsal, 'messages' | 'acts'> {
  /** the folder under test/cohorts */
  readonly sample: string;
  /** of each obligation, by its partnership's id and its own */
  readonly ends: Readonly<Record<string, Obligation['end']>>;
}

/** A year of a sample cohort among people as they are; the seed decides which. */
export async function rehearseYear(sample: string, seed: number): Promise<Rehearsed> {
  const planner = (question: SolverQuestion) => answerTo(question, 'best');
  const { messages, acts, partnerships } = await rehearseWith(planner, {
    ...(await sampleCohort(sample)),
    cast: 'typical',
    seed,
  });
  const ends = partnerships.flatMap((p) => p.obligations.map((o) => [`${p.id}/${o.id}`, o.end] as const));
  return { sample, messages, acts, ends: Object.fromEntries(ends) };
}

const fileIn = (folder: string) => join(folder, 'rehearsed.json');

/** Planning takes a while: whoever starts again and again reads what was rehearsed once. */
export const keepRehearsed = (folder: string, rehearsed: Rehearsed): void =>
  writeFileSync(fileIn(folder), JSON.stringify(rehearsed));

export const readRehearsed = (folder: string): Rehearsed => JSON.parse(readFileSync(fileIn(folder), 'utf8'));
