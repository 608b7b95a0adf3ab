import { coverSchool } from '#test/support/cover-school.ts';
import { active, invited, school } from '#test/support/first-school.ts';
import { startCopy, startErasing } from '#use-cases/ask-for-data.ts';
import type { Posting } from './conflicts.ts';
import type { CoverSite } from './cover-site.ts';
import { EARLY, form, owed, PLAN, tick } from './filling.ts';

const LATER = '2026-09-14T10:00';

/** The path of the link in the last email of that kind. */
const linkIn = ({ site }: CoverSite, kind: string): string =>
  /(\/your-data\/\S+)/.exec(site.mails.findLast((mail) => mail.kind === kind)?.text ?? '')?.[1] ?? '';

const copyStarted = async (at: CoverSite) => {
  await startCopy(at.site.parts, at.id, 'link', 'lead');
  await at.turn(LATER);
};

/** Every form about somebody’s own data. */
export const postingsOfData: readonly Posting[] = [
  ...(['copy', 'erase'] as const).map(
    (what): Posting => ({
      name: `their own data: ${what}`,
      stands: () => invited,
      at: EARLY,
      open: form(owed('sign-agreement'), `/your-data/${what}`, tick),
    }),
  ),
  {
    name: 'a code to open a copy',
    stands: () => active,
    at: LATER,
    atOnce: true,
    anybody: true,
    before: copyStarted,
    open: async (tab, at) => {
      const link = linkIn(at, 'copy-ready');
      await tab.get(link);
      return { path: `${link}/send` };
    },
  },
  {
    name: 'the code to a copy',
    stands: () => active,
    at: LATER,
    atOnce: true,
    anybody: true,
    orSays: 'Error: Check your email',
    before: copyStarted,
    open: async (tab, at) => {
      const link = linkIn(at, 'copy-ready');
      await tab.get(link);
      await tab.post(`${link}/send`);
      const code = /\b\d{6}\b/.exec(at.site.mails.findLast(({ kind }) => kind === 'copy-code')?.text ?? '')?.[0] ?? '';
      await tab.get(`${link}/code`);
      return { path: `${link}/code`, fields: { code } };
    },
  },
  {
    name: 'an erasing, confirmed',
    stands: () => active,
    at: LATER,
    async before(at) {
      await startErasing(at.site.parts, at.id, 'link', 'lead');
      await at.turn(LATER);
    },
    open: async (tab, at) => {
      const link = linkIn(at, 'erasure-request');
      await tab.get(link);
      return { path: `${link}/erase`, fields: tick };
    },
  },
  {
    name: 'a copy, checked',
    stands: coverSchool,
    at: PLAN,
    async before(at) {
      const lead = await at.site.lead();
      await lead.fill(`${at.home}/cover/cycle-1-1/off`, { why: 'Jo is ill' });
      await startCopy(at.site.parts, at.id, 'teacher-1', 'lead');
    },
    open: form(owed('check-copy-1'), '/copy', tick),
  },
  {
    name: 'a draft is deleted',
    lead: true,
    stands: () => invited,
    at: EARLY,
    async before({ site, cohort }) {
      await site.keep({ cohort: { ...cohort, id: 'a-draft', stage: 'draft' }, schools: [school] });
    },
    open: form(async () => '/cohorts/a-draft', '/delete', tick),
  },
];
