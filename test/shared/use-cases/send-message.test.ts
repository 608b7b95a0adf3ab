import { simpleParser } from 'mailparser';
import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId, type School } from '#domain/cohort/cohort.ts';
import { onceFor } from '#domain/messages/timing.ts';
import { openInbox } from '#infra/local/inbox.ts';
import { readCohortRecord } from '#records/cohorts.ts';
import { readHistory } from '#records/history.ts';
import { addressHash } from '#records/keys.ts';
import { claimOnce } from '#records/once.ts';
import { readPartnership } from '#records/partnerships.ts';
import { chasesNow, choosesTeachers, countersigns, extendsTo, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { launch, type Mishap, oneSchool, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { tellFate } from '#use-cases/record-fate.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

const whole = await sampleCohort();
const sample = oneSchool(whole);
const { cohort } = sample;
const id = partnershipId(cohort.id, '900101');
const key = `${id}/1`;
const owner = outboxOf(id);

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-07T08:00');
});

const outbox = async () => (await readPartnership(parts.table, id))?.value.outbox ?? [];
const ofSchool = () => parts.posted.filter((m) => m.key.startsWith(id)).map((m) => m.kind);

/** The turn that a tick would start, and what it says may go. */
const turn = async () => {
  const { messages } = await takeTurn(parts, id);
  const tried = [];
  for (const one of messages) tried.push(await sendMessage(parts, owner, one).catch((error: Error) => error.name));
  return tried;
};
const change = async () => (await readHistory(parts.table, id)).at(-1);

describe('sending a message', () => {
  it('happens once, however often it is tried', async () => {
    await takeTurn(parts, id);
    const tried = await Promise.all(Array.from({ length: 8 }, () => sendMessage(parts, owner, key)));
    expect(tried.toSorted()).toEqual([...Array(7).fill('not-now'), 'sent']);
    expect(await sendMessage(parts, owner, key)).toBe('not-now');
    expect(ofSchool()).toEqual(['agreement-request']);
    expect(await turn()).toEqual([]);
    expect(await change()).toMatchObject({
      fate: 'sent',
      change: { what: 'message-sent', key, about: ['sign-agreement'] },
    });
  });

  it('does not happen while the post is closed', async () => {
    await takeTurn(parts, id);
    parts.at('2026-09-07T17:30');
    expect(await sendMessage(parts, owner, key)).toBe('not-now');
    expect((await outbox())[0]).toMatchObject({ state: 'to-send', attempts: 0 });
  });

  it('no longer happens when it was done meanwhile', async () => {
    await takeTurn(parts, id);
    await act(parts, id, 'link', signs);
    expect(await sendMessage(parts, owner, key)).toBe('dropped');
    expect(await change()).toMatchObject({ change: { what: 'message-dropped', key, why: 'it is settled' } });
    expect(parts.posted).toEqual([]);
  });

  it('that the mail service has not taken for a day is the lead’s to know, once', async () => {
    parts.mishaps.push({ says: 'Throttled' });
    expect(await turn()).toEqual(['Throttled']);
    parts.at('2026-09-08T07:59');
    parts.mishaps.push({ says: 'Throttled' });
    expect(await turn()).toEqual(['Throttled']);
    parts.at('2026-09-08T08:00');
    parts.mishaps.push({ says: 'Throttled' });
    expect(await turn()).toEqual(['Throttled', 'sent']);
    expect(parts.posted.map((m) => [m.kind, m.to])).toEqual([['post-stuck', cohort.lead.email]]);
    expect(parts.posted[0]?.text).toContain('Not sent for a day: one email');
    parts.at('2026-09-09T08:00');
    expect(await turn()).toEqual(['sent']);
    expect(ofSchool()).toEqual(['post-stuck', 'agreement-request']);
  });

  it('goes through SES as an email to one person that is tagged and linked', async () => {
    const inbox = await openInbox({ port: 0, sender: parts.sender, now: parts.now });
    try {
      await takeTurn(parts, id);
      expect(await sendMessage({ ...parts, post: inbox.post }, owner, key)).toBe('sent');
      const store = (await (await fetch(`${inbox.url}/store`)).json()) as {
        emails: { destination: object; body: { text: string } }[];
      };
      expect(store.emails).toHaveLength(1);
      expect(store.emails[0]?.destination).toMatchObject({
        to: [expect.stringContaining('r.pugh@greenlanes.example.org')],
      });
      expect(store.emails[0]?.body.text).toContain(`${parts.origin}/owed/${cohort.id}.900101.sign-agreement.link.1.`);
      expect(inbox.takeGone()).toMatchObject([{ key }]);
    } finally {
      await inbox.close();
    }
  });
});

describe('when the post fails', () => {
  const failing = async (...mishaps: Mishap[]) => {
    parts.mishaps.push(...mishaps);
    return turn();
  };

  it('too many at once: it returns to the outbox, and the next turn sends it', async () => {
    expect(await failing({ says: 'Throttled' })).toEqual(['Throttled']);
    expect(await outbox()).toMatchObject([{ state: 'to-send', attempts: 1 }]);
    expect(await turn()).toEqual(['sent']);
    expect(ofSchool()).toHaveLength(1);
  });

  it('because of the account: it waits, as if nobody had tried it', async () => {
    expect(await failing({ says: 'Refused' })).toEqual(['waits']);
    expect(await outbox()).toMatchObject([{ state: 'to-send', attempts: 0 }]);
    expect(await turn()).toEqual([]);
  });

  it('because of the address: it is dropped, and the history says so', async () => {
    expect(await failing({ says: 'Rejected' })).toEqual(['refused']);
    expect((await outbox()).map((m) => m.kind)).toEqual(['successor-request']);
    expect((await readHistory(parts.table, id)).map((event) => event.change)).toContainEqual({
      what: 'message-dropped',
      key,
      why: 'the mail service cannot send to that address',
    });
    expect(await turn()).toEqual(['sent']);
    expect(ofSchool()).toEqual(['successor-request']);
  });

  it('and nobody knows whether it went: sent again an hour later, not before', async () => {
    expect(await failing({ says: 'Unknown' })).toEqual(['Unknown']);
    expect(await outbox()).toMatchObject([{ state: 'claimed', attempts: 1 }]);
    parts.at('2026-09-07T08:59');
    expect(await turn()).toEqual([]);
    expect((await readPartnership(parts.table, id))?.nextAt).toBe('2026-09-07T08:00:00Z');
    parts.at('2026-09-07T09:00');
    expect(await turn()).toEqual(['sent']);
    expect(ofSchool()).toEqual(['agreement-request']);
  });

  it('and the event feed tells that it went: never sent again', async () => {
    expect(await failing({ says: 'Unknown', gone: true })).toEqual(['Unknown']);
    expect(await tellFate(parts, owner, key, 'delivered', 'ses-1')).toBe(true);
    expect(await tellFate(parts, owner, key, 'delivered', 'ses-1')).toBe(false);
    expect(await change()).toMatchObject({ fate: 'delivered', change: { what: 'message-sent', key } });
    parts.at('2026-09-07T12:00');
    expect(await turn()).toEqual([]);
    expect(ofSchool()).toHaveLength(1);
  });

  it('and the feed tells it late, before another try: never sent again', async () => {
    parts.at('2026-09-07T17:00');
    expect(await failing({ says: 'Unknown', gone: true })).toEqual(['Unknown']);
    parts.at('2026-09-07T18:30');
    expect(await turn()).toEqual([]);
    expect(await outbox()).toMatchObject([{ state: 'to-send', attempts: 1 }]);
    expect(await tellFate(parts, owner, key, 'delivered', 'ses-1')).toBe(true);
    parts.at('2026-09-08T08:00');
    expect(await turn()).toEqual([]);
    expect(ofSchool()).toHaveLength(1);
  });

  it('of a cohort’s own message: sent again an hour later', async () => {
    const its = `${cohort.id}/1`;
    await turnCohort(parts, cohort.id);
    parts.mishaps.push({ says: 'Unknown' });
    await expect(sendMessage(parts, outboxOf(cohort.id), its)).rejects.toThrow();
    expect((await turnCohort(parts, cohort.id)).messages).toEqual([]);
    expect((await readCohortRecord(parts.table, cohort.id))?.nextAt).toBe('2026-09-07T08:00:00Z');
    parts.at('2026-09-07T09:00');
    expect((await turnCohort(parts, cohort.id)).messages).toEqual([its]);
    expect(await sendMessage(parts, outboxOf(cohort.id), its)).toBe('sent');
    expect(parts.posted.map((m) => m.kind)).toEqual(['cohort-launched']);
  });
});

describe('reminders', () => {
  it('go once a day to a link of two schools, listing both', async () => {
    const twice = testParts(await dynamo.table());
    const [a, b, c] = whole.schools as readonly [School, School, School];
    await launch(twice, {
      cohort: whole.cohort,
      schools: [a, { ...b, link: { ...b.link, email: a.link.email.toUpperCase() } }, c],
    });
    twice.at('2026-09-07T08:00');
    await runDue(twice);
    twice.at('2026-09-14T08:00');
    await runDue(twice);
    const reminders = twice.posted.filter((m) => m.kind === 'reminder');
    expect(reminders.map((m) => m.to.toLowerCase())).toEqual([a.link.email, c.link.email]);
    expect(reminders[0]?.text).toContain('900101.sign-agreement');
    expect(reminders[0]?.text).toContain('900102.sign-agreement');
    expect(await readHistory(twice.table, partnershipId(cohort.id, '900102'))).toContainEqual(
      expect.objectContaining({ change: expect.objectContaining({ why: 'another reminder of the day lists it' }) }),
    );
  });

  it('and requests never go to one person in one minute, from whichever of their schools', async () => {
    const twice = testParts(await dynamo.table());
    const [a, b] = whole.schools as readonly [School, School];
    const toLink = () =>
      twice.posted
        .filter((m) => m.to.toLowerCase() === a.link.email && /reminder|-request/.test(m.kind))
        .map((m) => m.kind);
    await launch(twice, {
      cohort: { ...whole.cohort, schoolCount: 2 },
      schools: [a, { ...b, link: { ...b.link, email: a.link.email.toUpperCase() } }],
    });
    twice.at('2026-09-07T08:00');
    await runDue(twice);
    twice.at('2026-09-14T07:50');
    await act(twice, partnershipId(cohort.id, '900102'), 'link', signs);
    await runDue(twice);
    twice.at('2026-09-14T08:00');
    const before = toLink().length;
    await act(twice, partnershipId(cohort.id, '900102'), 'link', countersigns);
    await runDue(twice);
    const [first, ...others] = toLink().slice(before);
    expect(others).toEqual([]);
    twice.at('2026-09-14T08:02');
    await runDue(twice);
    expect(new Set([first, ...toLink().slice(before + 1)])).toEqual(new Set(['reminder', 'teachers-request']));
  });

  it('that failed for a while are still that day’s', async () => {
    await runDue(parts);
    parts.at('2026-09-14T08:00');
    parts.mishaps.push({ says: 'Throttled' });
    expect(await turn()).toEqual(['Throttled']);
    expect(await turn()).toEqual(['sent']);
    expect(ofSchool()).toEqual(['agreement-request', 'reminder']);
  });

  it('say what is owed when they go, not when they were queued', async () => {
    await runDue(parts);
    parts.at('2026-09-14T08:00');
    const { messages } = await takeTurn(parts, id);
    await act(parts, id, 'lead', extendsTo('sign-agreement', '2026-10-01'));
    for (const one of messages) await sendMessage(parts, owner, one);
    expect(parts.posted.find((m) => m.kind === 'reminder')?.text).toContain('1 October');
  });
});

describe('what asks for something, and is the reminder of the day too', () => {
  const asks = async (before = async () => {}) => {
    await turn();
    for (const does of [signs, countersigns, choosesTeachers]) {
      await act(parts, id, 'link', does);
      await turn();
    }
    // its mid-point questionnaire opens while the first is late
    parts.at('2026-12-03T08:00');
    await before();
    return turn();
  };

  it('lists what else its reader owes, with a link to each, and no other reminder goes that day', async () => {
    await asks();
    const mid = await simpleParser(
      Buffer.from(parts.posted.findLast((m) => m.kind === 'questionnaire-request')?.text ?? ''),
    );
    const [own, rest = ''] = mid.text?.split('You have two other things to do') ?? [];
    expect(own).toContain('mid-questionnaire');
    expect(rest.match(/\/owed\/\S+/g)).toEqual([
      expect.stringContaining('.agree-plan.'),
      expect.stringContaining('.start-questionnaire.'),
    ]);
    expect(ofSchool()).not.toContain('reminder');
    expect(await act(parts, id, 'lead', chasesNow('start-questionnaire'))).toHaveProperty('refused');
  });

  it('goes without the list where another school’s reminder of the day has gone', async () => {
    const [{ link }] = sample.schools as [School];
    await asks(async () => {
      const { name = '' } = onceFor({ kind: 'reminder' }, cohort.id, addressHash(link.email), parts.now()) ?? {};
      await claimOnce(parts.table, name, 'another', parts.now());
    });
    expect(ofSchool()).toContain('questionnaire-request');
    expect(
      parts.posted.filter(({ kind, text }) => kind === 'questionnaire-request' && text.includes('You have')),
    ).toEqual([]);
  });
});
