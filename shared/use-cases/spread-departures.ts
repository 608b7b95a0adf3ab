import type { Cohort } from '#domain/cohort/cohort.ts';
import type { PartnershipId } from '#domain/ids.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { departuresNoted, isSpreading, seatsFollowing } from '#domain/people/departures.ts';
import { departuresSpread, endsTheSeat, followDeparture } from '#domain/people/elsewhere.ts';
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
  { schoolCount }: Pick<Cohort, 'schoolCount'>,
  partnerships: readonly Partnership[],
): Promise<void> {
  const from = partnerships.filter(isSpreading);
  if (from.length === 0) return;
  // each school's own clock sets off the turn that follows
  const records: Records = { ...parts, start: async () => {} };
  const ids = partnerships.map(({ id }) => id);
  let failed = schoolCount - partnerships.length;
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
