import * as z from 'zod';
import { beginTurns, checkCohort, openSchool } from '#use-cases/launch-cohort.ts';
import type { Parts } from '#use-cases/parts.ts';

const input = z.discriminatedUnion('step', [
  z.object({ step: z.literal('check'), cohort: z.string() }),
  z.object({ step: z.literal('open'), cohort: z.string(), urn: z.string() }),
  z.object({ step: z.literal('begin'), cohort: z.string() }),
]);

/** The steps of a launch: `check` -> `{cohort, schools}` (URNs); `open` one school; `begin` the cohort's own turns. */
export const handler = (parts: Pick<Parts, 'table' | 'now'>) => async (event: unknown) => {
  const asked = input.parse(event);
  const { cohort } = asked;
  switch (asked.step) {
    case 'check':
      return { cohort, schools: await checkCohort(parts, cohort) };
    case 'open':
      return { opened: await openSchool(parts, cohort, asked.urn) };
    case 'begin':
      await beginTurns(parts, cohort);
      return { cohort };
  }
};
