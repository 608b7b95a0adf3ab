import type { Instant } from '#calendar/london.ts';
import type { CohortId, DraftName, PartnershipId } from '#domain/ids.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { type Partnership, personOf, SECOND_LINK } from '#domain/partnership/partnership.ts';
import { type PersonId, sameAddress } from '#domain/people/person.ts';
import type { Session } from '#domain/sessions/session.ts';
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
import { VERSIONED } from './schema-version.ts';

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
 * Saves what became of a partnership, its events, and what goes with them, in one transaction on its version;
 * `before` undefined means that it is new. @throws {Conflict} when somebody saved meanwhile
 */
export async function savePartnership(
  table: Table,
  before: Kept<Partnership> | undefined,
  after: Partnership,
  saving: Saving,
): Promise<Kept<Partnership>> {
  const pk = pkOf(after.id);
  const version = (before?.version ?? 0) + 1;
  if (!before) await writeSessions(table, after);
  const erased = (await saving.erase?.()) ?? [];
  const changedSessions = before ? after.sessions.filter((s) => !before.value.sessions.includes(s)) : [];
  const put: Put = (sk, rest) => ({ Put: { TableName: table.name, Item: { pk, sk, ...VERSIONED, ...rest } } });
  const writes: Write[] = [
    headWrite(put, before, after, version, saving.nextAt),
    ...obligationWrites(put, before?.value, after, saving.addresses),
    ...changedSessions.map((s) => put(keys.sessionKey(s.id), sessionItem(after, s))),
    ...besideWrites(put, before?.value, after),
    ...outboxWrites(table, pk, before?.value.outbox ?? [], after.outbox),
    ...saving.events.map((event, i) => put(keys.pastKey(event.at, `${pad(version)}-${pad(i)}`), { it: event })),
    ...privateWrites(table, after.id, saving, erased),
  ];
  if (writes.length > MOST_WRITES)
    throw new Poisoned(`A decision of ${writes.length} writes does not fit one transaction`);
  await transact(table, writes);
  return { value: after, version, nextAt: saving.nextAt };
}

/** A write of one item of the partnership, by its sort key. */
type Put = (sk: string, rest: Item) => { readonly Put: NonNullable<Write['Put']> };

/** The record that carries the version, on which all else depends. */
function headWrite(
  put: Put,
  before: Kept<Partnership> | undefined,
  after: Partnership,
  version: number,
  nextAt: Instant | undefined,
): Write {
  const { obligations, sessions, outbox, cycles, provision, plan, ...head } = after;
  const written = put(keys.HEAD, {
    it: head,
    version,
    kind: workflowOf(after),
    cohortId: after.cohort,
    inCohort: after.urn,
    ...secondOwes(after),
    ...(nextAt && { nextAt, dueShard: keys.dueShard(after.id) }),
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

/** What stands beside the head in records of its own. */
function besideWrites(put: Put, before: Partnership | undefined, after: Partnership): readonly Write[] {
  const { cycles, provision, plan } = after;
  const beside = { cycles: cycles.length > 0 ? cycles : undefined, provision, plan };
  return (Object.keys(beside) as Beside[])
    .filter((part) => beside[part] !== undefined && beside[part] !== before?.[part])
    .map((part) =>
      put(keys.besideHead[part], { it: beside[part], cohortId: after.cohort, inCohort: `${after.urn}#${part}` }),
    );
}

/** The private words that go with a save. They are written, never read here: most who save may not read them. */
function privateWrites(
  table: Table,
  id: PartnershipId,
  { answers, report, drafts = [] }: Saving,
  erased: readonly PrivateKey[],
): readonly Write[] {
  const put = (kind: keys.PrivateKind, sk: string, it: object): Write => ({
    Put: { TableName: privateWords(table).name, Item: { pk: keys.privatePartition(kind, id), sk, ...VERSIONED, it } },
  });
  const begun = drafts.map((name) => ({ pk: keys.privatePartition('DRAFTS', id), sk: keys.draftKey(name) }));
  // each once: a transaction meets no item twice
  const gone = new Map([...erased, ...begun].map((key) => [`${key.pk} ${key.sk}`, key]));
  return [
    ...(answers ? [put('ANSWERS', keys.answersKey(answers.questionnaire, answers.person), answers)] : []),
    ...(report ? [put('REPORTS', keys.reportKey(report.session, report.version), report)] : []),
    ...[...gone.values()].map((Key) => ({ Delete: { TableName: privateWords(table).name, Key } })),
  ];
}

/**
 * A school opens with a year of sessions: they are written first, and seen only once its head is there. What was
 * written by an opening that failed half-way, or is open already, stays as it is.
 */
async function writeSessions(table: Table, p: Partnership): Promise<void> {
  for (let i = 0; i < p.sessions.length; i += MOST_WRITES) {
    const puts = p.sessions.slice(i, i + MOST_WRITES).map((s) => ({
      Put: {
        TableName: table.name,
        Item: { pk: pkOf(p.id), sk: keys.sessionKey(s.id), ...VERSIONED, ...sessionItem(p, s) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }));
    await transact(table, puts).catch((error) => {
      if (!(error instanceof Conflict)) throw error;
    });
  }
}

/** A coach's report that waits to go is rendered first, and a plan that is wanted is made: workflows of their own. */
export function workflowOf({ outbox, plan }: Partnership): keys.BeatingWorkflow {
  if (outbox.some((m) => m.kind === 'coach-report' && m.state === 'to-send' && !m.held)) return 'deliver-report';
  return plan?.state === 'wanted' ? 'plan-cover' : 'partnership-turn';
}

const sessionItem = (p: Partnership, s: Session): Item => ({
  it: s,
  cohortId: p.cohort,
  inCohort: `${p.urn}#${s.id}`,
});

const pad = (n: number) => String(n).padStart(6, '0');
