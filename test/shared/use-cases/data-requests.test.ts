import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '#calendar/london.ts';
import { partnershipId, type School } from '#domain/cohort/cohort.ts';
import { type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { isReachable } from '#domain/personal-data/acts.ts';
import { keptNamed, type PersonOnRecord } from '#domain/personal-data/kept.ts';
import { requestOf } from '#domain/personal-data/request.ts';
import { readHistory } from '#records/history.ts';
import { readPartnership } from '#records/partnerships.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { launch, type TestParts, testParts } from '#test/support/parts.ts';
import { type Act, act } from '#use-cases/act.ts';
import { startCopy } from '#use-cases/ask-for-data.ts';
import { gatherData } from '#use-cases/personal-data.ts';
import { tellFate } from '#use-cases/record-fate.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { historyInWords } from '#web/kit/words/history.ts';

const { cohort: whole, schools } = await sampleCohort();
const cohort = { ...whole, schoolCount: 1 };
const school = schools[0] as School;
const id = partnershipId(cohort.id, school.urn);

const dynamo = onDynamo();
let parts: TestParts;
beforeEach(async () => {
  parts = testParts(await dynamo.table());
  await launch(parts, { cohort, schools: [school] });
  parts.at('2026-09-07T08:00');
  await turn();
});

async function partnership(): Promise<Partnership> {
  const found = await readPartnership(parts.table, id);
  if (!found) throw new Error('no partnership');
  return found.value;
}
async function turn(): Promise<void> {
  const { messages } = await takeTurn(parts, id);
  for (const key of messages) await sendMessage(parts, outboxOf(id), key);
}
const doing = async (by: string, judge: Act) => expect(await act(parts, id, by, judge)).toHaveProperty('done');
const successor = { name: 'Nia Sample', email: 'nia@example.org' };

describe('what somebody who has left a seat asks of their data', () => {
  beforeEach(async () => {
    parts.at('2026-09-07T08:30');
    await doing('lead', (p, c, now) => replacePerson(p, c, 'link', successor, localDate(now), 'lead', now));
    parts.at('2026-09-07T08:40');
    await turn();
    expect(await startCopy(parts, id, 'link~1', 'lead')).toHaveProperty('done');
  });

  it('says nothing of whoever sits there now when its email comes back', async () => {
    await turn();
    const email = parts.posted.find(({ kind }) => kind === 'copy-ready');
    expect(email?.to).toBe(school.link?.email);
    parts.at('2026-09-07T09:00');
    await tellFate(parts, outboxOf(id), email?.key ?? '', 'bounced', 'returned-1');
    const p = await partnership();
    expect(personOf(p, 'link')).toMatchObject({ email: successor.email });
    expect(personOf(p, 'link')?.gone).toBeUndefined();
    expect(p.obligations.some(({ kind }) => kind === 'name-successor')).toBe(false);
    expect(requestOf(p, 'copy-1')?.returned).toBeDefined();
  });

  it('is known to have reached nobody when the mail service refuses the address', async () => {
    parts.mishaps.push({ says: 'Rejected' });
    await turn();
    const p = await partnership();
    expect(requestOf(p, 'copy-1')?.returned).toBeDefined();
    expect(personOf(p, 'link')?.gone).toBeUndefined();
    // who cannot be asked can be erased without it, and nobody is told that a copy is on its way
    expect(isReachable(p, keptNamed(p, 'link~1') as PersonOnRecord)).toBe(false);
  });

  it('is in no copy for whoever sits there now', async () => {
    await turn();
    const p = await partnership();
    const copy = await gatherData(parts, p, keptNamed(p, 'link') as PersonOnRecord, parts.now());
    expect(copy.emails.map(({ kind }) => kind)).toEqual(['handover']);
    expect(copy.history.map(({ change }) => change.what)).not.toContain('data-asked');
    expect(copy.history.map(({ change }) => change.what)).not.toContain('copy-ready');
    const [said] = (await readHistory(parts.table, id)).filter(({ change }) => change.what === 'data-asked');
    expect(said && historyInWords({ cohort, partnership: p }, said)).toContain('about the earlier SLT link');
  });
});
