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
  readPartition,
  type Table,
  transact,
  unpoisoned,
  type Write,
} from './documents.ts';
import type { PrivateKey } from './erasure.ts';
import type { Kept } from './kept.ts';
import * as keys from './keys.ts';
import { outboxWrites } from './outbox.ts';
import type { ReportWords } from './reports.ts';
import { bytesOf, finishSave, MOST_BYTES, restWrites } from './rest.ts';
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
  /** addresses of people outside the partnership who may own obligations: the lead's */
  readonly addresses: Readonly<Record<PersonId, string>>;
}

const pkOf = (id: PartnershipId) => keys.partition({ kind: 'partnership', id });

export async function readPartnership(table: Table, id: PartnershipId): Promise<Kept<Partnership> | undefined> {
  const items = await readPartition(table, pkOf(id), keys.LIVE);
  return unpoisoned(id, () => assemble(items));
}

/** The same for whoever is going to save it anew: a large save that stopped half-way is finished first. */
export async function readToSave(table: Table, id: PartnershipId): Promise<Kept<Partnership> | undefined> {
  const kept = await readPartnership(table, id);
  if (!kept?.unfinished) return kept;
  await finishSave(table, id);
  return readPartnership(table, id);
}

/**
 * Every partnership of a cohort with its obligations, by URN; without outboxes; a moment behind what was last saved. One
 * that is poisoned is left out: the others are not to suffer by it.
 */
export async function partnershipsOf(table: Table, cohort: CohortId): Promise<readonly Partnership[]> {
  const items = await queryAll(table, {
    IndexName: keys.indexes.cohort,
    KeyConditionExpression: 'cohortId = :cohort',
    ExpressionAttributeValues: { ':cohort': cohort },
  });
  const byPartition = Map.groupBy(items, (item) => item.pk);
  return [...byPartition].flatMap(([pk, own]) => {
    try {
      return unpoisoned(String(pk), () => assemble(own))?.value ?? [];
    } catch (error) {
      if (error instanceof Poisoned) return [];
      throw error;
    }
  });
}

/** Ids of the partnerships in which an address owes something, or may do it for whoever does. */
export async function whereOwed(table: Table, address: string): Promise<readonly PartnershipId[]> {
  const items = await queryAll(table, {
    IndexName: keys.indexes.owed,
    KeyConditionExpression: 'ownerAddress = :address',
    ExpressionAttributeValues: { ':address': sameAddress(address) },
  });
  return [...new Set(items.map((item) => keys.beatingAt(item.pk).id))].sort();
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
  const head = (clock: Item) => headWrite(put, before, after, { version, ...clock });
  const first = [...besideWrites(put, before?.value, after), ...(await privateWrites(table, after.id, saving))];
  const rest = [
    ...obligationWrites(put, before?.value, after, saving.addresses),
    ...sessionWrites(put, before?.value, after),
    ...outboxWrites(table, pk, before?.value.outbox ?? [], after.outbox),
    ...saving.events.map((event, i) => put(keys.pastKey(event.at, `${pad(version)}-${pad(i)}`), recordOf(event))),
  ];
  const whole = [head(dueAt(after.id, saving.nextAt)), ...first, ...rest];
  if (whole.length <= (table.mostWrites ?? MOST_WRITES) && bytesOf(whole) <= MOST_BYTES) {
    await transact(table, whole);
    return { value: after, version, nextAt: saving.nextAt };
  }
  // due from now on, so that the clock sees to what a crash leaves
  const clock = { ...NEWEST, rest: version, ...dueAt(after.id, saving.events[0]?.at ?? saving.nextAt) };
  const begun = [
    head({ ...clock, ...(saving.nextAt && { thenAt: saving.nextAt }) }),
    ...first,
    ...restWrites(table, pk, version, rest),
  ];
  if (begun.length > MOST_WRITES || bytesOf(begun) > MOST_BYTES)
    throw new Poisoned(`A decision of ${whole.length} writes does not fit even in parts`);
  await transact(table, begun);
  await finishSave(table, after.id);
  return { value: after, version: version + 1, nextAt: saving.nextAt };
}

/** A write of one item of the partnership, by its sort key. */
type Put = (sk: string, record: Item) => { readonly Put: NonNullable<Write['Put']> };

const dueAt = (id: PartnershipId, at: Instant | undefined): Item =>
  at ? { nextAt: at, dueShard: keys.dueShard(id) } : {};

/** The record that carries the version, on which all else depends. @param clock that version, and when it is due */
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

/** So many private records at most go with a save. */
const PRIVATE_BESIDE = 50;

/**
 * The private words that go with a save. They are written, never read here: most who save may not read them, and no rest of
 * a save holds any. Where more are to go than fit, the others go first: what stops half-way leaves none of them behind.
 */
async function privateWrites(
  table: Table,
  id: PartnershipId,
  { answers, report, drafts = [], erase }: Saving,
): Promise<readonly Write[]> {
  const put = (kind: keys.PrivateKind, sk: string, it: object): Write => ({
    Put: { TableName: privateWords(table).name, Item: { pk: keys.privatePartition(kind, id), sk, ...VERSIONED, it } },
  });
  const begun = drafts.map((name) => ({ pk: keys.privatePartition('DRAFTS', id), sk: keys.draftKey(name) }));
  // each once: a transaction meets no item twice
  const gone = new Map([...((await erase?.()) ?? []), ...begun].map((key) => [`${key.pk} ${key.sk}`, key]));
  const deletes = [...gone.values()].map((Key): Write => ({ Delete: { TableName: privateWords(table).name, Key } }));
  for (let i = PRIVATE_BESIDE; i < deletes.length; i += MOST_WRITES)
    await transact(table, deletes.slice(i, i + MOST_WRITES));
  return [
    ...(answers ? [put('ANSWERS', keys.answersKey(answers.questionnaire, answers.person), answers)] : []),
    ...(report ? [put('REPORTS', keys.reportKey(report.session, report.version), report)] : []),
    ...deletes.slice(0, PRIVATE_BESIDE),
  ];
}

/** A coach's report that waits to go is rendered first, and a plan that is wanted is made: workflows of their own. */
export function workflowOf({ outbox, plan }: Partnership): keys.BeatingWorkflow {
  if (outbox.some((m) => m.kind === 'coach-report' && m.state === 'to-send' && !m.held)) return 'deliver-report';
  return plan?.state === 'wanted' ? 'plan-cover' : 'partnership-turn';
}

const pad = (n: number) => String(n).padStart(6, '0');
