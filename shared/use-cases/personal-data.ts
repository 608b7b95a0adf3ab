import { nameless } from '../domain/nameless.ts';
import { type HistoryEvent, type Partnership, personOf } from '../domain/partnership.ts';
import { sittingSince } from '../domain/people.ts';
import { type PersonId, sitterOf } from '../domain/person.ts';
import { canForget, erasePerson, exportPerson, ownWordsOf } from '../domain/personal.ts';
import { type Answers, readAnswers } from '../records/answers.ts';
import { type Draft, readDraft } from '../records/drafts.ts';
import { removeOwnWords, rewriteHistory, rewriteSchool } from '../records/erasure.ts';
import { readSent } from '../records/outbox.ts';
import { readPartnership } from '../records/partnerships.ts';
import { act } from './act.ts';
import type { Parts } from './parts.ts';

/** What is kept about one person at one school, as a file: times in UTC, people by their ids within the school. */
export interface PersonalData {
  readonly cohort: string;
  readonly school: string;
  readonly person: Partnership['people'][number];
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

/** What is somebody's since she sits there: what her predecessor did is not hers. */
const partsOf = (p: Partnership, id: PersonId, since: string) => ({
  obligations: p.obligations.filter((o) => (o.owner === id || o.takenFrom === id) && (!o.end || o.end.at > since)),
  sessions: p.sessions.filter((s) => (s.coach === id || s.teacher === id) && s.end.at > since),
  cycles: p.cycles.filter((c) => c.members.includes(id) && c.lesson.end.at > since),
});

/** Gathers it, and writes into the history that the lead took a copy; undefined for somebody who is not there. */
export async function takeCopy(
  parts: Pick<Parts, 'table' | 'now' | 'start'>,
  id: string,
  personId: PersonId,
  history: readonly HistoryEvent[],
): Promise<PersonalData | undefined> {
  const taken = await act(parts, id, 'lead', (p, _cohort, now) => exportPerson(p, personId, now));
  if ('refused' in taken) return undefined;
  const { table } = parts;
  const p = taken.done;
  const person = personOf(p, personId);
  if (!person) return undefined;
  const since = sittingSince(p, personId) ?? '';
  const hers = partsOf(p, personId, since);
  const [answers, sent, drafts] = await Promise.all([
    readAnswers(table, id),
    readSent(table, { kind: 'partnership', id }),
    Promise.all(hers.obligations.map(async (o) => ({ obligation: o.id, typed: await readDraft(table, id, o.id) }))),
  ]);
  return {
    cohort: p.cohort,
    school: p.school,
    person,
    groups: p.groups.filter(({ members }) => members.includes(personId)).map(({ name }) => name),
    ...hers,
    answers: answers.filter((one) => one.person === sitterOf(person)).map(({ person: _, ...one }) => one),
    drafts: drafts.filter(({ typed }) => Object.keys(typed).length > 0),
    signatures: p.signatures.filter(({ name }) => name === person.name),
    emails: sent.flatMap(({ change, at, fate = 'sent' }) =>
      change.what === 'message-sent' && change.to === personId && at > since ? [{ kind: change.kind, at, fate }] : [],
    ),
    history: history.filter(({ at, by }) => by === personId && at > since),
    notHere:
      'The words of reports on sessions are read by the head of the school alone: ask there for those about you or by you.',
  };
}

/**
 * Erases somebody's answers and drafts, and once the school's part is over her name and address; what she signed and
 * the dates of what was done stay. What holds the name elsewhere goes first, so that it can be done again.
 */
export async function eraseData(
  parts: Pick<Parts, 'table' | 'now' | 'start'>,
  id: string,
  personId: PersonId,
): Promise<'erased' | 'kept' | undefined> {
  const { table } = parts;
  const p = (await readPartnership(table, id))?.value;
  const person = p && personOf(p, personId);
  if (!p || !person) return undefined;
  await removeOwnWords(table, id, ownWordsOf(p, personId));
  if (canForget(p, personId)) {
    const forget = <T>(it: T): T => nameless(it, { people: [person], everybody: false });
    await rewriteHistory(table, id, forget);
    await rewriteSchool(table, p.cohort, p.urn, forget);
  }
  const done = await act(parts, id, 'lead', (now, _cohort, at) => erasePerson(now, personId, at));
  if ('refused' in done) return undefined;
  return personOf(done.done, personId)?.email === '' ? 'erased' : 'kept';
}
