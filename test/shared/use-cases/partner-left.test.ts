import { beforeEach, describe, expect, it } from 'vitest';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { sameAddress } from '#domain/people/person.ts';
import { readPartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { launch, runDue, type TestParts, testParts } from '#test/support/parts.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { withdraw } from '#use-cases/withdraw.ts';

const sample = await sampleCohort('cross-school-trios');
const cohort = sample.cohort.id;
/** A trio of three schools: the host, and where its guests come from. */
const hosting = sample.schools.find(({ guests = [] }) =>
  guests.some((one) => guests.some((two) => one.group === two.group && one.urn !== two.urn)),
);
const [first] = (hosting?.guests ?? []).filter((one) =>
  hosting?.guests?.some((two) => one.group === two.group && one.urn !== two.urn),
);
const third = hosting?.guests?.find(({ group, urn }) => group === first?.group && urn !== first?.urn);
if (!hosting || !first || !third) throw new Error('No trio is of three schools');
const linkOf = (urn: string) => sample.schools.find((one) => one.urn === urn)?.link.email ?? '';

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, sample);
  parts.at('2026-09-14T08:00');
  await runDue(parts);
});

async function seatOf(urn: string, email: string) {
  const id = partnershipId(cohort, urn);
  const p = (await readPartnership(parts.table, id))?.value;
  const seat = p?.people.find((one) => sameAddress(one.email) === sameAddress(email))?.id ?? '';
  return { id, seat, p };
}
const heard = (email: string) => parts.posted.filter(({ kind, to }) => kind === 'partner-left' && to === email);
const tick = async (at: string) => {
  parts.at(at);
  await runDue(parts);
};

describe('the third school of a trio across schools', () => {
  it.each([
    ['a guest withdraws', first.urn, first.email, third.urn],
    ['a teacher of its host withdraws', hosting.urn, '', third.urn],
  ])('hears, once, when %s', async (_, urn, email, other) => {
    const host = (await readPartnership(parts.table, partnershipId(cohort, hosting.urn)))?.value;
    const group = host?.groups.find(({ name }) => name === first.group);
    const own = group?.members.flatMap((id) => personOf(host ?? { people: [] }, id) ?? []).find(({ of }) => !of);
    const who = await seatOf(urn, email || (own?.email ?? ''));
    expect(await withdraw(parts, who.id, who.seat, who.seat)).toHaveProperty('done');
    await tick('2026-09-14T08:01');
    // carried out again, it is not said again
    await turnCohort(parts, cohort);
    for (const at of ['2026-09-14T08:02', '2026-09-14T08:20', '2026-09-14T08:40']) await tick(at);
    const [letter, ...more] = heard(linkOf(other));
    expect(more).toEqual([]);
    expect(letter?.text).toContain(first.group);
    expect(letter?.text).toContain(hosting.name);
    expect(letter?.text).toContain(third.name);
    // no school learns who has gone from another
    expect(letter?.text).not.toContain(email ? first.name : (own?.name ?? 'nobody'));
    expect(heard(linkOf(hosting.urn))).toEqual([]);
  });
});
