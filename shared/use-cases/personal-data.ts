import type { Instant } from '#calendar/london.ts';
import type { Cycle, Duty } from '#domain/cycles/cycle.ts';
import { type Absence, type CoverPerson, type Period, SUPPLY, timetableOf } from '#domain/cycles/provision.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { sameAddress, sitterOf } from '#domain/people/person.ts';
import { ownWordsOf } from '#domain/personal-data/erasure.ts';
import { inTheirTime, type PersonOnRecord, whoAsked } from '#domain/personal-data/kept.ts';
import { type DataAsked, requestOf } from '#domain/personal-data/request.ts';
import type { Session } from '#domain/sessions/session.ts';
import { type Answers, readAnswers } from '#records/answers.ts';
import { type Draft, readDraft } from '#records/drafts.ts';
import { readHistory } from '#records/history.ts';
import { type DeliveryFate, readSent, type SentEvent } from '#records/outbox.ts';
import { type ReportWords, readReport } from '#records/reports.ts';
import type { Parts } from './parts.ts';

/** Words by or about somebody else, which the school looks through before they go into a copy. */
export interface Words {
  /** names them within the copy, for good: what is left out is kept by it */
  readonly key: string;
  readonly from: 'report' | 'reason';
  readonly session?: Session | undefined;
  readonly version?: number | undefined;
  /** of a report: which of its three parts */
  readonly part?: 'workedOn' | 'seen' | 'agreed' | undefined;
  /** of a reason: what happened */
  readonly event?: HistoryEvent | undefined;
  readonly at: Instant;
  readonly sentences: readonly string[];
}

/** All that is kept about one person at one school, as it is now; words by or about others as they were at `until`. */
export interface PersonalData {
  readonly person: PersonOnRecord;
  readonly groups: readonly string[];
  readonly obligations: readonly Obligation[];
  readonly answers: readonly Answers[];
  readonly drafts: readonly { readonly obligation: Obligation; readonly typed: Draft }[];
  readonly sessions: readonly Session[];
  readonly cycles: readonly Cycle[];
  readonly timetable?: readonly string[] | undefined;
  readonly periods: readonly Period[];
  /** of somebody who covers */
  readonly covers?: CoverPerson | undefined;
  readonly duties: readonly Duty[];
  readonly absences: readonly Absence[];
  readonly signatures: Partnership['signatures'];
  readonly emails: readonly { readonly kind: string; readonly at: Instant; readonly fate: DeliveryFate }[];
  /** what they did, and what is noted about them; reasons that others typed are in `words` */
  readonly history: readonly HistoryEvent[];
  readonly words: readonly Words[];
}

const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/** Each can be left out by itself. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/\n+/)
    .flatMap((line) => [...segmenter.segment(line)].map(({ segment }) => segment.trim()).filter(Boolean));

/** What is somebody’s from the day that they sat there, until they left: what others did at that seat is not. */
function partsOf(p: Partnership, kept: PersonOnRecord) {
  const { id } = kept;
  const during = inTheirTime(kept);
  return {
    during,
    obligations: p.obligations.filter((o) => (o.owner === id || o.takenFrom === id) && during(o.end?.at)),
    sessions: p.sessions.filter((s) => (s.coach === id || s.teacher === id) && during(s.end.at)),
    cycles: p.cycles.filter((c) => c.members.includes(id) && during(c.lesson.end.at)),
  };
}

/** Does a record of any shape speak of one of these, by the id that it has in every record? */
const speaksOf = (it: unknown, ids: ReadonlySet<string>): boolean =>
  typeof it === 'string'
    ? ids.has(it)
    : typeof it === 'object' && it !== null && Object.values(it).some((value) => speaksOf(value, ids));

/** The reason that somebody typed with what they did. */
function reasonOf({ change }: HistoryEvent): string {
  if ('why' in change && change.what !== 'message-dropped' && change.what !== 'plan-by-hand') return change.why ?? '';
  if ('reason' in change) return change.reason;
  return 'closure' in change ? change.closure.why : '';
}

/** The request that it is of, where somebody asked for something of their own data. */
function requestIn(change: HistoryEvent['change']): string | undefined {
  if (change.what === 'data-asked') return change.asked.id;
  return 'request' in change ? change.request : undefined;
}

/** The same without it. */
const withoutReason = (event: HistoryEvent): HistoryEvent => {
  const { change } = event;
  if ('closure' in change) return { ...event, change: { ...change, closure: { ...change.closure, why: '' } } };
  const field = 'reason' in change ? { reason: '' } : 'why' in change ? { why: '' } : {};
  return { ...event, change: { ...change, ...field } as HistoryEvent['change'] };
};

/** Gathers it. @param until as it was when somebody asked: others may have written more since */
export async function gatherData(
  { table }: Pick<Parts, 'table'>,
  p: Partnership,
  person: PersonOnRecord,
  until: Instant,
): Promise<PersonalData> {
  const { during, ...theirs } = partsOf(p, person);
  const { begun } = ownWordsOf(p, person.named);
  const [answers, sent, history, drafts, reports] = await Promise.all([
    readAnswers(table, p.id),
    readSent(table, { kind: 'partnership', id: p.id }),
    readHistory(table, p.id),
    Promise.all(
      begun.map(({ name, obligation }) => readDraft(table, p.id, name).then((typed) => ({ obligation, typed }))),
    ),
    reportsOn(table, p, theirs.sessions),
  ]);
  const { provision } = p;
  const isTheirs = theirOwn(p, person);
  const about = historyAbout(person, theirs, history.filter(isTheirs)).filter(({ at }) => during(at));
  return {
    person,
    groups: p.groups.filter(({ members }) => !person.until && members.includes(person.id)).map(({ name }) => name),
    ...theirs,
    answers: answers.filter((one) => one.person === sitterOf(person) && !person.covers),
    drafts: drafts.filter(({ typed }) => Object.values(typed).some(Boolean)),
    timetable: provision && person.email ? timetableOf(provision, sameAddress(person.email)) : undefined,
    periods: provision?.periods ?? [],
    covers: person.covers && provision?.cover.find(({ id }) => id === person.id),
    duties: p.cycles.flatMap((c) => c.duties).filter(({ by, whom }) => by === person.id || whom === person.id),
    absences: (provision?.absences ?? []).filter(({ who }) => who === person.id && who !== SUPPLY),
    signatures: p.signatures.filter(({ name }) => name === person.name),
    emails: emailsTo(person, sent.filter(isTheirs)).filter(({ at }) => during(at)),
    history: about.map((event) => (event.by === person.id ? event : withoutReason(event))),
    words: [
      ...reports.filter(({ at }) => at <= until).flatMap((words) => wordsOf(theirs.sessions, words)),
      ...reasonsIn(about, history, person).filter(({ at }) => at <= until),
    ],
  };
}

/** What another who sat at that seat asked of their own data is theirs, whenever it was. */
const theirOwn =
  (p: Partnership, person: PersonOnRecord) =>
  ({ change }: HistoryEvent): boolean => {
    const asked = requestOf(p, requestIn(change) ?? '');
    const proposed = change.what === 'message-sent' && change.proposed;
    return !proposed && (!asked || whoAsked(p, asked)?.named === person.named);
  };

/** What they did, and what speaks of them or of what is theirs; emails apart. */
function historyAbout(
  person: PersonOnRecord,
  { obligations, sessions, cycles }: Pick<PersonalData, 'obligations' | 'sessions' | 'cycles'>,
  history: readonly HistoryEvent[],
): readonly HistoryEvent[] {
  const ids = new Set([person.id, ...[...obligations, ...sessions, ...cycles].map(({ id }) => id)]);
  return history
    .filter(({ change }) => change.what !== 'message-sent' && change.what !== 'message-dropped')
    .filter(({ by, change }) => by === person.id || speaksOf(change, ids));
}

const emailsTo = (person: PersonOnRecord, sent: readonly SentEvent[]): PersonalData['emails'] =>
  sent.flatMap(({ change, at, fate = 'sent' }) =>
    change.what === 'message-sent' && change.to === person.id ? [{ kind: change.kind, at, fate }] : [],
  );

/** The reasons that others typed with what they did. */
function reasonsIn(
  about: readonly HistoryEvent[],
  history: readonly HistoryEvent[],
  person: PersonOnRecord,
): readonly Words[] {
  // of several things at one moment, which: nobody changes what has happened
  const nth = (event: HistoryEvent) => history.filter(({ at }) => at === event.at).indexOf(event);
  return about
    .filter(({ by }) => by !== person.id)
    .map((event) => ({ event, text: reasonOf(event) }))
    .filter(({ text }) => text)
    .map(({ event, text }) => ({
      key: `reason-${event.at}-${nth(event)}`,
      from: 'reason',
      event,
      at: event.at,
      sentences: sentencesOf(text),
    }));
}

const reportsOn = async (
  table: Parts['table'],
  p: Partnership,
  sessions: readonly Session[],
): Promise<readonly ReportWords[]> =>
  (
    await Promise.all(
      sessions.flatMap(({ id, report }) =>
        Array.from({ length: report?.version ?? 0 }, (_, i) => readReport(table, p.id, id, i + 1)),
      ),
    )
  ).flatMap((words) => words ?? []);

const wordsOf = (sessions: readonly Session[], report: ReportWords): readonly Words[] =>
  (['workedOn', 'seen', 'agreed'] as const).map((part) => ({
    key: `report-${report.session}-${report.version}-${part}`,
    from: 'report',
    session: sessions.find(({ id }) => id === report.session),
    version: report.version,
    part,
    at: report.at,
    sentences: sentencesOf(report[part]),
  }));

/** What a copy holds of them: what has been looked through, without what is left out. */
export const passed = (
  words: readonly Words[],
  { seen = [], leftOut = [] }: Pick<DataAsked, 'seen' | 'leftOut'>,
): readonly (Omit<Words, 'sentences'> & { readonly sentences: readonly (string | undefined)[] })[] =>
  words
    .filter(({ key }) => seen.includes(key))
    .map((one) => ({
      ...one,
      sentences: one.sentences.map((sentence, i) => (leftOut.includes(sentenceKey(one, i)) ? undefined : sentence)),
    }));

/** What a sentence that is left out is known by. */
export const sentenceKey = ({ key }: Pick<Words, 'key'>, nth: number): string => `${key}-${nth}`;
