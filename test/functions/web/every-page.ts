import type { Cohort } from '#domain/cohort/cohort.ts';
import { chooseTeachers, countersign, sign } from '#domain/obligations/acts.ts';
import { release, takeOver } from '#domain/obligations/lead-acts.ts';
import { readCohortRecord, saveCohort } from '#records/cohorts.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { act } from '#use-cases/act.ts';
import { lookAtDates } from './dates-pages.ts';
import { lookAtImports } from './import-pages.ts';
import { look, type NamedPage } from './look.ts';
import { everySessionPage } from './session-pages.ts';
import type { Site } from './site.ts';

/** Every page of the site in every state that it has, and every form sent back with nothing written in it. */
export async function everyPage(site: Site, cohort: Cohort): Promise<readonly NamedPage[]> {
  const sample = await sampleCohort();
  await site.keep({ ...sample, cohort: { ...sample.cohort, id: 'a-draft', name: 'A draft' } });
  const launching = await site.keep({ ...sample, cohort: { ...sample.cohort, id: 'on-its-way', name: 'On its way' } });
  const kept = await readCohortRecord(site.table, launching.id);
  await saveCohort(site.table, kept, { ...launching, stage: 'launching', launched: site.parts.now() }, undefined);
  const pages: NamedPage[] = [];
  const visitor = site.visitor();
  await look(pages, visitor, ['/', '/sign-in', '/privacy', '/accessibility', '/nothing-here', '/owed/no-such-link']);
  await visitor.post('/sign-in', { email: 'nobody@example.org' });
  await look(pages, visitor, ['/sign-in/code']);

  const at = (urn: string) => `${cohort.id}/${urn}`;
  const link = (urn: string, what: string, version?: number) => site.link(cohort, urn, what, version);
  const lead = await site.lead();
  await look(pages, visitor, [await link('900101', 'sign-agreement'), await link('900101', 'sign-agreement', 0)]);
  const signing = await link('900101', 'sign-agreement');
  await visitor.fill(`${signing}/agreement/sign`, { fullName: 'Rhodri Pugh', role: 'Deputy', agree: 'yes' });
  await look(pages, visitor, [`${signing}/agreement/check`, `${signing}/agreement/decline/check`, `${signing}/saved`]);
  for (const urn of ['900101', '900102'])
    await act(site.parts, at(urn), 'link', (p, _c, now) =>
      sign(p, 'sign-agreement', 'link', { name: 'Rhodri Pugh', role: 'Deputy' }, now),
    );
  await site.turn(cohort);
  await look(pages, visitor, [signing]);
  await lookAtImports(pages, lead);
  await look(pages, lead, ['/cohorts']);
  for (const urn of ['900101', '900102'])
    await act(site.parts, at(urn), 'lead', (p, _c, now) =>
      countersign(p, 'countersign', { name: 'I', role: 'L' }, now),
    );
  await site.turn(cohort);
  const choosing = await link('900101', 'choose-teachers');
  await look(pages, visitor, [choosing, `${choosing}/teachers/check`]);
  await act(site.parts, at('900101'), 'link', (p, _c, now) => chooseTeachers(p, 'choose-teachers', 'link', [], now));
  await act(site.parts, at('900102'), 'lead', (p, c, now) => takeOver(p, c, 'choose-teachers', now));
  const lost = await link('900102', 'choose-teachers');
  await act(site.parts, at('900103'), 'lead', (p, _c, now) => release(p, 'sign-agreement', now));
  await site.turn(cohort);
  const answering = await link('900101', 'start-questionnaire');
  const grades = ['role', 'time', 'cover', 'talk', 'change', 'leaders'].map((key) => [`answer-${key}`, '5']);
  await look(pages, visitor, [
    choosing,
    lost,
    await link('900103', 'sign-agreement'),
    answering,
    `${answering}/questions/1`,
  ]);
  await visitor.fill(`${answering}/questions/1`, Object.fromEntries(grades));
  await look(
    pages,
    visitor,
    [2, 3, 4, 'check'].map((page) => `${answering}/questions/${page}`),
  );
  await visitor.fill(`${answering}/questions/check`, { confirm: 'yes' });
  await look(pages, visitor, [answering]);
  await look(pages, lead, ['/cohorts']);
  await lookAtDates(pages, lead, cohort, 'choose-teachers');
  const record = await readCohortRecord(site.table, cohort.id);
  if (record) await saveCohort(site.table, record, { ...record.value, stage: 'closed' }, undefined);
  await look(pages, lead, [`/cohorts/${cohort.id}`, `/cohorts/${cohort.id}/summary`]);
  await everySessionPage(site, pages);
  return pages;
}
