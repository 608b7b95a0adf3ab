import { beforeEach, describe, expect, it } from 'vitest';
import type { Cohort, School } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { decideCohort } from '#domain/cohort/round.ts';
import {
  cohortsLedBy,
  readCohortFacts,
  readCohortRecord,
  readSchool,
  readSchools,
  replaceSchools,
  saveCohort,
} from '#records/cohorts.ts';
import { Conflict, type Table } from '#records/documents.ts';
import { dueBy, nextDue } from '#records/due.ts';
import { DUE_SHARDS, dueShard } from '#records/keys.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import { ensureTables } from '#records/table.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const { cohort, schools } = await sampleCohort('lesson-study');
const launched: Cohort = { ...cohort, stage: 'launched', launched: '2026-09-04T10:00:00Z' };

const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
});

describe('a cohort’s record', () => {
  it('comes back as it was saved, its programme by its key', async () => {
    const begun = decideCohort(launched, [], '2026-09-07T07:00:00Z');
    const kept = await saveCohort(table, undefined, begun, '2026-09-07T07:00:00Z');
    expect(begun.outbox).toHaveLength(1);
    expect(await readCohortRecord(table, cohort.id)).toEqual(kept);
    expect(await readCohortFacts(table, cohort.id)).toEqual({ ...begun, outbox: [] });
    expect(await readCohortRecord(table, 'nobody')).toBeUndefined();
    expect(await readCohortFacts(table, 'nobody')).toBeUndefined();
  });

  it('is saved by one of two', async () => {
    const kept = await saveCohort(table, undefined, cohort, undefined);
    await expect(saveCohort(table, undefined, cohort, undefined)).rejects.toBeInstanceOf(Conflict);
    await saveCohort(table, kept, launched, undefined);
    await expect(saveCohort(table, kept, launched, undefined)).rejects.toBeInstanceOf(Conflict);
  });

  it('is found by its lead alone', async () => {
    await saveCohort(table, undefined, cohort, undefined);
    await saveCohort(table, undefined, { ...cohort, id: 'second' }, undefined);
    await saveCohort(
      table,
      undefined,
      { ...cohort, id: 'other', lead: { ...cohort.lead, email: 'other@example.org' } },
      undefined,
    );
    expect(await cohortsLedBy(table, ` ${cohort.lead.email.toUpperCase()}`)).toEqual([cohort.id, 'second'].sort());
    expect(await cohortsLedBy(table, 'other@example.org')).toEqual(['other']);
    expect(await cohortsLedBy(table, 'nobody@example.org')).toEqual([]);
  });
});

describe('the schools of a cohort', () => {
  it('are these and no others, however often they are replaced', async () => {
    await replaceSchools(table, cohort.id, schools);
    await replaceSchools(table, cohort.id, schools);
    expect(await readSchools(table, cohort.id)).toEqual(schools);
    expect(await readSchool(table, cohort.id, '900102')).toEqual(schools[1]);
    const renamed = { ...(schools[1] as School), name: 'Millbrook Academy' };
    await replaceSchools(table, cohort.id, [renamed]);
    expect(await readSchools(table, cohort.id)).toEqual([renamed]);
    expect(await readSchool(table, cohort.id, '900101')).toBeUndefined();
  });

  it('may be two thousand in place of three', async () => {
    const { provision: _, ...plain } = schools[0] as School;
    const many = Array.from({ length: 2000 }, (__, i) => ({ ...plain, urn: String(910000 + i) }));
    await replaceSchools(table, cohort.id, schools);
    await replaceSchools(table, cohort.id, many);
    expect((await readSchools(table, cohort.id)).map((s) => s.urn)).toEqual(many.map((s) => s.urn));
  });
});

describe('the one clock', () => {
  const open = async (id: string, nextAt: string | undefined) => {
    const p = { ...openPartnership(launched, schools[0] as School), id };
    return savePartnership(table, undefined, p, { events: [], nextAt, addresses: {} });
  };
  const BY = '2026-09-07T07:00:00Z';

  it('gives who is due, longest overdue first, schools before their cohort', async () => {
    await saveCohort(table, undefined, launched, '2026-09-07T06:00:00Z');
    await open(`${cohort.id}/900102`, '2026-09-07T06:00:00Z');
    await open(`${cohort.id}/900101`, '2026-09-07T06:00:00Z');
    await open(`${cohort.id}/900103`, '2026-09-04T06:00:00Z');
    await open(`${cohort.id}/900104`, BY);
    await open(`${cohort.id}/900105`, '2026-09-07T07:00:01Z');
    await open(`${cohort.id}/900106`, undefined);
    expect((await dueBy(table, BY)).map((due) => [due.workflow, due.id.slice(-6), due.version])).toEqual([
      ['partnership-turn', '900103', 1],
      ['partnership-turn', '900101', 1],
      ['partnership-turn', '900102', 1],
      ['close-cohort', cohort.id.slice(-6), 1],
      ['partnership-turn', '900104', 1],
    ]);
    expect(await nextDue(table)).toBe('2026-09-04T06:00:00Z');
  });

  it('forgets who has nothing more to do', async () => {
    const kept = await open(`${cohort.id}/900101`, BY);
    await savePartnership(table, kept, kept.value, { events: [], nextAt: undefined, addresses: {} });
    expect(await dueBy(table, '9999')).toEqual([]);
    expect(await nextDue(table)).toBeUndefined();
    expect((await readPartnership(table, kept.value.id))?.nextAt).toBeUndefined();
  });

  it('starts a launch for a cohort that is launching', async () => {
    await saveCohort(table, undefined, { ...launched, stage: 'launching' }, BY);
    expect(await dueBy(table, BY)).toEqual([
      { workflow: 'launch-cohort', kind: 'cohort', id: cohort.id, version: 1, nextAt: BY },
    ]);
  });

  it('is spread over every shard, and takes so many of each at most', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `${cohort.id}/${910000 + i}`);
    expect(new Set(ids.map(dueShard)).size).toBe(DUE_SHARDS);
    await Promise.all(ids.map((id) => open(id, BY)));
    expect(await dueBy(table, BY)).toHaveLength(60);
    expect(await dueBy(table, BY, 1)).toHaveLength(DUE_SHARDS);
  });
});

describe('the tables', () => {
  it('are made where there are none, and left where they are', async () => {
    await saveCohort(table, undefined, cohort, undefined);
    await ensureTables(table.documents as never, { TABLE: table.name, PRIVATE_TABLE: table.privateName });
    expect(await readCohortFacts(table, cohort.id)).toBeDefined();
  });
});
