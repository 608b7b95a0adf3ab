import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { confirmChange } from '#domain/people/confirm-acts.ts';
import { sameAddress } from '#domain/people/person.ts';
import { readPartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { act } from '#use-cases/act.ts';

const sample = await sampleCohort('coaching-package');
const cohort = sample.cohort.id;
const places = sample.schools.flatMap(({ urn, coaches = [] }) =>
  coaches.map(({ email }) => ({ who: sameAddress(email), urn })),
);
const shared = [...Map.groupBy(places, ({ who }) => who)].find(([, at]) => at.length > 1);
if (!shared) throw new Error('No coach has two schools');
const [who, [one = { urn: '' }, other = { urn: '' }]] = shared;
const jo = { name: 'Jo New', email: 'jo@example.org' };

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  await tick('2026-09-14T08:00');
});

async function tick(at: string) {
  parts.at(at);
  await runDue(parts);
}
async function seatAt(urn: string, address = who) {
  const id = partnershipId(cohort, urn);
  const p = (await readPartnership(parts.table, id))?.value;
  const person = p?.people.find(({ email }) => sameAddress(email) === address);
  const seat = person?.id ?? '';
  const asks = (p?.obligations ?? []).filter((o) => o.seat === seat && isOpen(o));
  return { id, seat, person, asks };
}
const names = async (by: 'lead' | 'link') => {
  const { id, seat } = await seatAt(one.urn);
  return act(parts, id, by, (p, c, now) => replacePerson(p, c, seat, jo, '2026-09-14', by, now));
};

describe.each(['lead', 'link'] as const)('whoever the %s names to follow a coach of several schools', (by) => {
  it('is offered at another that asks who follows them, and takes the seat once it is confirmed there', async () => {
    const { id, seat } = await seatAt(one.urn);
    await act(parts, id, 'drumbeat', (p, c, now) => reportGone(p, c, seat, 'bounced', now));
    await tick('2026-09-14T08:01');
    expect((await seatAt(other.urn)).asks.map(({ kind }) => kind)).toEqual(['name-successor']);
    expect(await names(by)).toHaveProperty('done');
    await tick('2026-09-14T08:02');
    const there = await seatAt(other.urn);
    expect(there.person?.gone).toBe('bounced');
    const confirm = there.asks.find(({ kind }) => kind === 'confirm-successor');
    await act(parts, there.id, 'link', (p, c, now) => confirmChange(p, c, confirm?.id ?? '', 'link', now));
    const follows = await seatAt(other.urn, jo.email);
    expect(follows).toMatchObject({ seat: there.seat, person: jo, asks: [] });
  });

  it('is not offered where they go on', async () => {
    expect(await names(by)).toHaveProperty('done');
    await tick('2026-09-14T08:02');
    const there = await seatAt(other.urn);
    expect(there.person?.gone).toBeUndefined();
    expect(there.asks).toEqual([]);
  });
});
