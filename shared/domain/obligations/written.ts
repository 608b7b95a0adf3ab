import { cycleOf, hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { hasLeft, type PersonId } from '#domain/people/person.ts';
import { openQuestionsOf, whoReads } from '#domain/programme/questionnaire.ts';
import type { Obligation } from './obligation.ts';
import type { InCohort } from './owed.ts';

/** Whose words they are: a lead who typed them for somebody is not their writer. */
export const writerOf = ({ takenFrom, end, owner }: Obligation): PersonId => takenFrom ?? end?.by ?? owner;

/**
 * What others of their group have sent for somebody to read, what came last first; nothing once they have left, or their
 * school’s part has ended.
 */
export function writtenFor({ cohort, partnership }: InCohort, reader: PersonId): readonly Obligation[] {
  const seat = personOf(partnership, reader);
  if (hasEnded(partnership.stage) || !seat || hasLeft(seat)) return [];
  return partnership.obligations
    .filter((o) => {
      const questionnaire = cohort.programme.questionnaires[o.questionnaire ?? ''];
      return (
        o.end?.how === 'done' &&
        questionnaire !== undefined &&
        openQuestionsOf(questionnaire).some((question) => whoReads(questionnaire, question).includes('group')) &&
        writerOf(o) !== reader &&
        areTogether(partnership, o, reader)
      );
    })
    .toSorted((a, b) => ((a.end?.at ?? '') < (b.end?.at ?? '') ? 1 : -1));
}

/** In the cycle that it is of, or in the group that its writer is or was in when they sent it. */
function areTogether(p: Partnership, o: Obligation, reader: PersonId): boolean {
  if (o.cycle) return cycleOf(p, o.cycle)?.members.includes(reader) ?? false;
  const writer = writerOf(o);
  return p.groups.some(
    ({ members, left = [], joined = {} }) =>
      members.includes(reader) &&
      (members.includes(writer) || left.includes(writer)) &&
      // two who came together were together before; others since the later of them came
      (joined[reader] === joined[writer] ||
        [joined[reader], joined[writer]].every((since = '') => since <= (o.end?.at ?? ''))),
  );
}
