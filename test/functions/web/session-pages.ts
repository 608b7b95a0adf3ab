import { delayReport, holdSession, planSession } from '#domain/sessions/acts.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { look, type NamedPage } from './look.ts';
import { openCoaching, type Site } from './site.ts';

/** Every page of sessions, reports and the ledger, in every state that it has. Moves the clock on by a few days. */
export async function everySessionPage(site: Site, pages: NamedPage[]): Promise<void> {
  const cohort = await openCoaching(site);
  const id = `${cohort.id}/900101`;
  const visitor = site.visitor();
  const signing = await site.link(cohort, '900102', 'sign-agreement');
  await visitor.fill(`${signing}/agreement/sign`, {
    fullName: 'Tomasz Wrona',
    role: 'Headteacher',
    deputyName: 'Piran Nance',
    deputyEmail: 'p.nance@example.org',
    agree: 'yes',
  });
  await look(pages, visitor, [signing, `${signing}/agreement/sign`, `${signing}/agreement/check`]);
  for (const [date, start] of [
    ['2026-09-08', '09:00'],
    ['2026-09-08', '10:00'],
    ['2026-09-08', '11:00'],
    ['2026-09-08', '12:00'],
    ['2026-09-22', '09:00'],
  ] as const)
    await act(site.parts, id, 'coach-1', (p, c, now) =>
      planSession(
        p,
        c,
        {
          coach: 'coach-1',
          teacher: 'teacher-1',
          date,
          start,
          end: start.replace(':00', ':50'),
          place: 'Room 4',
          focus: 'Pauses',
        },
        now,
      ),
    );
  site.at('2026-09-08T13:00');
  await site.turn(cohort);
  const report = (n: number) => site.link(cohort, '900101', `session-${n}-report`);
  const [sent, moved, missed, held] = [await report(1), await report(2), await report(3), await report(4)];
  const words = { workedOn: 'Questions', seen: 'Pauses', agreed: 'More of them', realTime: 'no' };
  const to = { 'date-day': '9', 'date-month': '9', 'date-year': '2026', start: '9am', end: '10am' };
  await look(pages, visitor, [sent]);
  await visitor.fill(`${sent}/report`, { ...words, go: 'later' });
  await look(pages, visitor, [`${sent}/saved`, `${sent}/report/check`]);
  // looking at a page sends its forms with nothing written
  await visitor.fill(`${sent}/report`, { ...words, go: 'on' });
  await visitor.get(`${sent}/report/check`);
  await visitor.post(`${sent}/report/check`, { confirm: 'yes' });
  pages.push({ name: `${moved}/move: what follows`, ...(await visitor.fill(`${moved}/move`, { ...to, why: 'Ill' })) });
  await visitor.post(`${moved}/move`, { ...to, why: 'Ill' });
  await visitor.fill(`${missed}/off`, { why: 'Ill' });
  await act(site.parts, id, 'coach-1', (p, c, now) => holdSession(p, c, 'session-4', '2026-09-08T11:55:00Z', now));
  await act(site.parts, id, 'coach-1', (p) => delayReport(p, 'session-4', 'A fire drill', '2026-09-11'));
  await site.turn(cohort);
  site.at('2026-09-09T13:00');
  await site.turn(cohort);
  const lead = await site.lead();
  const p = await site.partnership(cohort, '900101');
  const sessions = `/sessions/${writeSessionsLink(await site.parts.secret(), p, 'coach-1')}`;
  const theirs = `/sessions/${writeSessionsLink(await site.parts.secret(), p, 'teacher-1')}`;
  await look(pages, visitor, [sent, moved, missed, held, sessions, `${sessions}?told=planned`, theirs]);
  const home = `/cohorts/${cohort.id}`;
  await look(pages, lead, [`${home}/ledger`, `${home}/ledger?urn=900102`, `${home}/schools/900101/sessions`]);
}
