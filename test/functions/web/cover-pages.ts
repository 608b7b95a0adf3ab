import { dropOut } from '#domain/cycles/acts.ts';
import { coverSchool, proposalFor, proposedSchool, proposes, withoutRecords } from '#test/support/cover-school.ts';
import { coverSite } from './cover-site.ts';
import { lookOnlyAt, type NamedPage } from './look.ts';
import type { Site } from './site.ts';

/** Every page of cover, cycles and lesson records, in every state that it has. Moves the clock on by a few weeks. */
export async function everyCoverPage(site: Site, pages: NamedPage[]): Promise<void> {
  const given = coverSchool();
  const cover = await coverSite(given, '2026-09-30T09:00', { site, id: 'cover-2026' });
  const unheld = await coverSite(proposedSchool(), '2026-09-30T09:00', { site, id: 'not-held-2026' });
  const plain = await coverSite(withoutRecords(given), '2026-09-30T09:00', { site, id: 'no-records-2026' });
  await cover.turn('2026-10-01T08:00');
  const visitor = site.visitor();
  const lead = await site.lead();
  const [asked, pack] = [await cover.owed('cycle-1-1-lesson-cover'), await cover.sessions('cover')];
  await lookOnlyAt(pages, visitor, [
    asked,
    pack,
    await cover.sessions('teacher-1'),
    ...['away', 'close'].map((form) => `${pack}/cover/${form}`),
    `${asked}/cover/away`,
  ]);
  await lookOnlyAt(pages, lead, [
    unheld.home,
    cover.home,
    `${cover.home}/cover`,
    `${cover.home}/cover/away`,
    `${cover.home}/cover/cycle-1-1/off`,
  ]);
  const away = { who: 'cover-1', 'from-day': '8', 'from-month': '10', 'from-year': '2026' };
  const close = { 'date-day': '8', 'date-month': '10', 'date-year': '2026', why: 'Snow' };
  const quiet = { ...close, 'date-day': '9' };
  for (const [form, typed] of [
    ['away', away],
    ['close', close],
    ['close', quiet],
  ] as const) {
    const name = `${pack}/cover/${form}`;
    pages.push({ name: `${name}: what follows`, ...(await visitor.fill(name, typed)) });
    pages.push({ name: `${name}: without a tick`, ...(await visitor.post(name)) });
  }
  await visitor.get(asked);
  await visitor.post(`${asked}/cover`, { confirm: 'yes' });
  await lookOnlyAt(pages, visitor, [asked]);
  await cover.does('cover', (p, cohort, now) =>
    dropOut(p, cohort, { who: 'cover-1', from: '2026-10-08', until: '2026-10-08' }, now),
  );
  await lookOnlyAt(pages, visitor, [`${pack}/cover/next`, `${pack}/cover/next?again=by-hand`]);
  const { cycles } = await cover.partnership();
  await cover.does(
    'drumbeat',
    proposes({ ...proposalFor(given), cycles: cycles.map((c) => ({ ...c, duties: c.duties.slice(1) })) }),
  );
  await lookOnlyAt(pages, visitor, [`${pack}/cover/next`]);
  await cover.turn('2026-10-08T14:00');
  const late = await site.lead();
  await lookOnlyAt(pages, late, [`/cohorts/${cover.cohort.id}`, cover.home]);
  await plain.turn('2026-10-08T14:00');
  const over = await plain.owed('cycle-1-1-record');
  await lookOnlyAt(pages, visitor, [over, `${over}/took-place`, `${over}/lesson/off`]);
  const record = await cover.owed('cycle-1-1-record');
  await lookOnlyAt(pages, visitor, [
    record,
    asked,
    ...[1, 2, 'check'].map((n) => `${record}/questions/${n}`),
    `${record}/lesson/off`,
  ]);
  await visitor.fill(`${record}/lesson/off`, { why: 'A fire alarm' });
  await lookOnlyAt(pages, visitor, [record, await cover.sessions('teacher-1')]);
}
