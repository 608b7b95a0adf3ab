import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timetableOf } from '#domain/cycles/provision.ts';
import { replacePerson } from '#domain/people/acts.ts';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { jo } from '#test/functions/web/filling.ts';
import { coverSchool } from '#test/support/cover-school.ts';

let at: CoverSite;
let asked: string;

beforeAll(async () => {
  at = await coverSite(coverSchool(), '2026-09-15T10:00');
  await at.does('lead', (p, c, now) => replacePerson(p, c, 'teacher-1', jo, '2026-09-15', 'lead', now));
  await at.turn('2026-09-15T10:30');
  asked = await at.owed('check-timetable-teacher-1');
}, 60_000);
afterAll(() => at.site.stop());

const weekOf = async (email: string) => {
  const { provision } = await at.partnership();
  return provision && timetableOf(provision, email);
};

/** What the form of a week shows as chosen. */
const chosenIn = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<select[^>]* name="([^"]+)"[\s\S]*?<option value="([^"]+)" selected/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );

describe('the timetable of whoever takes a teacher’s place', () => {
  it('is asked for by an email to the link, and said to be unchecked until then', async () => {
    expect(at.site.mails.findLast(({ kind }) => kind === 'timetable-request')?.text).toContain(jo.name);
    const lead = await at.site.lead();
    expect((await lead.get(at.home)).text).toContain(`No one has checked the timetable of ${jo.name} yet.`);
    const link = at.site.visitor();
    const plan = await at.owed('agree-plan');
    for (const path of ['/plan', '/plan/people'])
      expect((await link.get(plan + path)).text).toContain(`No one has checked the timetable of ${jo.name} yet.`);
  });

  it('is the one of the teacher before, or is given lesson by lesson', async () => {
    const link = at.site.visitor();
    expect((await link.get(asked)).title).toContain(`Check the timetable of ${jo.name}`);
    const form = await link.get(`${asked}/timetable`);
    expect(form.text).toContain('Monday: Period 1 teaches');
    expect((await link.post(`${asked}/timetable`, {})).status).toBe(422);
    expect((await link.fill(`${asked}/timetable`, { lessons: 'other' })).location).toBe(`${asked}/timetable/week`);
    const before = await weekOf(jo.email);
    const shown = chosenIn((await link.get(`${asked}/timetable/week`)).html);
    expect(Object.keys(shown)).toHaveLength((before ?? []).join('').length);
    const wrong = await link.fill(`${asked}/timetable/week`, { ...shown, 'lesson-0-0': 'F', 'lesson-1-0': 'none' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Choose what they do in Period 1 on Tuesday');
    expect(wrong.html).toMatch(/name="lesson-0-0"[\s\S]*?<option value="F" selected/);
    expect(await weekOf(jo.email)).toEqual(before);
    expect((await link.fill(`${asked}/timetable/week`, { ...shown, 'lesson-0-0': 'F' })).status).toBe(303);
    const [monday, ...rest] = (await weekOf(jo.email)) ?? [];
    expect(monday).toBe(`F${before?.[0]?.slice(1)}`);
    expect(rest).toEqual(before?.slice(1));
    expect((await at.partnership()).plan?.state).toBe('wanted');
    expect((await link.get(asked)).title).toContain('Timetable checked');
    expect((await (await at.site.lead()).get(at.home)).text).not.toContain('No one has checked the timetable');
  });
});
