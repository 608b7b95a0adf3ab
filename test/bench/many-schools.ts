import { faultSentence } from '#import/fault.ts';
import { type ReadCohort, readCohort } from '#import/read-cohort.ts';
import { cohortDraft, writeFiles } from '#test/support/cohorts.ts';

/** A cohort of so many schools, each made after one of the sample's: its phase, people and triads under addresses of its own. */
export async function cohortOf(schools: number): Promise<ReadCohort> {
  const sample = cohortDraft();
  const [schoolsHead = [], ...models] = sample.schools;
  const [peopleHead = [], ...people] = sample.people;
  const invented = Array.from({ length: schools }, (_, i) => {
    const model = models[i % models.length] ?? [];
    const urn = String(100_001 + i);
    const own = (cells: readonly string[]) =>
      cells.map((cell) => (cell === model[0] ? urn : cell.replace(/@.*/, `@school-${urn}.example.org`)));
    return {
      school: own(model).with(1, `${model[1]} ${i + 1}`),
      people: people.filter(([at]) => at === model[0]).map(own),
    };
  });
  const read = await readCohort(
    writeFiles({
      cohort: sample.cohort,
      schools: [schoolsHead, ...invented.map(({ school }) => school)],
      people: [peopleHead, ...invented.flatMap((one) => one.people)],
    }),
  );
  if ('faults' in read) throw new Error(read.faults.slice(0, 3).map(faultSentence).join('\n'));
  return read;
}
