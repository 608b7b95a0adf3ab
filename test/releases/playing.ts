import { type Instant, london } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { datesOf } from '#domain/dates/dates.ts';
import { answersName } from '#domain/obligations/obligation.ts';
import { draftName } from '#domain/obligations/unfinished.ts';
import { type Outcome, refuse } from '#domain/partnership/outcome.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { sameAddress, sitterOf } from '#domain/people/person.ts';
import { type AnswersGiven, keysOf, questionsOf } from '#domain/programme/questionnaire.ts';
import type { Edition } from '#infra/local/edition.ts';
import { readCohortFacts, readSchools } from '#records/cohorts.ts';
import { readPartnership } from '#records/partnerships.ts';
import { disturb } from '#rehearsal/disturb.ts';
import { moveAsTold } from '#rehearsal/move-dates.ts';
import { matterOf, performOwed } from '#rehearsal/perform.ts';
import { performAboutPeople } from '#rehearsal/perform-people.ts';
import { type Performed, performSession } from '#rehearsal/perform-session.ts';
import {
  type ActLine,
  type DatesLine,
  isDisturbance,
  isPeopleLine,
  isSessionLine,
  type OwedLine,
} from '#rehearsal/story.ts';
import { act } from '#use-cases/act.ts';
import { moveDatesOf } from '#use-cases/move-dates.ts';
import { withdraw } from '#use-cases/withdraw.ts';

export const momentOf = (local: string): Instant => london(local.slice(0, 10), local.slice(11, 16)).at;

type Along = NonNullable<Parameters<typeof act>[4]>;

/** Does a line of a story at its time, through the use cases and with whatever the pages would keep beside it. @throws where it cannot be done */
export async function playLine(edition: Edition, cohortId: string, line: ActLine): Promise<void> {
  await edition.scheduler.moveTo(momentOf(line.at));
  const done = await doLine(edition, cohortId, line);
  if (!('done' in done)) throw new Error(`${line.who} cannot ${line.does} at ${line.at}: ${done.refused.sentence}`);
}

type Done = { readonly done: unknown } | { readonly refused: { readonly sentence: string } };

async function doLine({ url, scheduler: { parts } }: Edition, cohortId: string, line: ActLine): Promise<Done> {
  if (line.does === 'bounce') return bounce(url, line.who);
  const cohort = await readCohortFacts(parts.table, cohortId);
  if (!cohort) return refuse('not-asked', 'There is no such cohort.');
  if (line.does === 'move-dates') return moveDates(parts, cohort, line);
  const candidates = await candidatesFor(parts, cohort, line);
  const seatOf = (p: Partnership) => p.people.find((one) => sameAddress(one.email) === line.who)?.id;
  if (line.does === 'withdraw') {
    const [p] = candidates.filter(seatOf);
    return p
      ? withdraw(parts, p.id, seatOf(p) ?? '', seatOf(p) ?? '')
      : refuse('not-asked', 'Nobody has that address.');
  }
  const before = perform(line, cohort, candidates, parts.now())?.before;
  if (!before) return refuse('not-asked', 'Nobody could.');
  const by = sameAddress(cohort.lead.email) === line.who ? 'lead' : (seatOf(before) ?? 'link');
  return act(
    parts,
    before.id,
    by,
    (p, its, now): Outcome => perform(line, its, [p], now)?.outcome ?? refuse('not-asked', 'Nobody could.'),
    along(line, cohort, before, parts.now()),
  );
}

async function candidatesFor(
  { table }: Edition['scheduler']['parts'],
  { id }: Cohort,
  line: ActLine,
): Promise<readonly Partnership[]> {
  const urns = (await readSchools(table, id)).map(({ urn }) => urn).sort();
  const kept = await Promise.all(urns.map((urn) => readPartnership(table, `${id}/${urn}`)));
  return kept.flatMap((one) => (one && (!line.urn || one.value.urn === line.urn) ? [one.value] : []));
}

/** By the same acts that the pages call. */
function perform(
  line: Exclude<ActLine, DatesLine>,
  cohort: Cohort,
  candidates: readonly Partnership[],
  now: Instant,
): Performed | undefined {
  if (isSessionLine(line)) return performSession(line, cohort, candidates, now, []);
  if (isDisturbance(line)) return disturb(line, cohort, candidates, now);
  if (isPeopleLine(line)) return performAboutPeople(line, cohort, candidates, now);
  return performOwed(line, cohort, candidates, now);
}

const WORDS = { workedOn: 'Questions', seen: 'Every child answered', agreed: 'Wait three seconds', realTime: true };

/** What the person has written, where they write, and that it is no draft any more. */
function along(line: Exclude<ActLine, DatesLine>, cohort: Cohort, before: Partnership, now: Instant): Along {
  if (line.does === 'report') {
    const outcome = perform(line, cohort, [before], now)?.outcome;
    const after = outcome && 'partnership' in outcome ? outcome.partnership.sessions : [];
    const session = after.find(({ id, report }) => report !== before.sessions.find((s) => s.id === id)?.report)?.id;
    if (!session) return {};
    const drafts = before.obligations.filter((o) => o.session === session).map(({ id }) => `${id}`);
    return { report: { session, ...WORDS }, drafts };
  }
  return line.does === 'answer' || line.does === 'keep-record' ? answering(line, cohort, before, now) : {};
}

function answering(line: OwedLine, cohort: Cohort, before: Partnership, at: Instant): Along {
  const obligation = matterOf(line, cohort, [before])?.obligation;
  const person = obligation && personOf(before, obligation.owner);
  const asked = cohort.programme.questionnaires[obligation?.questionnaire ?? ''];
  if (!obligation || !person || !asked) return {};
  const given: AnswersGiven = Object.fromEntries(
    questionsOf(asked).flatMap((question) =>
      keysOf(question).map((key) => [key, question.form === 'open' ? `We saw more of it since ${line.at}.` : 2]),
    ),
  );
  const answers = { questionnaire: answersName(obligation), person: sitterOf(person), given, at };
  return { answers, drafts: [draftName(obligation, person)] };
}

/** As the mail service tells it. */
async function bounce(url: string, to: string): Promise<Done> {
  const answer = await fetch(`${url}/local/bounce`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to }),
  });
  return answer.ok ? { done: true } : refuse('not-now', await answer.text());
}

async function moveDates(parts: Edition['scheduler']['parts'], cohort: Cohort, line: DatesLine): Promise<Done> {
  const moved = moveAsTold(line, cohort, parts.now());
  if ('refused' in moved) return moved;
  return moveDatesOf(parts, cohort.id, datesOf(moved.cohort), cohort.moves?.length ?? 0);
}
