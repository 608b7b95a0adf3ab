import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { release } from '#domain/obligations/lead-acts.ts';
import { planSession } from '#domain/sessions/acts.ts';
import { coachingSite, type Site } from '#test/functions/web/site.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';

const URN = '900101';

let site: Site;
let cohort: Cohort;
let session: string;
beforeAll(async () => {
  ({ site, cohort } = await coachingSite());
  const who = { coach: 'coach-1', teacher: 'teacher-1', place: 'Room 4', focus: '' };
  const { id } = await school();
  await act(site.parts, id, 'lead', (p, _c, now) => release(p, 'sign-agreement', now));
  await act(site.parts, id, 'coach-1', (p, c, now) =>
    planSession(p, c, { ...who, date: '2026-09-22', start: '09:30', end: '10:30' }, now),
  );
  session = (await school()).sessions[0]?.id ?? '';
  site.at('2026-09-15T10:00');
  await site.turn(cohort);
});
afterAll(() => site.stop());

const school = () => site.partnership(cohort, URN);
const linkOf = async (person: string) =>
  `/sessions/${writeSessionsLink(await site.parts.secret(), await school(), person)}`;
const linkIn = (kind: string) => {
  const text = site.mails.findLast((mail) => mail.kind === kind)?.text ?? '';
  return /(\/sessions\/[^\s)]+)/.exec(text)?.[1] ?? '';
};

describe('the link of an invitation', () => {
  it('leads its teacher to a page that changes nothing until they press', async () => {
    const teacher = site.visitor();
    const base = await linkOf('teacher-1');
    const place = linkIn('session-invitation');
    expect(place).toMatch(new RegExp(`/${session}/cannot-come$`));
    const own = `${base}/${session}/cannot-come`;
    expect((await teacher.get(own)).text).toContain('We tell Odalys Ferreira at once.');
    expect((await school()).sessions[0]?.cannotCome).toBeUndefined();
    expect((await teacher.get(base)).html).toContain(`${own}"`);
  });

  it('leads its coach to where they move the session or cancel it', async () => {
    const base = await linkOf('coach-1');
    const { html } = await site.visitor().get(`${base}/${session}/cannot-come`);
    for (const what of ['move', 'off']) expect(html).toContain(`href="${base}/${session}/${what}"`);
    expect((await site.visitor().fill(`${base}/${session}/cannot-come`, {})).status).toBe(404);
  });

  it('is for the two of the session alone', async () => {
    for (const other of ['head', 'teacher-2'])
      expect((await site.visitor().get(`${await linkOf(other)}/${session}/cannot-come`)).status).toBe(404);
  });

  it('says it to the coach by email, once, and lists say who cannot come', async () => {
    const teacher = site.visitor();
    const base = await linkOf('teacher-1');
    const own = `${base}/${session}/cannot-come`;
    expect((await teacher.fill(own, {})).text).toContain('Tick the box');
    for (const _ of [1, 2])
      expect((await teacher.post(own, { confirm: 'yes' })).location).toBe(`${base}?told=cannot-come`);
    await site.turn(cohort);
    expect(site.mails.filter(({ kind }) => kind === 'cannot-come')).toHaveLength(1);
    expect((await teacher.get(own)).text).toContain('You have told us that you cannot come.');
    expect((await site.visitor().get(await linkOf('coach-1'))).text).toContain('cannot come');
    site.at('2026-09-22T09:31');
    expect((await teacher.get(own)).location).toBe(`${base}?told=already`);
  });
});
