import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CoverSite, coverSite } from '#test/functions/web/cover-site.ts';
import { coverSchool } from '#test/support/cover-school.ts';

let at: CoverSite;
let own: string;
beforeAll(async () => {
  at = await coverSite(coverSchool(), '2026-09-10T10:00');
  own = `${await at.sessions('teacher-1')}/cycle-1-1/cannot-come`;
});
afterAll(() => at.site.stop());

const absences = async () => (await at.partnership()).provision?.absences ?? [];

it('the page of a teacher’s cycles leads to where they say that they cannot come, and that changes nothing by itself', async () => {
  const teacher = at.site.visitor();
  const base = await at.sessions('teacher-1');
  expect((await teacher.get(base)).html).toContain(`href="${own}"`);
  const { text } = await teacher.get(own);
  for (const day of ['Monday 5 October 2026', 'Thursday 8 October 2026']) expect(text).toContain(day);
  expect((await teacher.fill(own, {})).text).toContain('Choose the day on which you cannot come');
  expect(await absences()).toEqual([]);
});

it('it is for those who take part alone, and of the days of the cycle alone', async () => {
  for (const other of ['teacher-4', 'link', 'head'])
    expect((await at.site.visitor().get(`${await at.sessions(other)}/cycle-1-1/cannot-come`)).status).toBe(404);
  expect((await at.site.visitor().fill(own, { day: '2026-10-06' })).location).toContain('told=already');
  expect(await absences()).toEqual([]);
});

it('who says so is planned around, and the cycle stands until its school has agreed', async () => {
  const teacher = at.site.visitor();
  for (const _ of [1, 2])
    expect((await teacher.fill(own, { day: '2026-10-08' })).location).toContain('told=cannot-come');
  expect(await absences()).toEqual([{ who: 'teacher-1', from: '2026-10-08', until: '2026-10-08' }]);
  const { plan, cycles } = await at.partnership();
  expect(plan?.state).toBe('wanted');
  expect(cycles.find(({ id }) => id === 'cycle-1-1')).toMatchObject({ state: 'planned', sequence: 0 });
  expect((await teacher.get(own)).text).toContain('You have told us that you cannot come on Thursday 8 October 2026.');
});
