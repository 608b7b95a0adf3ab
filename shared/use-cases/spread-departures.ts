import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId } from '#domain/ids.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { departuresAreSpreading, departuresNoted, seatsFollowing } from '#domain/people/departures.ts';
import { departuresSpread, endsTheSeat, followDeparture } from '#domain/people/elsewhere.ts';
import type { Group } from '#domain/people/group.ts';
import { groupsToPassOn, hasTaken, nextHost, passGroupOn, takeGroup, toldItIsOver } from '#domain/people/hosting.ts';
import { readPartnership } from '#records/partnerships.ts';
import { act } from './act.ts';
import { inParts } from './move-dates.ts';
import type { Parts } from './parts.ts';
import { withdraw } from './withdraw.ts';

type Records = Pick<Parts, 'table' | 'now' | 'start'>;

/**
 * Carries out at every school of a cohort what somebody has said at one of them of a person who sits at several. Each school
 * is read as it stands and saved by itself; only when all of them have been is it noted where it was said. So a crash at any
 * line, or a school that cannot be read just now, loses nothing: the school where it was said wakes the cohort again, and
 * what has been carried out is carried out once. @param partnerships of the whole cohort, a moment behind
 */
export async function spreadDepartures(
  parts: Pick<Parts, 'table' | 'now'>,
  cohort: Cohort,
  partnerships: readonly Partnership[],
): Promise<void> {
  const from = partnerships.filter(departuresAreSpreading);
  if (from.length === 0) return;
  // each school's own clock sets off the turn that follows
  const records: Records = { ...parts, start: async () => {} };
  const ids = partnerships.map(({ id }) => id);
  let failed = cohort.schoolCount - partnerships.length;
  // First, so that what was said of whoever comes along with a group reaches them where it is now. A school that could not be
  // read may be the one to host it.
  if (failed === 0)
    for (const { id, departures = [] } of from)
      if (departures.some(({ how }) => how === 'school-over'))
        await passGroups(records, cohort, id, partnerships).catch(() => {
          failed++;
        });
  for (const some of inParts(ids)) {
    const reached = await Promise.allSettled(some.map((id) => followAt(records, id, from)));
    failed += reached.filter(({ status }) => status === 'rejected').length;
  }
  if (failed > 0) return;
  await Promise.allSettled(
    from.map((p) =>
      act(records, p.id, 'drumbeat', (now, _cohort, at) => departuresSpread(now, departuresNoted(p), at)),
    ),
  );
}

/** The groups that a school hosted which takes no part any more pass to others, each by itself; or are over. */
async function passGroups(
  records: Records,
  cohort: Cohort,
  id: PartnershipId,
  partnerships: readonly Partnership[],
): Promise<void> {
  const host = (await readPartnership(records.table, id))?.value;
  if (!host) return;
  for (const group of groupsToPassOn(host)) {
    const of = new Set(host.people.flatMap((one) => (group.members.includes(one.id) ? (one.of ?? []) : [])));
    const near = partnerships.filter(({ urn }) => of.has(urn));
    const read = await Promise.all(near.map((one) => readPartnership(records.table, one.id)));
    await passGroup(
      records,
      cohort,
      { host, group },
      read.flatMap((kept) => (kept ? [kept.value] : [])),
    );
  }
}

/** It is taken where it goes before it is given up where it was. A crash between the two is made good by the next try. */
async function passGroup(
  records: Records,
  cohort: Cohort,
  { host, group }: { readonly host: Partnership; readonly group: Group },
  places: readonly Partnership[],
): Promise<void> {
  const taken = places.find((one) => hasTaken(one, host, group));
  const to = taken ?? nextHost(host, group, places, cohort, records.now());
  if (to && !taken) {
    const took = await act(records, to.id, 'drumbeat', (p, c, now) => takeGroup(p, c, host, group, now));
    // another is chosen in a while
    if ('refused' in took && took.refused.why !== 'already') throw new Error(`${to.id} does not take ${group.name}`);
  }
  await act(records, host.id, 'drumbeat', (p, theirs, now) =>
    passGroupOn(p, group, to?.school, toldItIsOver(host, group, places, theirs, now), now),
  );
}

/** What of it concerns one school. Refused: it has been carried out there, or nothing is asked there any more. */
async function followAt(records: Records, id: PartnershipId, from: readonly Partnership[]): Promise<void> {
  const kept = await readPartnership(records.table, id);
  if (!kept) return;
  for (const p of from)
    for (const departure of p.departures ?? [])
      for (const seat of seatsFollowing(kept.value, p, departure))
        await (endsTheSeat(departure.how)
          ? withdraw(records, id, seat, 'drumbeat', 'elsewhere')
          : act(records, id, 'drumbeat', (now, cohort, at) =>
              seatsFollowing(now, p, departure).includes(seat)
                ? followDeparture(now, cohort, seat, departure, p, at)
                : refuse('already', 'Someone else has that part now.'),
            ));
}
