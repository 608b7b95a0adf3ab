import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { decline } from '#domain/obligations/acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { outcome } from '#domain/partnership/outcome.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { signingRules } from '#domain/partnership/signing.ts';
import { correctAddress, replacePerson, reportGone } from '#domain/people/acts.ts';
import { confirmChange, refuseChange } from '#domain/people/confirm-acts.ts';
import { sameAddress } from '#domain/people/person.ts';
import { withdrawSchool } from '#domain/people/withdrawal.ts';
import { readAnswers } from '#records/answers.ts';
import type { Table } from '#records/documents.ts';
import { dueBy } from '#records/due.ts';
import { obligationKey, partition } from '#records/keys.ts';
import { readPartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { withdraw } from '#use-cases/withdraw.ts';

const whole = await sampleCohort('peer-coaching');
const hosting = whole.schools.find(({ guests = [] }) => guests.length > 0);
const [guest] = hosting?.guests ?? [];
const schools = whole.schools.filter(({ urn }) => urn === hosting?.urn || urn === guest?.urn);
const sample = { schools, cohort: { ...whole.cohort, schoolCount: schools.length } };
if (!hosting || !guest) throw new Error('No group reaches across schools');
const { guests = [] } = hosting;
const cohort = sample.cohort.id;
const host = partnershipId(cohort, hosting.urn);
const own = partnershipId(cohort, guest.urn);
const who = sameAddress(guest.email);

const dynamo = onDynamo();
let parts: TestParts;
let seat: string;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-14T08:00');
  await runDue(parts);
  seat = (await school(own)).people.find((one) => sameAddress(one.email) === who)?.id ?? '';
});

async function school(id: string) {
  const kept = await readPartnership(parts.table, id);
  if (!kept) throw new Error(`No school ${id}`);
  return kept.value;
}
const atHost = async () => personOf(await school(host), 'guest-1');
const pending = async () => (await school(own)).departures?.length ?? 0;
const withdraws = () => withdraw(parts, own, seat, seat);
const leaves = () => act(parts, own, seat, (p, c, now) => reportGone(p, c, seat, 'left', now));
const isReplaced = () =>
  act(parts, own, 'lead', (p, c, now) =>
    replacePerson(p, c, seat, { name: 'Jo New', email: 'jo@example.org' }, '2026-09-14', 'lead', now),
  );

/** A table that fails what is sent to it from the `nth` save on. */
function failing(table: Table, nth: number): Table {
  let saves = 0;
  const documents: Table['documents'] = Object.create(table.documents, {
    send: {
      value: (command: { readonly constructor: { readonly name: string } }) => {
        if (command.constructor.name === 'TransactWriteCommand' && ++saves >= nth) throw new Error('The table is away');
        return table.documents.send(command as PutCommand);
      },
    },
  });
  return { ...table, documents };
}

describe('what somebody has said at their own school', () => {
  it.each([
    ['that they withdraw', () => withdraws(), undefined, ['settle-group']],
    ['that they have left', () => leaves(), 'left', ['name-successor']],
    [
      'or the lead, that another person has their place',
      () => isReplaced(),
      'left',
      ['confirm-successor', 'name-successor'],
    ],
  ] as const)('%s, holds at once in a group of another school', async (_, says, gone, asks) => {
    expect(await says()).toHaveProperty('done');
    parts.at('2026-09-14T08:01');
    await runDue(parts);
    const there = await atHost();
    expect(gone ? there?.gone : there).toBe(gone);
    expect(await pending()).toBe(0);
    const asked = (await school(host)).obligations.filter((o) => o.seat === 'guest-1');
    expect(asked.map(({ kind }) => kind)).toEqual(asks);
  });

  it('is carried out once, however often it is tried', async () => {
    await withdraws();
    parts.at('2026-09-14T08:01');
    for (let i = 0; i < 3; i++) await turnCohort(parts, cohort);
    const { former, obligations } = await school(host);
    expect(former?.filter(({ id }) => id === 'guest-1')).toHaveLength(1);
    expect(obligations.filter((o) => o.kind === 'settle-group')).toHaveLength(1);
    expect((await school(own)).departuresSpread).toBe(1);
  });

  it('takes with it what they have answered in the group, and nobody else’s answers', async () => {
    for (const person of ['guest-1', 'teacher-1']) {
      const answers = { questionnaire: 'observation', person, given: {}, at: parts.now() };
      await act(parts, host, person, (p, _c, now) => outcome(p, [], now), { answers });
    }
    await withdraws();
    parts.at('2026-09-14T08:01');
    await runDue(parts);
    expect((await readAnswers(parts.table, host)).map(({ person }) => person)).toEqual(['teacher-1']);
  });

  it.each([1, 2, 3])('is not lost to a crash at save %s of carrying it out', async (nth) => {
    await withdraws();
    parts.at('2026-09-14T08:01');
    await turnCohort({ ...parts, table: failing(parts.table, nth) }, cohort).catch(() => {});
    // the school itself asks for it again
    parts.at('2026-09-14T08:20');
    await runDue(parts);
    expect(await atHost()).toBeUndefined();
    expect(await pending()).toBe(0);
  });

  it('is not lost where the cohort could not be woken for it', async () => {
    const { table } = parts;
    const documents: Table['documents'] = Object.create(table.documents, {
      send: {
        value: (command: PutCommand) => {
          if (command.constructor.name === 'UpdateCommand') throw new Error('The table is away');
          return table.documents.send(command);
        },
      },
    });
    expect(await withdraw({ ...parts, table: { ...table, documents } }, own, seat, seat)).toHaveProperty('done');
    expect(await dueBy(parts.table, parts.now())).not.toContainEqual(expect.objectContaining({ id: cohort }));
    parts.at('2026-09-14T08:16');
    await runDue(parts);
    expect(await atHost()).toBeUndefined();
  });

  it('waits for a school whose records make no sense, and is carried out there once they are mended', async () => {
    const [first] = (await school(host)).obligations;
    const pk = partition({ kind: 'partnership', id: host });
    const keep = (it: unknown) =>
      parts.table.documents.send(
        new PutCommand({
          TableName: parts.table.name,
          Item: { pk, sk: obligationKey(first?.id ?? ''), cohortId: cohort, inCohort: `${hosting.urn}#x`, it },
        }),
      );
    await keep('spoiled');
    await withdraws();
    parts.at('2026-09-14T08:01');
    await turnCohort(parts, cohort);
    expect(await pending()).toBe(1);
    await keep(first);
    parts.at('2026-09-14T08:20');
    await takeTurn(parts, own);
    await turnCohort(parts, cohort);
    expect(await atHost()).toBeUndefined();
    expect(await pending()).toBe(0);
  });

  it('does not concern somebody who has come to sit there since', async () => {
    await withdraws();
    parts.at('2026-09-14T08:01');
    await act(parts, host, 'lead', (p, c, now) =>
      replacePerson(p, c, 'guest-1', { name: 'Kim Other', email: 'kim@example.org' }, '2026-09-14', 'lead', now),
    );
    parts.at('2026-09-14T08:02');
    await act(parts, host, 'lead', (p, c, now) =>
      replacePerson(p, c, 'guest-1', { name: guest.name, email: guest.email }, '2026-09-14', 'lead', now),
    );
    await runDue(parts);
    expect(await atHost()).toMatchObject({ name: guest.name, version: 3 });
    expect(await pending()).toBe(0);
  });
});

describe('an address of somebody who sits at two schools', () => {
  const bounces = () => act(parts, own, 'drumbeat', (p, c, now) => reportGone(p, c, seat, 'bounced', now));
  const corrects = (by: string) => act(parts, own, by, (p, c, now) => correctAddress(p, c, seat, RIGHT, by, now));
  const RIGHT = 'right@example.org';
  const tick = async (at: string) => {
    parts.at(at);
    await runDue(parts);
  };
  const asks = async () => (await school(host)).obligations.filter((o) => o.seat === 'guest-1' && isOpen(o));

  it('that takes no post at one of them is written to by neither', async () => {
    expect(await bounces()).toHaveProperty('done');
    await tick('2026-09-14T08:01');
    expect((await atHost())?.gone).toBe('bounced');
    expect((await asks()).map(({ kind }) => kind)).toEqual(['name-successor']);
    // and the host has nothing to say to the school where it came back
    expect((await school(host)).departures ?? []).toEqual([]);
    expect(await pending()).toBe(0);
  });

  it('is right at both when the lead has put it right at one', async () => {
    await bounces();
    await tick('2026-09-14T08:01');
    expect(await corrects('lead')).toHaveProperty('done');
    await tick('2026-09-14T08:02');
    const there = await atHost();
    expect([there?.email, there?.gone]).toEqual([RIGHT, undefined]);
    expect(await asks()).toEqual([]);
  });

  it('is right at the other once somebody there has confirmed what the school has said, and nothing goes there before', async () => {
    await bounces();
    await tick('2026-09-14T08:01');
    expect(await corrects('link')).toHaveProperty('done');
    await tick('2026-09-14T08:02');
    expect((await atHost())?.email).toBe(guest.email);
    const [confirm] = (await asks()).filter(({ kind }) => kind === 'confirm-successor');
    expect(
      await act(parts, host, 'link', (p, c, now) => confirmChange(p, c, confirm?.id ?? '', 'link', now)),
    ).toHaveProperty('done');
    expect((await atHost())?.email).toBe(RIGHT);
    expect((await atHost())?.gone).toBeUndefined();
    await tick('2026-09-14T08:03');
    expect(await asks()).toEqual([]);
  });

  it('stays as it is where the other seat of that address has another name', async () => {
    await act(parts, host, 'lead', (p, c, now) =>
      replacePerson(p, c, 'guest-1', { name: 'Kim Other', email: guest.email }, '2026-09-14', 'lead', now),
    );
    parts.at('2026-09-14T08:01');
    await corrects('lead');
    await tick('2026-09-14T08:02');
    expect(await atHost()).toMatchObject({ name: 'Kim Other', email: guest.email });
    expect(await pending()).toBe(0);
  });
});

describe('a group of which a member comes from a school', () => {
  const declines = () =>
    act(parts, own, 'link', (p, c, now) => decline(p, c, 'sign-agreement', 'link', 'no time', now));
  const runsOut = () =>
    act(parts, own, 'drumbeat', (p, c, now) =>
      outcome(
        p,
        signingRules(p, c, now).flatMap((rule) => rule.do(p)),
        now,
      ),
    );
  const leavesAll = () => act(parts, own, 'lead', (p, c, now) => withdrawSchool(p, c, { by: 'lead' }, now));

  it.each([
    ['declines', declines],
    ['withdraws', leavesAll],
    ['has not signed in time', runsOut],
  ] as const)('that %s, goes on as its host says, and the member is asked for nothing', async (_, ends) => {
    const answers = { questionnaire: 'observation', person: 'guest-1', given: {}, at: parts.now() };
    await act(parts, host, 'guest-1', (p, _c, now) => outcome(p, [], now), { answers });
    expect(await ends()).toHaveProperty('done');
    parts.at('2026-09-14T08:01');
    await runDue(parts);
    const { people, former, obligations } = await school(host);
    const theirs = guests.filter(({ urn }) => urn === guest.urn).map(({ email }) => sameAddress(email));
    for (const { email } of people) expect(theirs).not.toContain(sameAddress(email));
    expect(former?.map(({ email, why }) => [sameAddress(email), why])).toEqual(
      theirs.map((email) => [email, 'school-over']),
    );
    expect(obligations.filter((o) => isOpen(o) && o.kind === 'settle-group')).toHaveLength(theirs.length);
    // they did not choose it: what they wrote is as good as before
    expect((await readAnswers(parts.table, host)).map(({ person }) => person)).toEqual(['guest-1']);
    expect(await pending()).toBe(0);
    for (const at of ['2026-09-14T08:20', '2026-09-14T08:40']) {
      parts.at(at);
      await runDue(parts);
    }
    expect((await school(host)).former).toHaveLength(theirs.length);
  });
});

describe('a group of several schools whose host', () => {
  const declines = () =>
    act(parts, host, 'link', (p, c, now) => decline(p, c, 'sign-agreement', 'link', 'no time', now));
  const runsOut = () =>
    act(parts, host, 'drumbeat', (p, c, now) =>
      outcome(
        p,
        signingRules(p, c, now).flatMap((rule) => rule.do(p)),
        now,
      ),
    );
  const takenOut = () => act(parts, host, 'lead', (p, c, now) => withdrawSchool(p, c, { by: 'lead' }, now));
  const theirs = guests.filter(({ urn }) => urn === guest.urn);
  const tick = async (at: string) => {
    parts.at(at);
    await runDue(parts);
  };
  const groupsHere = async () => (await school(own)).groups.filter(({ from }) => from?.id === host);
  const names = new Set(theirs.map(({ group }) => group));

  it.each([
    ['declines', declines],
    ['is taken out by the lead', takenOut],
    ['has not signed in time', runsOut],
  ] as const)('%s, passes to another school of its members, whose link is asked how it goes on', async (_, ends) => {
    const partners = (await school(host)).groups
      .filter(({ name }) => names.has(name))
      .flatMap(({ members }) => members.filter((id) => !id.startsWith('guest-')));
    expect(await ends()).toHaveProperty('done');
    await tick('2026-09-14T08:01');
    expect(new Set((await groupsHere()).map(({ name }) => name))).toEqual(names);
    const here = await school(own);
    for (const { members } of await groupsHere())
      expect(members.map((id) => personOf(here, id)?.email).filter(Boolean)).not.toEqual([]);
    expect((await groupsHere()).flatMap(({ members }) => members)).toContain(seat);
    expect((await school(host)).groups.filter(({ name }) => names.has(name))).toEqual([]);
    const asked = here.obligations.filter((o) => isOpen(o) && o.kind === 'settle-group');
    expect(asked).toHaveLength(partners.length);
    expect(await pending()).toBe(0);
    const request = parts.posted.find(
      ({ kind, to }) => kind === 'group-request' && to === schools.find((s) => s.urn === guest.urn)?.link.email,
    );
    expect(request?.text).toMatch(new RegExp(`Until now ${hosting.name} looked after`));
  });

  it.each([1, 2, 3, 4])(
    'leaves, is at one school in the end, whatever stops at save %s of passing it on',
    async (nth) => {
      await takenOut();
      parts.at('2026-09-14T08:01');
      await turnCohort({ ...parts, table: failing(parts.table, nth) }, cohort).catch(() => {});
      for (const at of ['2026-09-14T08:20', '2026-09-14T08:40']) await tick(at);
      expect(await groupsHere()).toHaveLength(names.size);
      expect((await school(own)).obligations.filter((o) => o.kind === 'settle-group')).toHaveLength(names.size);
      expect((await school(host)).groups.filter(({ name }) => names.has(name))).toEqual([]);
    },
  );

  it('leaves, is over where no other school takes part, of each of which the lead has heard', async () => {
    await act(parts, own, 'link', (p, c, now) => decline(p, c, 'sign-agreement', 'link', 'no time', now));
    await takenOut();
    await tick('2026-09-14T08:01');
    await tick('2026-09-14T08:20');
    expect(await groupsHere()).toEqual([]);
    expect((await school(host)).groups.filter(({ name }) => names.has(name))).toEqual([]);
    expect(parts.posted.filter(({ kind }) => kind === 'group-over')).toEqual([]);
  });
});

describe('whoever follows a teacher at their own school', () => {
  const jo = { name: 'Jo New', email: 'jo@example.org' };
  const tick = async (at: string) => {
    parts.at(at);
    await runDue(parts);
  };
  const open = async () => (await school(host)).obligations.filter((o) => isOpen(o) && o.seat === 'guest-1');
  const confirmation = async () => (await open()).find(({ kind }) => kind === 'confirm-successor');
  const about = (kind: string) => parts.posted.filter((m) => m.kind === kind && m.to === hosting.link.email).length;

  it('is offered in the group of another school, where one email asks for one answer', async () => {
    const before = about('successor-request');
    await isReplaced();
    await tick('2026-09-14T08:01');
    expect(await atHost()).toMatchObject({ email: guest.email, gone: 'left' });
    expect(about('confirmation-request')).toBe(1);
    expect(about('successor-request')).toBe(before);
    expect(
      parts.posted.find(({ kind, to }) => kind === 'confirmation-request' && to === hosting.link.email)?.text,
    ).toMatch(/Jo New follows/);
    const o = await confirmation();
    await act(parts, host, 'link', (p, c, now) => confirmChange(p, c, o?.id ?? '', 'link', now));
    expect(await atHost()).toMatchObject({ ...jo, version: 2 });
    expect((await open()).map(({ kind }) => kind)).toEqual([]);
  });

  it('does not get the place where it is not right, and somebody is still to be named', async () => {
    await isReplaced();
    await tick('2026-09-14T08:01');
    const o = await confirmation();
    await act(parts, host, 'link', (p, _c, now) => refuseChange(p, o?.id ?? '', 'link', now));
    await tick('2026-09-14T08:02');
    expect(await atHost()).toMatchObject({ email: guest.email, gone: 'left' });
    expect((await open()).map(({ kind }) => kind)).toEqual(['name-successor']);
  });

  it('is one of the same group already: then somebody else is asked for', async () => {
    const partner = (await school(host)).groups
      .find(({ members }) => members.includes('guest-1'))
      ?.members.find((id) => id !== 'guest-1');
    const { name, email } = personOf(await school(host), partner ?? '') ?? jo;
    await act(parts, own, 'lead', (p, c, now) => replacePerson(p, c, seat, { name, email }, '2026-09-14', 'lead', now));
    await tick('2026-09-14T08:01');
    expect((await open()).map(({ kind }) => kind)).toEqual(['name-successor']);
  });
});
