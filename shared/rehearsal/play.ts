import type { SolverAnswer, SolverQuestion } from '#cover/planner.ts';
import { Players } from './players.ts';
import type { Rehearsal, Rehearsing } from './rehearsal.ts';
import { RehearsedCohort } from './rehearsed-cohort.ts';

/** Yields what the planner is asked, and goes on with its answer. */
export function* play(rehearsing: Rehearsing): Generator<SolverQuestion, Rehearsal, SolverAnswer> {
  const rehearsed = new RehearsedCohort(rehearsing, (who) => players.hear(who));
  const players = new Players(rehearsed, rehearsing);
  while (rehearsed.goOn())
    for (let i = rehearsed.nextToPlan(); i !== undefined; i = rehearsed.nextToPlan())
      rehearsed.takePlan(i, yield rehearsed.questionFor(i));
  return whatHappened(rehearsed, players);
}

function whatHappened({ partnerships, post }: RehearsedCohort, { performed, answers }: Players): Rehearsal {
  const obligations = partnerships.flatMap((p) => p.obligations);
  const ended = (how: string) => obligations.filter((o) => o.end?.how === how).length;
  return {
    messages: post.messages,
    obligations: {
      total: obligations.length,
      done: ended('done'),
      lapsed: ended('lapsed'),
      released: ended('released'),
    },
    schools: partnerships.length,
    acts: performed,
    partnerships,
    answers,
  };
}
