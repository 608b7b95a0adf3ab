import { describe, expect, it } from 'vitest';
import { reportGone } from '#domain/people/acts.ts';
import { WHERE } from '#test/functions/web/answering-site.ts';
import { lookOnlyAt, type NamedPage } from '#test/functions/web/look.ts';
import { dataSite } from '#test/functions/web/own-data-site.ts';
import { soundPages } from '#test/functions/web/sound-pages.ts';
import { act } from '#use-cases/act.ts';
import { startCopy, startErasing } from '#use-cases/ask-for-data.ts';

describe('every page about somebody’s own data', () => {
  const gathered = soundPages(20, async () => {
    const pages: NamedPage[] = [];
    const at = await dataSite();
    const { site, cohort } = at;
    site.at('2026-09-15T10:00');
    const lead = await site.lead();
    await site.keep({ cohort: { ...cohort, id: 'a-draft', stage: 'draft', changed: site.parts.now() }, schools: [] });
    await act(site.parts, WHERE, 'coach-3', (p, c, now) => reportGone(p, c, 'coach-3', 'left', now));
    const people = ['teacher-1', 'coach-3'].flatMap((who) =>
      ['copy', 'erase'].map((what) => `${at.home}/people/${who}/${what}`),
    );
    await lookOnlyAt(pages, lead, [
      '/cohorts/a-draft',
      '/cohorts/a-draft/delete',
      '/cohorts/import',
      '/privacy',
      ...people,
    ]);
    const own = await site.link(cohort, '900101', 'coaches-start-coach-2');
    const coach = site.visitor();
    await lookOnlyAt(pages, coach, [own, `${own}/your-data/copy`, `${own}/your-data/erase`]);
    await startCopy(site.parts, WHERE, 'coach-1', 'lead');
    await startErasing(site.parts, WHERE, 'coach-2', 'coach-2');
    await at.turn('2026-09-15T10:01');
    const head = site.visitor();
    const check = at.linkIn('copy-check-request');
    await lookOnlyAt(pages, head, [check, `${check}/copy`]);
    await head.get(`${check}/copy`);
    await head.post(`${check}/copy`, { confirm: 'yes' });
    await at.turn('2026-09-15T10:02');
    const link = at.linkIn('copy-ready');
    await lookOnlyAt(pages, head, [check]);
    const reader = site.visitor();
    await lookOnlyAt(pages, reader, [link]);
    await reader.post(`${link}/send`);
    await lookOnlyAt(pages, reader, [`${link}/code`]);
    await at.open(reader, link);
    await lookOnlyAt(pages, reader, [`${link}/copy`, at.linkIn('erasure-request')]);
    await lookOnlyAt(pages, lead, [at.home]);
    site.at('2026-11-15T10:00');
    await lookOnlyAt(pages, reader, [link, at.linkIn('erasure-request')]);
    site.at('2026-09-15T11:00');
    return { site, pages };
  });

  it('is there, or says that its link no longer works or what is wrong', () => {
    const others = gathered().filter(({ status }) => ![200, 410, 422].includes(status));
    expect(others.map(({ name }) => name)).toEqual([]);
  });
});
