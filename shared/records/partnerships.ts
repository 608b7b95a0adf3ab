import type { Instant } from '#calendar/london.ts';
import type { CohortId, DraftName, PartnershipId } from '#domain/ids.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { type Partnership, personOf, SECOND_LINK } from '#domain/partnership/partnership.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import { MOST_WRITES } from '#domain/turn/budget.ts';
import type { Answers } from './answers.ts';
import { assemble, type Beside } from './assemble-partnership.ts';
import {
  Conflict,
  type Item,
  Poisoned,
  privateWords,
  queryAll,
  type Table,
  transact,
  unpoisoned,
  type Write,
} from './documents.ts';
import type { Kept } from './kept.ts';
import * as keys from './keys.ts';
import { outboxWrites } from './outbox.ts';
import { type PrivateKey, privateKeys } from './private-keys.ts';
import type { ReportWords } from './reports.ts';
import { bytesOf, finishSave, MOST_BYTES_AT_ONCE, readLive, restWrites } from './rest.ts';
import { NEWEST, recordOf, VERSIONED } from './schema-version.ts';

/** What a save carries besides the partnership itself. */
export interface Saving {
  readonly events: readonly HistoryEvent[];
  /** undefined: nothing more is ever due */
  readonly nextAt: Instant | undefined;
  readonly answers?: Answers;
  /** a coach's words about a session */
  readonly report?: ReportWords;
  /** drafts that are no longer needed, by what they are kept under */
  readonly drafts?: readonly DraftName[];
  /** finds, when the partnership is saved, the words of somebody who has withdrawn: only who may read them can */
  readonly erase?: (() => Promise<readonly PrivateKey[]>) | undefined;
  /** the times at which its people are needed are claimed: see reservations.ts */
  readonly claimed?: boolean;
  /** addresses of people outside the partnership who may own obligations: the lead's */
  readonly addresses: Readonly<Record<PersonId, string>>;
}

const pkOf = (id: PartnershipId) => keys.partition({ kind: 'partnership', id });

export async function readPartnership(table: Table, id: PartnershipId): Promise<Kept<Partnership> | undefined> {
  const items = await readLive(table, pkOf(id));
  return unpoisoned(id, () => assemble(items));
}

/** The same for whoever is going to save it anew: a large save that stopped half-way is finished first. @throws {Conflict} */
export async function readToSave(table: Table, id: PartnershipId): Promise<Kept<Partnership> | undefined> {
  const kept = await readPartnership(table, id);
  if (!kept?.unfinished) return kept;
  await finishSave(table, id);
  return readPartnership(table, id);
}

/**
 * Every partnership of a cohort with its obligations, by URN; without outboxes; a moment behind what was last saved. One
 * that is poisoned is left out: the others are not to suffer by it. Of one with a rest to write the index has half: it is
 * read as it stands.
 */
export async function partnershipsOf(table: Table, cohort: CohortId): Promise<readonly Partnership[]> {
  const items = await queryAll(table, {
    IndexName: keys.indexes.cohort,
    KeyConditionExpression: 'cohortId = :cohort',
    ExpressionAttributeValues: { ':cohort': cohort },
  });
  const byPartition = Map.groupBy(items, (item) => item.pk);
  const all = [...byPartition].map(async ([pk, own]): Promise<readonly Partnership[]> => {
    try {
      const kept = unpoisoned(String(pk), () => assemble(own));
      const whole = kept?.unfinished ? await readPartnership(table, kept.value.id) : kept;
      return whole ? [{ ...whole.value, outbox: [] }] : [];
    } catch (error) {
      if (error instanceof Poisoned) return [];
      throw error;
    }
  });
  return (await Promise.all(all)).flat();
}

/** Ids of the partnerships in which an address owes something, or may do it for whoever does. */
export async function whereOwed(table: Table, address: string): Promise<readonly PartnershipId[]> {
  const items = await queryAll(table, {
    IndexName: keys.indexes.owed,
    KeyConditionExpression: 'ownerAddress = :address',
    ExpressionAttributeValues: { ':address': sameAddress(address) },
  });
  return [...new Set(items.map((item) => keys.ownerAt(item.pk).id))].sort();
}

/** Each obligation is found by its owner's address; the second contact, who may do what the link owes, by the head record. */
function secondOwes(p: Partnership): { ownerAddress: string; due: string } | undefined {
  const second = personOf(p, SECOND_LINK);
  const [first] = p.obligations
    .filter((o) => isOpen(o) && o.owner === 'link')
    .map((o) => o.due.at)
    .sort();
  return second && first ? { ownerAddress: sameAddress(second.email), due: first } : undefined;
}

/**
 * Saves what became of a partnership, its events, and what goes with them, all or nothing, on its version: in one
 * transaction, or, where it is larger, in as many as it takes (rest.ts). `before` undefined means that it is new.
 * @throws {Conflict} when somebody saved meanwhile
 */
export async function savePartnership(
  table: Table,
  before: Kept<Partnership> | undefined,
  after: Partnership,
  saving: Saving,
): Promise<Kept<Partnership>> {
  if (before?.unfinished) {
    await finishSave(table, after.id);
    throw new Conflict('What was saved before had not been written to its end');
  }
  const pk = pkOf(after.id);
  const version = (before?.version ?? 0) + 1;
  const put: Put = (sk, record) => ({ Put: { TableName: table.name, Item: { pk, sk, ...VERSIONED, ...record } } });
  const claimed = saving.claimed || before?.claimed ? { claimed: true } : {};
  const head = (clock: Item) => headWrite(put, before, after, { version, ...claimed, ...clock });
  const beside = besideWrites(put, before?.value, after);
  const words = await privateWrites(table, after.id, saving);
  const rest = [
    ...obligationWrites(put, before?.value, after, saving.addresses),
    ...sessionWrites(put, before?.value, after),
    ...outboxWrites(table, pk, before?.value.outbox ?? [], after.outbox),
    ...saving.events.map((event, i) =>
      put(keys.pastKey(event.at, `${pad(version)}-${pad(i)}`), { ...recordOf(event), version }),
    ),
  ];
  const whole = [head(dueAt(after.id, saving.nextAt)), ...beside, ...words.kept, ...words.gone, ...rest];
  if (whole.length <= (table.mostWrites ?? MOST_WRITES) && bytesOf(whole) <= MOST_BYTES_AT_ONCE) {
    await transact(table, whole);
    return { value: after, version, nextAt: saving.nextAt, ...claimed };
  }
  // due already, so that the clock sees to what a crash leaves
  const due = [saving.events[0]?.at, before?.nextAt, saving.nextAt].filter((at) => at !== undefined).sort()[0];
  const steps = restWrites(table, pk, version, rest);
  const unfinished = { ...NEWEST, rest: version, restLeft: steps.length, thenAt: saving.nextAt };
  const begun = [head({ ...unfinished, ...dueAt(after.id, due) }), ...beside, ...words.kept, ...steps];
  if (begun.length > MOST_WRITES || bytesOf(begun) > MOST_BYTES_AT_ONCE)
    throw new Poisoned(`A decision of ${whole.length} writes does not fit even in parts`);
  await transact(table, [...begun, ...(await thatFit(table, after.id, words.gone, MOST_WRITES - begun.length))]);
  return (await tryToFinish(table, after.id))
    ? { value: after, version: version + 1, nextAt: saving.nextAt, ...claimed }
    : { value: after, version, nextAt: due, ...claimed, unfinished: true };
}

/** What has begun holds: that others keep coming between is no reason to do it again, and whoever saves next finishes it. */
const tryToFinish = (table: Table, id: PartnershipId): Promise<boolean> =>
  finishSave(table, id).then(
    () => true,
    (error) => {
      if (error instanceof Conflict) return false;
      throw error;
    },
  );

/** A write of one item of the partnership, by its sort key. */
type Put = (sk: string, record: Item) => { readonly Put: NonNullable<Write['Put']> };

const dueAt = (id: PartnershipId, at: Instant | undefined): Item =>
  at ? { nextAt: at, dueShard: keys.dueShard(id) } : {};

/** The record that carries the version, on which all else depends. @param clock that version, when it is due, and the like */
function headWrite(put: Put, before: Kept<Partnership> | undefined, after: Partnership, clock: Item): Write {
  const { obligations, sessions, outbox, cycles, provision, plan, ...head } = after;
  const written = put(keys.HEAD, {
    it: head,
    kind: workflowOf(after),
    cohortId: after.cohort,
    inCohort: after.urn,
    ...secondOwes(after),
    ...clock,
  });
  const condition = before
    ? { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  return { Put: { ...written.Put, ...condition } };
}

const obligationWrites = (
  put: Put,
  before: Partnership | undefined,
  after: Partnership,
  addresses: Saving['addresses'],
): readonly Write[] =>
  after.obligations
    .filter((o) => !before?.obligations.includes(o))
    .map((o) => {
      const owner = isOpen(o) && (after.people.find((p) => p.id === o.owner)?.email ?? addresses[o.owner]);
      return put(keys.obligationKey(o.id), {
        it: o,
        cohortId: after.cohort,
        inCohort: `${after.urn}#${o.id}`,
        ...(owner && { ownerAddress: sameAddress(owner), due: o.due.at }),
      });
    });

const sessionWrites = (put: Put, before: Partnership | undefined, after: Partnership): readonly Write[] =>
  after.sessions
    .filter((s) => !before?.sessions.includes(s))
    .map((s) => put(keys.sessionKey(s.id), { it: s, cohortId: after.cohort, inCohort: `${after.urn}#${s.id}` }));

/** What stands beside the head in records of its own. */
function besideWrites(put: Put, before: Partnership | undefined, after: Partnership): readonly Write[] {
  const { cycles, provision, plan } = after;
  const beside = { cycles: cycles.length > 0 ? cycles : undefined, provision, plan };
  return (Object.keys(beside) as Beside[])
    .filter((part) => beside[part] !== undefined && beside[part] !== before?.[part])
    .map((part) =>
      put(keys.besideHead[part], {
        ...recordOf(beside[part]),
        cohortId: after.cohort,
        inCohort: `${after.urn}#${part}`,
      }),
    );
}

/** The private words that go with a save. They are written, never read here: most who save may not read them. */
async function privateWrites(
  table: Table,
  id: PartnershipId,
  { answers, report, drafts = [], erase }: Saving,
): Promise<{ readonly kept: readonly Write[]; readonly gone: readonly Write[] }> {
  const put = (kind: keys.PrivateKind, sk: string, it: object): Write => ({
    Put: { TableName: privateWords(table).name, Item: { pk: keys.privatePartition(kind, id), sk, ...VERSIONED, it } },
  });
  const begun = drafts.map((name) => ({ pk: keys.privatePartition('DRAFTS', id), sk: keys.draftKey(name) }));
  // each once: a transaction meets no item twice
  const gone = new Map([...((await erase?.()) ?? []), ...begun].map((key) => [`${key.pk} ${key.sk}`, key]));
  return {
    kept: [
      ...(answers ? [put('ANSWERS', keys.answersKey(answers.questionnaire, answers.person), answers)] : []),
      ...(report ? [put('REPORTS', keys.reportKey(report.session, report.version), report)] : []),
    ],
    gone: [...gone.values()].map((Key) => ({ Delete: { TableName: privateWords(table).name, Key } })),
  };
}

/**
 * Of the private words that go with a save as many as its first transaction has room for: no rest holds any, since most who
 * finish one are not let at them. Drafts are named whether they were begun or not: only those that were take room. Of more
 * than that the others go before: what stops half-way leaves nothing behind of somebody who has left.
 */
async function thatFit(
  table: Table,
  id: PartnershipId,
  gone: readonly Write[],
  room: number,
): Promise<readonly Write[]> {
  if (gone.length <= room) return gone;
  const begun = new Set((await privateKeys(table, 'DRAFTS', id)).map(({ sk }) => sk));
  const drafts = keys.privatePartition('DRAFTS', id);
  const there = gone.filter(({ Delete }) => Delete?.Key?.pk !== drafts || begun.has(String(Delete.Key.sk)));
  for (let i = room; i < there.length; i += MOST_WRITES) await transact(table, there.slice(i, i + MOST_WRITES));
  return there.slice(0, room);
}

/** A coach's report that waits to go is rendered first, and a plan that is wanted is made: workflows of their own. */
export function workflowOf({ outbox, plan }: Partnership): keys.DueWorkflow {
  if (outbox.some((m) => m.kind === 'coach-report' && m.state === 'to-send' && !m.held)) return 'deliver-report';
  return plan?.state === 'wanted' ? 'plan-cover' : 'partnership-turn';
}

const pad = (n: number) => String(n).padStart(6, '0');
