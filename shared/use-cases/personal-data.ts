import { obligationOfDraft } from '../domain/drafts.ts';
import { nameless } from '../domain/nameless.ts';
import type { HistoryEvent, Partnership } from '../domain/partnership.ts';
import { sitterOf } from '../domain/person.ts';
import { canForget, erasePerson, exportPerson, type Kept, keptNamed, ownWordsOf } from '../domain/personal.ts';
import { placeOf } from '../questionnaires/answered.ts';
import { type Answers, readAnswers } from '../records/answers.ts';
import { type Draft, readDraft } from '../records/drafts.ts';
import { removeOwnWords, rewriteHistory, rewriteSchool } from '../records/erasure.ts';
import { readSent } from '../records/outbox.ts';
import { readPartnership } from '../records/partnerships.ts';
import { forgetCounted } from '../records/published.ts';
import { act } from './act.ts';
import type { Parts } from './parts.ts';

/** What is kept about one person at one school, as a file: times in UTC, people by their ids within the school. */
export interface PersonalData {
  readonly cohort: string;
  readonly school: string;
  readonly person: Kept;
  readonly groups: readonly string[];
  readonly obligations: Partnership['obligations'];
  readonly answers: readonly Omit<Answers, 'person'>[];
  readonly drafts: readonly { readonly obligation: string; readonly typed: Draft }[];
  readonly sessions: Partnership['sessions'];
  readonly cycles: Partnership['cycles'];
  readonly signatures: Partnership['signatures'];
  readonly emails: readonly { readonly kind: string; readonly at: string; readonly fate: string }[];
  /** what she did herself */
  readonly history: readonly HistoryEvent[];
  readonly notHere: string;
}

/** What is somebody's from the day that she sat there, until she left: what others did at that seat is not hers. */
function partsOf(p: Partnership, { id, since, until }: Kept) {
  const during = (at: string | undefined) => (at === undefined ? !until : at > since && (!until || at <= until));
  return {
    during,
    obligations: p.obligations.filter((o) => (o.owner === id || o.takenFrom === id) && during(o.end?.at)),
    sessions: p.sessions.filter((s) => (s.coach === id || s.teacher === id) && during(s.end.at)),
    cycles: p.cycles.filter((c) => c.members.includes(id) && during(c.lesson.end.at)),
  };
}

/**
 * Gathers it, and writes into the history that the lead took a copy; undefined for somebody who never was there.
 * @param named as `keptNamed` takes it
 */
export async function takeCopy(
  parts: Pick<Parts, 'table' | 'now' | 'start'>,
  id: string,
  named: string,
  history: readonly HistoryEvent[],
): Promise<PersonalData | undefined> {
  const taken = await act(parts, id, 'lead', (p, _cohort, now) => exportPerson(p, named, now));
  if ('refused' in taken) return undefined;
  const { table } = parts;
  const p = taken.done;
  const person = keptNamed(p, named);
  if (!person) return undefined;
  const { during, ...hers } = partsOf(p, person);
  const { drafts: begun } = ownWordsOf(p, named);
  const [answers, sent, drafts] = await Promise.all([
    readAnswers(table, id),
    readSent(table, { kind: 'partnership', id }),
    Promise.all(
      begun.map(async (name) => ({ obligation: obligationOfDraft(name), typed: await readDraft(table, id, name) })),
    ),
  ]);
  return {
    cohort: p.cohort,
    school: p.school,
    person,
    groups: p.groups.filter(({ members }) => !person.until && members.includes(person.id)).map(({ name }) => name),
    ...hers,
    answers: answers.filter((one) => one.person === sitterOf(person)).map(({ person: _, ...one }) => one),
    drafts: drafts.filter(({ typed }) => Object.keys(typed).length > 0),
    signatures: p.signatures.filter(({ name }) => name === person.name),
    emails: sent.flatMap(({ change, at, fate = 'sent' }) =>
      change.what === 'message-sent' && change.to === person.id && during(at) ? [{ kind: change.kind, at, fate }] : [],
    ),
    history: history.filter(({ at, by }) => by === person.id && during(at)),
    notHere:
      'The words of reports on sessions are read by the head of the school alone: ask there for those about you or by you.',
  };
}

/**
 * Erases somebody's answers and drafts, and once the school's part is over her name and address; what she signed and
 * the dates of what was done stay. What holds the name elsewhere goes first, so that it can be done again. `already`: it
 * was, since whoever asks for it has looked.
 */
export async function eraseData(
  parts: Pick<Parts, 'table' | 'now' | 'start'>,
  id: string,
  named: string,
  seen?: string,
): Promise<'erased' | 'kept' | 'already' | undefined> {
  const { table } = parts;
  const p = (await readPartnership(table, id))?.value;
  const person = p && keptNamed(p, named);
  if (!p || !person) return undefined;
  if (seen !== undefined && seen !== (person.erased ?? '')) return 'already';
  const words = ownWordsOf(p, named);
  await removeOwnWords(table, id, words);
  await forgetCounted(table, p.cohort, [placeOf({ partnership: id, person: words.answersOf })]);
  if (canForget(p, named)) {
    const forget = <T>(it: T): T => nameless(it, { people: [person], everybody: false });
    await rewriteHistory(table, id, forget);
    await rewriteSchool(table, p.cohort, p.urn, forget);
  }
  const done = await act(parts, id, 'lead', (now, _cohort, at) => erasePerson(now, named, at, seen));
  if ('refused' in done) return done.refused.why === 'already' ? 'already' : undefined;
  return keptNamed(done.done, named)?.email === '' ? 'erased' : 'kept';
}
