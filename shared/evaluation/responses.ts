import type { Instant } from '#calendar/london.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Programme, Step } from '#domain/programme/programme.ts';

/** A questionnaire as one step asks it of a role: how many were asked, and how many answered. */
export interface Response {
  readonly title: string;
  readonly owner: Step['owner'];
  readonly asked: number;
  readonly answered: number;
}

/** What was released, or asked of somebody who has withdrawn, counts as never asked. */
const askedAt = (partnerships: readonly Partnership[], step: Step): readonly Obligation[] =>
  partnerships.flatMap((p) => p.obligations).filter((o) => o.step === step.key && o.end?.how !== 'released');

const isAnswered = ({ end }: Obligation): boolean => end?.how === 'done';

/** Each time a questionnaire is asked of a role, in the programme's order. */
export const responses = (
  { steps, questionnaires }: Programme,
  partnerships: readonly Partnership[],
): readonly Response[] =>
  steps.flatMap((step) => {
    if (!step.questionnaire) return [];
    const asked = askedAt(partnerships, step);
    return [
      {
        title: questionnaires[step.questionnaire]?.title ?? step.key,
        owner: step.owner,
        asked: asked.length,
        answered: asked.filter(isAnswered).length,
      },
    ];
  });

/** A questionnaire over all the times that it was asked. */
interface Answered extends Omit<Response, 'owner'> {
  /** when it was last answered */
  readonly last?: Instant | undefined;
}

/** What those of some schools were asked to answer, by the title under which they know it, in the programme's order. */
export function answeredBy(programme: Programme, partnerships: readonly Partnership[]): readonly Answered[] {
  const titled = programme.steps.flatMap((step) => {
    const title = programme.questionnaires[step.questionnaire ?? '']?.title;
    return title === undefined ? [] : askedAt(partnerships, step).map((o) => ({ title, o }));
  });
  return [...Map.groupBy(titled, ({ title }) => title)].map(([title, asked]) => {
    const answered = asked.map(({ o }) => o).filter(isAnswered);
    const last = answered
      .flatMap(({ end }) => end?.at ?? [])
      .toSorted()
      .at(-1);
    return { title, asked: asked.length, answered: answered.length, last };
  });
}
