import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { newLink } from '#domain/people/link-acts.ts';
import { withdrawPerson, withdrawSchool } from '#domain/people/withdrawal.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { coverSite } from './cover-site.ts';
import { look, lookOnlyAt, type NamedPage } from './look.ts';
import type { Site } from './site.ts';

const jo = { name: 'Jo Successor', email: 'jo@example.org' };

/** Every page on people, their seats and their leaving, in each of its states. */
export async function everyPeoplePage(pages: NamedPage[]): Promise<Site> {
  const at = await coverSite(coverSchool(), '2026-09-15T10:00');
  const { site, home, cohort } = at;
  await at.does('teacher-4', (p, c, now) => withdrawPerson(p, c, 'teacher-4', 'teacher-4', now));
  await at.does('drumbeat', (p, c, now) => reportGone(p, c, 'head', 'bounced', now));
  await at.does('drumbeat', (p, c, now) => reportGone(p, c, 'teacher-5', 'left', now));
  await site.turn(cohort);
  const keep = async (name: string, seen: ReturnType<ReturnType<Site['visitor']>['post']>) => {
    pages.push({ name, ...(await seen) });
  };
  const visitor = site.visitor();
  const [group, naming, ofTeacher] = [
    await at.owed('settle-group-teacher-4'),
    await at.owed('name-successor-head'),
    await at.sessions('teacher-1'),
  ];
  await look(pages, visitor, [group, `${group}/group`, naming, `${naming}/successor`, ofTeacher]);
  await look(pages, visitor, [`${naming}/fresh`, `${ofTeacher}/fresh`, `${ofTeacher}/calendar`]);
  // the page of somebody who has no sessions
  await at.does('head', (p, _c, now) => newLink(p, 'head', {}, now));
  const mine = await at.sessions('head');
  await look(pages, visitor, [mine, `${mine}/school/close`]);
  await look(pages, visitor, [
    `${naming}/not-me`,
    `${naming}/withdraw-school`,
    `${ofTeacher}/not-me`,
    `${ofTeacher}/withdraw`,
  ]);
  for (const choice of ['carry-on', 'merge-0', 'replace'])
    await keep(`check ${choice}`, visitor.fill(`${group}/group`, { choice, ...jo }));
  await keep('check a successor', visitor.fill(`${naming}/successor`, { who: 'other', ...jo }));
  await keep('check an address', visitor.fill(`${naming}/successor`, { who: 'same', ...jo }));
  await keep('unticked', visitor.post(`${naming}/successor`, {}));
  await at.does('teacher-2', (p, c, now) => replacePerson(p, c, 'teacher-2', jo, '2026-01-01', 'teacher-2', now));
  const kim = { name: 'Kim Other', email: 'kim@example.org' };
  await at.does('lead', (p, c, now) => replacePerson(p, c, 'teacher-3', kim, '2026-01-01', 'lead', now));
  await site.turn(cohort);
  const week = await at.owed('check-timetable-teacher-3');
  await look(pages, visitor, [week, `${week}/timetable`, `${week}/timetable/week`]);
  await keep('a week with a fault', visitor.fill(`${week}/timetable/week`, { 'lesson-0-0': '' }));
  await at.does('link', (p, c, now) => withdrawSchool(p, c, { by: 'link' }, now));
  await site.turn(cohort);
  const [asked, leaving] = [await at.owed('confirm-successor-teacher-2'), `${home}/owed/confirm-withdrawal`];
  await look(pages, visitor, [asked, `${asked}/confirm`, `${naming}/withdraw-school`]);
  for (const answer of ['yes', 'no'])
    await keep(`check a confirmation: ${answer}`, visitor.fill(`${asked}/confirm`, { answer }));
  // whoever asked can say that it is not right
  const own = site.mails.findLast((m) => m.kind === 'change-announced')?.text ?? '';
  const theirs = /(\/owed\/\S+)/.exec(own)?.[1] ?? '';
  await look(pages, visitor, [theirs, `${theirs}/confirm`]);
  const lead = await site.lead();
  await lookOnlyAt(pages, lead, [home, leaving, `${leaving}/confirm`]);
  await keep('check a withdrawal', lead.fill(`${leaving}/confirm`, { answer: 'yes' }));
  await keep('the school stays', lead.fill(`${leaving}/confirm`, { answer: 'no' }));
  await lead.post(`${leaving}/confirm`, { confirm: 'yes' });
  await keep('confirmed', visitor.fill(`${asked}/confirm`, { answer: 'no' }));
  await visitor.post(`${asked}/confirm`, { confirm: 'yes' });
  await lookOnlyAt(pages, visitor, [asked]);
  const form = `${home}/people/link/replace`;
  await lookOnlyAt(pages, lead, [
    home,
    form,
    `${home}/people/teacher-2/withdraw`,
    `${home}/people/teacher-2/links`,
    `${home}/withdraw`,
    `/cohorts/${cohort.id}`,
    `/cohorts/${cohort.id}/end`,
  ]);
  const day = { 'from-day': '1', 'from-month': '10', 'from-year': '2026' };
  await keep('check a replacement', lead.fill(form, { who: 'other', ...jo, ...day }));
  await lead.post(form, { confirm: 'yes' });
  await lead.fill(`${home}/withdraw`, { ...day, confirm: 'yes' });
  await lookOnlyAt(pages, lead, [`${home}?told=leaving`]);
  await keep('you have withdrawn', visitor.fill(`${ofTeacher}/withdraw`, { confirm: 'yes' }));
  await lookOnlyAt(pages, visitor, [ofTeacher]);
  await keep('noted', visitor.fill(`${naming}/not-me`, { how: 'left', ...jo, confirm: 'yes' }));
  await lookOnlyAt(pages, visitor, [naming]);
  await lead.fill(`${home}/withdraw`, { confirm: 'yes' });
  await lookOnlyAt(pages, lead, [`${home}?told=school-withdrawn`]);
  await lookOnlyAt(pages, visitor, [group]);
  return site;
}
