import type { School } from '#domain/cohort/cohort.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { ReadCohort } from '#import/read-cohort.ts';
import { sampleCohort } from '#test/support/cohorts.ts';

/** Beside the head of each school. */
const COACHES = 9;

/** Late enough for the launch to be over, early enough for nobody to have been reminded. */
const OPENS = { term: 'first', schoolDaysBeforeEnd: 65 } as const;

/**
 * A cohort of so many schools, each with ten people whom one questionnaire asks: in the same minute, whatever became of
 * the agreement.
 */
export async function crowdOf(count: number): Promise<ReadCohort> {
  const { cohort, schools } = await sampleCohort('coaching-package');
  const [model] = schools;
  if (!model) throw new Error('The sample has no school');
  const steps = cohort.programme.steps.flatMap((step) => {
    if (step.kind === 'sign-agreement') return [step];
    return step.key.endsWith('-mid') ? [{ ...step, after: [], notBefore: OPENS }] : [];
  });
  const programme: Programme = { ...cohort.programme, key: 'coaching-package-for-many', steps };
  const invented = Array.from({ length: count }, (_, i): School => {
    const urn = String(100_001 + i);
    const own = (role: string, n: number) => ({
      name: `${role} ${n} of ${urn}`,
      email: `${role}-${n}@school-${urn}.example.org`,
    });
    return {
      ...model,
      urn,
      name: `${model.name} ${i + 1}`,
      head: own('head', 1),
      link: own('link', 1),
      coaches: Array.from({ length: COACHES }, (_, n) => own('coach', n + 1)),
      teachers: [],
      sessions: [],
    };
  });
  return { cohort: { ...cohort, programme, schoolCount: count }, schools: invented };
}
