import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { readCohortRecord, replaceSchools, saveCohort } from '#records/cohorts.ts';
import { dueBy, nextDue } from '#records/due.ts';
import { readHistory } from '#records/history.ts';
import { partnershipsOf, readPartnership } from '#records/partnerships.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { beginTurns, checkCohort, openSchool, pressLaunch } from '#use-cases/launch-cohort.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

const sample = await sampleCohort();
const { cohort, schools } = sample;

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
});

const draft = async () => {
  await saveCohort(parts.table, undefined, cohort, undefined);
  await replaceSchools(parts.table, cohort.id, schools);
};

describe('pressing Launch', () => {
  it('twice, or in two windows at once, is pressing once', async () => {
    await draft();
    expect(await Promise.all([1, 2, 3].map(() => pressLaunch(parts, cohort.id)))).toEqual([true, true, true]);
    expect(await pressLaunch(parts, cohort.id)).toBe(true);
    expect(parts.started).toMatchObject([{ workflow: 'launch-cohort', input: { cohort: cohort.id } }]);
    expect((await readCohortRecord(parts.table, cohort.id))?.value).toMatchObject({
      stage: 'launching',
      launched: parts.now(),
    });
  });

  it('is nothing for a cohort that is not there', async () => {
    expect(await pressLaunch(parts, 'nobody')).toBe(false);
    await expect(checkCohort(parts, 'nobody')).rejects.toThrow('has not been launched');
    await expect(beginTurns(parts, 'nobody')).rejects.toThrow('No cohort');
  });

  it('survives a workflow that cannot be started: the clock finds it', async () => {
    await draft();
    const start = () => Promise.reject(new Error('no'));
    expect(await pressLaunch({ ...parts, start }, cohort.id)).toBe(true);
    expect(await dueBy(parts.table, parts.now())).toMatchObject([{ workflow: 'launch-cohort', id: cohort.id }]);
  });
});

describe('launching a cohort', () => {
  it('twice opens nothing twice', async () => {
    await launch(parts, sample);
    parts.at('2026-09-07T08:00');
    await runDue(parts);
    const before = await Promise.all(schools.map((s) => readPartnership(parts.table, partnershipId(cohort.id, s.urn))));
    const sent = parts.posted.length;
    // a second execution, as after a crash or a double tick
    expect(await checkCohort(parts, cohort.id)).toEqual(schools.map((s) => s.urn));
    for (const { urn } of schools) expect(await openSchool(parts, cohort.id, urn)).toBe(false);
    await beginTurns(parts, cohort.id);
    await runDue(parts);
    const after = await Promise.all(schools.map((s) => readPartnership(parts.table, partnershipId(cohort.id, s.urn))));
    expect(after).toEqual(before);
    expect(parts.posted).toHaveLength(sent);
    expect(parts.posted.map((m) => m.kind).sort()).toEqual([...Array(3).fill('agreement-request'), 'cohort-launched']);
  });

  it('that was broken off half-way goes on', async () => {
    await draft();
    await pressLaunch(parts, cohort.id);
    await openSchool(parts, cohort.id, '900102');
    const opened = [];
    for (const urn of await checkCohort(parts, cohort.id)) opened.push(await openSchool(parts, cohort.id, urn));
    expect(opened).toEqual([true, false, true]);
    expect(await partnershipsOf(parts.table, cohort.id)).toHaveLength(3);
  });

  it('refuses a draft, missing schools and unknown ones', async () => {
    await draft();
    await expect(checkCohort(parts, cohort.id)).rejects.toThrow('has not been launched');
    await pressLaunch(parts, cohort.id);
    await replaceSchools(parts.table, cohort.id, schools.slice(1));
    await expect(checkCohort(parts, cohort.id)).rejects.toThrow('2 of 3');
    await expect(openSchool(parts, cohort.id, '900101')).rejects.toThrow('No school');
  });
});

describe('turns', () => {
  it('taken twice are taken once, also at once', async () => {
    await launch(parts, sample);
    parts.at('2026-09-07T08:00');
    const id = partnershipId(cohort.id, '900101');
    const both = await Promise.all([takeTurn(parts, id), takeTurn(parts, id), takeTurn(parts, id)]);
    expect(new Set(both.map((one) => one.messages.join())).size).toBe(1);
    expect((await readHistory(parts.table, id)).map((e) => e.change.what)).toEqual(['launched', 'opened']);
    await expect(takeTurn(parts, 'nobody/900101')).rejects.toThrow('No partnership');
    // a draft may have been deleted since the clock looked
    await expect(turnCohort(parts, 'nobody')).resolves.toEqual({ messages: [], unknown: 0 });
  });

  it('play what the rehearsal said', async () => {
    const story = [{ at: '2026-09-10T10:00', who: 'r.pugh@greenlanes.example.org', does: 'sign' as const }];
    const END = '2026-09-18T12:00:00Z';
    const { messages } = rehearse({ cohort, schools, story, cast: 'silent' });
    await launch(parts, sample);
    const liveUntil = async (end: string) => {
      for (let at = await nextDue(parts.table); at !== undefined && at < end; at = await nextDue(parts.table)) {
        parts.set(at);
        await runDue(parts);
      }
    };
    await liveUntil('2026-09-10T09:00:00Z');
    parts.at('2026-09-10T10:00');
    await act(parts, partnershipId(cohort.id, '900101'), 'link', signs);
    await liveUntil(END);
    const said = ({ to, kind, key }: { to: string; kind: string; key: string }) => ({ to, kind, key });
    expect(parts.posted.map(said)).toEqual(messages.filter((m) => m.at < END).map(said));
  });
});
