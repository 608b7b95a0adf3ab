import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { decline } from '#domain/obligations/acts.ts';
import { launchedSite, type Site } from '#test/functions/web/site.ts';
import { act } from '#use-cases/act.ts';

let site: Site;
let cohort: Cohort;
beforeEach(async () => {
  ({ site, cohort } = await launchedSite());
});
afterEach(() => site.stop());

const URN = '900101';
const home = () => `/cohorts/${cohort.id}/schools/${URN}`;
const school = () => site.partnership(cohort, URN);
const again = () => `${home()}/invite-again`;

describe('a school that has declined', () => {
  it('is invited again by the lead, and its first link says that there is a newer one', async () => {
    const lead = await site.lead();
    const first = await site.link(cohort, URN, 'sign-agreement');
    expect((await lead.get(home())).html).not.toContain(again());
    expect((await lead.get(again())).location).toBe(home());
    const { id } = await school();
    await act(site.parts, id, 'link', (p, c, now) => decline(p, c, 'sign-agreement', 'link', 'No time', now));
    expect((await site.visitor().get(first)).text).toContain('declined to take part');

    expect((await lead.get(home())).html).toContain(`href="${again()}"`);
    expect((await lead.fill(again(), {})).status).toBe(422);
    expect((await school()).stage).toBe('declined');
    expect((await lead.fill(again(), { confirm: 'yes' })).location).toBe(`${home()}?told=invited-again`);
    expect((await lead.get(`${home()}?told=invited-again`)).text).toContain('The school is invited again');
    expect((await school()).stage).toBe('invited');

    await site.turn(cohort);
    const asked = site.mails.findLast(({ kind }) => kind === 'agreement-request');
    const seen = await site.visitor().get(first);
    expect(seen.text).toContain('Your school has been invited again');
    const [, second = ''] = /(\/owed\/\S+)/.exec(asked?.text ?? '') ?? [];
    expect((await site.visitor().get(second)).text).toContain('Sign the');
    expect((await lead.fill(again(), { confirm: 'yes' })).status).not.toBe(500);
  });
});

describe('a school that has not signed in time', () => {
  it('reads so at its link, and its lead on its page', async () => {
    const link = await site.link(cohort, URN, 'sign-agreement');
    site.at('2026-11-30T08:00');
    await site.turn(cohort);
    const seen = await site.visitor().get(link);
    expect(seen.status).toBe(410);
    expect(seen.text).toContain('The time to sign is over');
    expect(seen.html).not.toContain('/fresh');
    const lead = await site.lead();
    const { text, html } = await lead.get(home());
    expect(text).toContain('The school had not signed by');
    expect(html).toContain(`href="${again()}"`);
  });
});
