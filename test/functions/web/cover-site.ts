import { type Cohort, partnershipId } from '#domain/cohort/cohort.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { readPartnership, savePartnership } from '#records/partnerships.ts';
import type { JudgedAct } from '#test/support/acting.ts';
import { school } from '#test/support/first-school.ts';
import type { Given } from '#test/support/given.ts';
import { act } from '#use-cases/act.ts';
import { writeSessionsLink } from '#use-cases/follow-sessions-link.ts';
import { openSite, type Site } from './site.ts';

/** The site with one school as it stands in a test of the core, and a cohort of its own. */
export interface CoverSite {
  readonly site: Site;
  readonly cohort: Cohort;
  /** of its partnership */
  readonly id: string;
  readonly urn: string;
  readonly home: string;
  partnership: () => ReturnType<Site['partnership']>;
  /** sets the clock and lets the turn happen that is due */
  turn(local: string): Promise<void>;
  does(by: string, doing: JudgedAct): Promise<void>;
  owed(obligation: string): Promise<string>;
  sessions(person: string): Promise<string>;
}

/** Keeps a school at that local time: `2026-10-01T10:00`. On a site that knows its cohort already, under another id. */
export async function coverSite(given: Given, local: string, into?: { site: Site; id: string }): Promise<CoverSite> {
  const site = into?.site ?? (await openSite());
  const cohortId = into?.id ?? given.cohort.id;
  const cohort: Cohort = { ...given.cohort, id: cohortId, stage: 'launched', schoolCount: 1 };
  await site.keep({ cohort, schools: [school] });
  const partnership = { ...given.partnership, cohort: cohort.id, id: partnershipId(cohort.id, given.partnership.urn) };
  await savePartnership(site.table, undefined, partnership, {
    events: [],
    nextAt: nextMoment(partnership, cohort, given.now),
    addresses: { lead: cohort.lead.email },
  });
  site.at(local);
  const { urn, id } = partnership;
  return {
    site,
    cohort,
    id,
    urn,
    home: `/cohorts/${cohort.id}/schools/${urn}`,
    partnership: () => site.partnership(cohort, urn),
    async turn(when) {
      site.at(when);
      await site.turn(cohort);
    },
    async does(by, doing) {
      const outcome = await act(site.parts, id, by, doing);
      if ('refused' in outcome) throw new Error(outcome.refused.sentence);
    },
    owed: (obligation) => site.link(cohort, urn, obligation),
    async sessions(person) {
      const kept = await readPartnership(site.table, id);
      return `/sessions/${writeSessionsLink(await site.parts.secret(), kept?.value ?? partnership, person)}`;
    },
  };
}
