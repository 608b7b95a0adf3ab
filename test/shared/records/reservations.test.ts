import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Instant, london, plus } from '#calendar/london.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { Session } from '#domain/sessions/session.ts';
import { type Item, Poisoned, type Table, wholePartition } from '#records/documents.ts';
import type { Kept } from '#records/kept.ts';
import { busyKey, busyPartition } from '#records/keys.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import { type Claim, claim, giveBack } from '#records/reservations.ts';
import { coached } from '#test/functions/web/posting-schools.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';

const dynamo = onDynamo();
let table: Table;
beforeEach(async () => {
  table = await dynamo.table();
});

const NOW = '2026-10-01T09:00:00Z';
const ANNA = 'anna@example.org';
const { partnership } = coached();
const coach = partnership.people.find(({ role }) => role === 'coach')?.id ?? '';

const time = (date: string, start: string, end: string, address = ANNA): Claim => ({
  address,
  from: london(date, start).at,
  until: london(date, end).at,
  who: coach,
  what: 'session-1',
  asked: true,
});
const nine = time('2026-11-02', '09:00', '10:00');
const halfPastNine = time('2026-11-02', '09:30', '10:30');

/** A school whose coach is Anna, with no session but one at that time, if one is given. */
const schoolOf = (urn: string, busy?: Claim): Partnership => ({
  ...partnership,
  id: `some-cohort/${urn}`,
  urn,
  people: partnership.people.map((one) => (one.id === coach ? { ...one, email: ANNA } : one)),
  sessions: busy
    ? [
        {
          ...(partnership.sessions[0] as Session),
          state: 'planned',
          start: { local: '', at: busy.from },
          end: { local: '', at: busy.until },
        },
      ]
    : [],
});
const save = (before: Kept<Partnership> | undefined, after: Partnership) =>
  savePartnership(table, before, after, { events: [], nextAt: undefined, addresses: {} });
const claimed = (urn: string, version: number, claims: readonly Claim[], now: Instant = NOW) =>
  claim(table, { id: `some-cohort/${urn}`, version, try: `try ${++tries}`, now }, claims);
let tries = 0;
const slots = async (day = '2026-11-02'): Promise<readonly Item[]> => {
  const items = await wholePartition(table, busyPartition(ANNA));
  return (items.find(({ sk }) => sk === busyKey(day))?.slots as readonly Item[] | undefined) ?? [];
};
const holders = async (day?: string) => (await slots(day)).map(({ by }) => String(by).slice(-1)).sort();

describe('a time at which somebody is needed', () => {
  it('is claimed once, by the same again, and given back', async () => {
    const school = await save(undefined, schoolOf('1'));
    const claimer = { id: 'some-cohort/1', version: school.version, try: 'one', now: NOW };
    for (const _ of [1, 2]) expect(await claim(table, claimer, [nine])).toEqual([]);
    const saved = await save(school, schoolOf('1', nine));
    expect(await slots()).toMatchObject([{ from: nine.from, until: nine.until, by: 'some-cohort/1', base: 1 }]);
    await giveBack(table, { id: 'some-cohort/1', version: saved.version }, [nine], []);
    await giveBack(table, { id: 'some-cohort/1', version: saved.version }, [nine], []);
    expect(await wholePartition(table, busyPartition(ANNA))).toEqual([]);
  });

  it('is not to be had by another school while the first is to have it, nor any time that meets it', async () => {
    const [one, other] = [await save(undefined, schoolOf('1')), await save(undefined, schoolOf('2'))];
    await claimed('1', one.version, [nine]);
    await save(one, schoolOf('1', nine));
    for (const wanted of [nine, halfPastNine, time('2026-11-02', '08:00', '12:00')])
      expect(await claimed('2', other.version, [wanted])).toEqual([wanted]);
    for (const wanted of [time('2026-11-02', '10:00', '11:00'), time('2026-11-03', '09:00', '10:00')])
      expect(await claimed('2', other.version, [wanted])).toEqual([]);
    expect(await claimed('2', other.version, [time('2026-11-02', '09:00', '10:00', 'other@example.org')])).toEqual([]);
  });

  it('says nothing of where or with whom but the ids of schools, names no address, and goes a week after its day', async () => {
    const school = await save(undefined, schoolOf('1'));
    await claimed('1', school.version, [nine]);
    const [item] = await wholePartition(table, busyPartition(ANNA));
    expect(Object.keys(item ?? {}).sort()).toEqual(['expires', 'pk', 'sk', 'slots']);
    expect(Object.keys((await slots())[0] ?? {}).sort()).toEqual(['at', 'base', 'by', 'from', 'try', 'until']);
    expect(JSON.stringify(item)).not.toContain('anna');
    expect(item?.expires).toBe(Date.parse('2026-11-09T00:00:00Z') / 1000);
  });

  it('goes to one of two who claim it at once, whoever comes first', async () => {
    for (let i = 0; i < 10; i++) {
      const day = `2026-11-${10 + i}`;
      const wanted = time(day, '09:00', '10:00');
      const [a, b] = [`${i}1`, `${i}2`];
      const schools = [await save(undefined, schoolOf(a)), await save(undefined, schoolOf(b))];
      const lost = await Promise.all(
        [a, b].map(async (urn, at) => {
          const refused = await claimed(urn, schools[at]?.version ?? 0, [wanted]);
          if (refused.length === 0) await save(schools[at], schoolOf(urn, wanted)).catch(() => {});
        }),
      );
      expect(lost).toHaveLength(2);
      const have = await Promise.all(
        [a, b].map(async (urn) => (await readPartnership(table, `some-cohort/${urn}`))?.value.sessions.length),
      );
      expect(have.sort()).toEqual([0, 1]);
    }
  });

  it('over midnight is that of both days', async () => {
    const [one, other] = [await save(undefined, schoolOf('1')), await save(undefined, schoolOf('2'))];
    const night = { ...nine, until: london('2026-11-03', '01:00').at, from: london('2026-11-02', '23:00').at };
    await claimed('1', one.version, [night]);
    await save(one, schoolOf('1', night));
    for (const wanted of [time('2026-11-02', '23:30', '23:45'), time('2026-11-03', '00:15', '00:45')])
      expect(await claimed('2', other.version, [wanted])).toEqual([wanted]);
  });
});

describe('a claim that nothing came of', () => {
  it('is taken over once the school has been saved otherwise', async () => {
    const [one, other] = [await save(undefined, schoolOf('1')), await save(undefined, schoolOf('2'))];
    await claimed('1', one.version, [nine]);
    await save(one, schoolOf('1'));
    expect(await claimed('2', other.version, [nine])).toEqual([]);
    expect(await holders()).toEqual(['2']);
  });

  it('is taken over a minute after a crash, and what had only been slow saves no more', async () => {
    const [one, other] = [await save(undefined, schoolOf('1')), await save(undefined, schoolOf('2'))];
    await claimed('1', one.version, [nine]);
    expect(await claimed('2', other.version, [nine], plus(NOW, 'PT59S'))).toEqual([nine]);
    expect(await claimed('2', other.version, [nine], plus(NOW, 'PT1M'))).toEqual([]);
    await expect(save(one, schoolOf('1', nine))).rejects.toThrow();
    const again = await readPartnership(table, 'some-cohort/1');
    await save(other, schoolOf('2', nine));
    expect(await claimed('1', again?.version ?? 0, [nine], plus(NOW, 'PT2M'))).toEqual([nine]);
  });

  it('gives way at once to whoever is before it in line, so that of two one goes on', async () => {
    const [one, other] = [await save(undefined, schoolOf('1')), await save(undefined, schoolOf('2'))];
    await claimed('2', other.version, [nine]);
    expect(await claimed('1', one.version, [nine])).toEqual([]);
    await expect(save(other, schoolOf('2', nine))).rejects.toThrow();
    await save(one, schoolOf('1', nine));
  });

  it('of a school that is there no more, or never was, is in nobody’s way', async () => {
    const one = await save(undefined, schoolOf('1'));
    await claimed('0', 3, [nine]);
    expect(await claimed('1', one.version, [nine], plus(NOW, 'PT1H'))).toEqual([]);
  });

  it('stays in the way where the school’s records make no sense, until they are mended', async () => {
    const [one, other] = [await save(undefined, schoolOf('1')), await save(undefined, schoolOf('2'))];
    await claimed('1', one.version, [nine]);
    await save(one, schoolOf('1', nine));
    const [session] = await wholePartition(table, 'PARTNERSHIP#some-cohort/1');
    expect(session).toBeDefined();
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { pk: 'PARTNERSHIP#some-cohort/1', sk: 'live#session#x', it: {} },
      }),
    );
    await expect(readPartnership(table, 'some-cohort/1')).rejects.toBeInstanceOf(Poisoned);
    expect(await claimed('2', other.version, [nine], plus(NOW, 'PT1H'))).toEqual([nine]);
  });

  it('is not given back by a slow save of before, once it is claimed for another', async () => {
    const one = await save(undefined, schoolOf('1', nine));
    const moved = await save(one, schoolOf('1'));
    await claimed('1', moved.version, [nine]);
    await claimed('1', one.version, [nine]);
    await giveBack(table, { id: 'some-cohort/1', version: one.version }, [nine], []);
    expect(await slots()).toMatchObject([{ base: moved.version }]);
    expect(await claimed('2', 0, [nine])).toEqual([nine]);
  });
});

describe('what stands already', () => {
  it('is claimed beside what others hold, and is then in the way of whoever asks', async () => {
    for (const urn of ['1', '2', '3']) await save(undefined, schoolOf(urn, urn === '3' ? undefined : nine));
    for (const urn of ['1', '2']) expect(await claimed(urn, 1, [{ ...nine, asked: false }])).toEqual([]);
    expect(await holders()).toEqual(['1', '2']);
    expect(await claimed('3', 1, [nine])).toEqual([nine]);
  });
});
