import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId, type School } from '#domain/cohort/cohort.ts';
import { readHistory } from '#records/history.ts';
import { readPartnership } from '#records/partnerships.ts';
import { signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { launch, type Mishap, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { tick } from '#use-cases/tick.ts';

const sample = await sampleCohort();
const { cohort } = sample;
const [one, two, three] = sample.schools.map(({ urn }) => partnershipId(cohort.id, urn)) as [string, string, string];

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
});

/** From now on, or until it is mended, the mail service says that of every email. */
const says = (name: Mishap['says'] | undefined) =>
  parts.mishaps.splice(0, 999, ...Array(999).fill(name && { says: name }));
const tries = () => 999 - parts.mishaps.length;
const gone = () => parts.posted.map(({ kind, to }) => `${kind} to ${to}`).toSorted();
const nextOf = async (id: string) => (await readPartnership(parts.table, id))?.nextAt;

describe('a fault of the account', () => {
  it('destroys nothing: all invitations of a launch wait, and go when it is mended', async () => {
    says('Refused');
    await runDue(parts);
    // the first that is refused stops the rest
    expect(tries()).toBe(1);
    expect(parts.posted).toEqual([]);
    for (const id of [one, two, three]) {
      expect((await readPartnership(parts.table, id))?.value.outbox).toMatchObject([{ state: 'to-send', attempts: 0 }]);
      expect(await nextOf(id)).toMatch(/^2026-09-07T07:(15|20):00Z$/);
    }
    const quiet = await tick(parts);
    expect(quiet).toMatchObject({ postStopped: true, started: 0, oldestOverdueMinutes: 0 });

    says(undefined);
    for (const time of ['08:15', '08:20', '08:30', '08:35', '08:45']) {
      parts.at(`2026-09-07T${time}`);
      await runDue(parts);
    }
    expect(gone()).toEqual(
      [
        ...sample.schools.map(({ link }) => `agreement-request to ${link.email}`),
        `cohort-launched to ${cohort.lead.email}`,
      ].sort(),
    );
    expect(await tick(parts)).toMatchObject({ postStopped: false });
  });

  it('is tried once a quarter of an hour, from another outbox where there is one, and tells each lead once', async () => {
    says('Refused');
    await runDue(parts);
    const tried = [];
    for (let minute = 1; minute <= 120; minute++) {
      parts.set(new Date(Date.parse('2026-09-07T07:00:00Z') + minute * 60_000).toISOString().replace('.000', ''));
      const before = tries();
      await runDue(parts);
      if (tries() > before) tried.push(minute);
    }
    expect(tried).toEqual([15, 30, 45, 60, 75, 90, 105, 120]);
    says(undefined);
    parts.at('2026-09-07T10:15');
    await runDue(parts);
    parts.at('2026-09-07T10:30');
    await runDue(parts);
    parts.at('2026-09-07T10:35');
    await runDue(parts);
    expect(gone()).toEqual(
      [
        ...sample.schools.map(({ link }) => `agreement-request to ${link.email}`),
        `cohort-launched to ${cohort.lead.email}`,
        `post-resumed to ${cohort.lead.email}`,
      ].sort(),
    );
    expect(parts.posted.find(({ kind }) => kind === 'post-resumed')?.text).toContain('8am');
  });

  it('lets no reminders pile up, asks for nothing that is done, and sends in the order in which it was queued', async () => {
    says('Refused');
    await runDue(parts);
    await act(parts, one, 'link', signs);
    for (const day of ['08', '09', '10', '11', '14', '15', '16', '17', '18', '21', '22', '23', '24', '25']) {
      parts.at(`2026-09-${day}T08:00`);
      await runDue(parts);
    }
    expect(parts.posted).toEqual([]);
    says(undefined);
    for (const time of ['09:00', '09:15', '09:20', '09:30', '09:35', '09:45', '10:00']) {
      parts.at(`2026-09-25T${time}`);
      await runDue(parts);
    }
    const to = (id: string) => parts.posted.filter((m) => m.key.startsWith(id)).map((m) => m.kind);
    // one was signed meanwhile: its link is asked for nothing
    expect(to(one)).not.toContain('agreement-request');
    expect(to(one)).toContain('countersign-request');
    expect(to(two)).toEqual(['agreement-request']);
    expect(to(three)).toEqual(['agreement-request']);
    expect(parts.posted.filter((m) => m.kind === 'post-stuck')).toEqual([]);
    expect(parts.posted.filter((m) => m.kind === 'post-resumed')).toHaveLength(1);
    expect((await readHistory(parts.table, one)).map(({ change }) => change)).toContainEqual(
      expect.objectContaining({ what: 'message-dropped', why: 'it is settled' }),
    );
  });

  it('that is met outside the hours of the post waits for them when it is mended', async () => {
    says('Refused');
    await runDue(parts);
    says(undefined);
    parts.at('2026-09-07T21:00');
    await runDue(parts);
    expect(parts.posted).toEqual([]);
    parts.at('2026-09-08T07:30');
    await runDue(parts);
    parts.at('2026-09-08T07:45');
    await runDue(parts);
    expect(gone().filter((line) => line.startsWith('agreement-request'))).toHaveLength(3);
  });

  it('whose probe is taken by many at once is tried once', async () => {
    says('Refused');
    await runDue(parts);
    parts.at('2026-09-07T08:20');
    const turns = await Promise.all([one, two, three].map((id) => takeTurn(parts, id)));
    const before = tries();
    const sent = await Promise.all(
      [one, two, three].flatMap((id, i) =>
        [...(turns[i]?.messages ?? []), ...(turns[i]?.messages ?? [])].map((key) =>
          sendMessage(parts, outboxOf(id), key),
        ),
      ),
    );
    expect(tries() - before).toBe(1);
    expect(new Set(sent)).toEqual(new Set(['waits']));
  });
});

describe('a refusal whose reason nobody knows', () => {
  const first = `${one}/1`;
  const second = `${two}/1`;

  it('lets that one message wait, and no other', async () => {
    await Promise.all([one, two].map((id) => takeTurn(parts, id)));
    parts.mishaps.push({ says: 'Unclear' });
    await expect(sendMessage(parts, outboxOf(one), first)).rejects.toMatchObject({ name: 'Unclear' });
    expect((await readPartnership(parts.table, one))?.value.outbox).toMatchObject([{ state: 'to-send', attempts: 1 }]);
    expect(await sendMessage(parts, outboxOf(two), second)).toBe('sent');
    parts.mishaps.push({ says: 'Unclear' });
    await expect(sendMessage(parts, outboxOf(one), first)).rejects.toMatchObject({ name: 'Unclear' });
    expect(await tick(parts)).toMatchObject({ postStopped: false });
    expect(await sendMessage(parts, outboxOf(one), first)).toBe('sent');
  });

  it('of two messages in a row is everybody’s, and stops the post', async () => {
    await Promise.all([one, two].map((id) => takeTurn(parts, id)));
    parts.mishaps.push({ says: 'Unclear' }, { says: 'Unclear' });
    await expect(sendMessage(parts, outboxOf(one), first)).rejects.toMatchObject({ name: 'Unclear' });
    expect(await sendMessage(parts, outboxOf(two), second)).toBe('waits');
    expect(await sendMessage(parts, outboxOf(one), first)).toBe('waits');
    expect(await tick(parts)).toMatchObject({ postStopped: true });
  });
});

describe('an address to which the mail service cannot send', () => {
  it('ends the message, and the school is asked for another as after a bounce', async () => {
    const { urn } = sample.schools[0] as School;
    const key = `${one}/1`;
    await takeTurn(parts, one);
    parts.mishaps.push({ says: 'Rejected' });
    expect(await sendMessage(parts, outboxOf(one), key)).toBe('refused');
    const kept = (await readPartnership(parts.table, partnershipId(cohort.id, urn)))?.value;
    expect(kept?.people.find(({ id }) => id === 'link')?.gone).toBe('bounced');
    expect(kept?.outbox.map(({ kind }) => kind)).toEqual(['successor-request']);
  });
});
