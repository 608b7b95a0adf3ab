import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Outcome } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { readPartnership } from '#records/partnerships.ts';
import { matterOf, performOwed } from '#rehearsal/perform.ts';
import { performSession } from '#rehearsal/perform-session.ts';
import { type ActLine, isDisturbance, isPeopleLine, isSessionLine, lineInWords } from '#rehearsal/story.ts';
import { act } from '#use-cases/act.ts';
import type { Parts } from '#use-cases/parts.ts';

const WORDS = { workedOn: 'Questions', seen: 'Every child answered', agreed: 'Wait three seconds', realTime: true };

/**
 * Does what somebody of the cast does, through the use cases. `before`: the records say that they have done it.
 * Throws when it cannot be done, and was not.
 */
export async function actOnce(parts: Parts, cohort: Cohort, line: ActLine, index: number): Promise<'done' | 'before'> {
  const id = `${cohort.id}/${line.urn}`;
  const p = (await readPartnership(parts.table, id))?.value;
  const doing = p && doingOf(line, cohort, p, parts);
  if (!doing) throw new Error(`${lineInWords(index, line)}: nobody can`);
  if (doing.isDone) return 'before';
  const outcome = await act(parts, id, doing.by, doing.judge, doing.along);
  if ('done' in outcome) return 'done';
  if (outcome.refused.why === 'already') return 'before';
  throw new Error(`${lineInWords(index, line)}: ${outcome.refused.sentence}`);
}

interface Doing {
  readonly by: string;
  readonly judge: (p: Partnership, cohort: Cohort) => Outcome;
  readonly along?: Parameters<typeof act>[4];
  /** where trying again is not refused with `already`: a report is corrected so, and who has declined is asked no more */
  readonly isDone?: boolean;
}

const NOBODY: Outcome = { refused: { why: 'not-asked', sentence: 'Nobody can.' } };

function doingOf(line: ActLine, cohort: Cohort, p: Partnership, { now }: Parts): Doing | undefined {
  if (isSessionLine(line)) {
    const session = line.does === 'report' && p.sessions.find((s) => s.id === line.session);
    return session
      ? {
          by: session.coach,
          judge: (its, of) => performSession(line, of, [its], now(), [])?.outcome ?? NOBODY,
          along: { report: { session: session.id, ...WORDS } },
          isDone: session.report !== undefined,
        }
      : undefined;
  }
  if (isDisturbance(line) || isPeopleLine(line) || line.does === 'move-dates') return undefined;
  const matter = matterOf(line, cohort, [p]);
  return (
    matter && {
      by: matter.obligation.owner,
      judge: (its, of) => performOwed(line, of, [its], now())?.outcome ?? NOBODY,
      isDone: line.does === 'decline' && p.declined?.at === now(),
    }
  );
}
