import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { withdrawSchool } from '#domain/people/withdrawal.ts';
import { partnershipsOf } from '#records/partnerships.ts';
import { COACH, coachingSite, type Site } from '#test/functions/web/site.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

let site: Site;
let cohort: Cohort;
beforeAll(async () => {
  ({ site, cohort } = await coachingSite());
});
afterAll(() => site.stop());

const URN = '900101';
const tick = { confirm: 'yes' };
const schools = () => partnershipsOf(site.table, cohort.id);

/** Where somebody of the first school withdraws. */
async function withdrawing(seat: string): Promise<string> {
  const p = await site.partnership(cohort, URN);
  return `/sessions/${writeSessionsLink(await site.parts.secret(), p, seat)}/withdraw`;
}
/** Names of the schools where that address takes part. */
const takesPartAt = async (email: string) =>
  (await schools()).filter(({ people }) => people.some((one) => one.email === email)).map(({ school }) => school);

describe('who withdraws', () => {
  it('and takes part in nothing else is not asked what from', async () => {
    const page = await site.visitor().get(await withdrawing('teacher-1'));
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('What do you withdraw from?');
  });

  it('from one school of several goes on at the others', async () => {
    const [first, ...others] = await takesPartAt(COACH.email);
    expect(others.length).toBeGreaterThan(1);
    const link = await withdrawing('coach-1');
    const coach = site.visitor();
    const page = await coach.get(link);
    for (const name of others) expect(page.text).toContain(name);
    expect(page.text).toContain('What do you withdraw from?');
    const unsaid = await coach.fill(link, tick);
    expect(unsaid.status).toBe(422);
    expect(unsaid.text).toContain('Choose what you withdraw from');
    expect(await takesPartAt(COACH.email)).toContain(first);
    const done = await coach.fill(link, { what: 'part', ...tick });
    expect(done.text).toContain('continues');
    await turnCohort(site.parts, cohort.id);
    expect(await takesPartAt(COACH.email)).toEqual(others);
  });

  it('from the programme withdraws from every school of it; one that has ended is none to withdraw from', async () => {
    const email = 'r.achterberg@example.org';
    const link = await withdrawing('coach-2');
    const [, ended] = await schools();
    await act(site.parts, ended?.id ?? '', 'lead', (p, c, now) => withdrawSchool(p, c, { by: 'lead' }, now));
    const coach = site.visitor();
    expect((await coach.get(link)).text).not.toContain(ended?.school);
    await coach.fill(link, { what: 'programme', ...tick });
    await turnCohort(site.parts, cohort.id);
    expect(await takesPartAt(email)).toEqual([ended?.school]);
  });
});
