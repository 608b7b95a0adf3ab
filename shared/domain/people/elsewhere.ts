import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { newMessage } from '#domain/messages/outbox.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { afterTheEnd, type Outcome, outcome, refuse } from '#domain/partnership/outcome.ts';
import { actingFor, hasEnded, isThere, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { hasNotSignedInTime } from '#domain/partnership/signing.ts';
import { correctAddress, propose, reportGone, seatFault } from './acts.ts';
import { departuresNoted, seatsFollowing } from './departures.ts';
import type { PersonId } from './person.ts';
import type { Departure } from './seat.ts';
import { withdrawPerson } from './withdrawal.ts';

/** What becomes of a seat whose person has left another: they are asked for nothing more, and the school hears of it. */
export function followDeparture(
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  departure: Departure,
  from: Pick<Partnership, 'id' | 'urn' | 'school' | 'groups' | 'people'>,
  now: Instant,
): Outcome {
  const { how, named } = departure;
  if (how === 'group-left') return hearOfPartner(p, departure, from, now);
  if (endsTheSeat(how)) return withdrawPerson(p, cohort, seat, 'drumbeat', now, 'elsewhere');
  // a school whose own part is about to end is not asked how its groups go on
  if (how === 'school-over' && hasNotSignedInTime(p, cohort, now))
    return refuse('already', 'The time to sign is over here too.');
  if (how === 'school-over') return withdrawPerson(p, cohort, seat, 'drumbeat', now, 'school');
  if (named && how === 'corrected') return followCorrection(p, cohort, seat, named, from, now);
  if (named) return followReplacement(p, cohort, seat, named, from, now);
  return reportGone(p, cohort, seat, how === 'bounced' ? 'bounced' : 'left', now, 'elsewhere');
}

/** The link hears, once, that somebody has gone from a group that another school hosts. Who, is for that school to say. */
function hearOfPartner(
  p: Partnership,
  departure: Departure,
  from: Parameters<typeof seatsFollowing>[1] & Pick<Partnership, 'school'>,
  now: Instant,
): Outcome {
  const { seat, at, group = '' } = departure;
  if (hasEnded(p.stage)) return afterTheEnd;
  if (p.partnersGone?.some((one) => one.host === from.id && one.seat === seat && one.at === at))
    return refuse('already', 'The school has heard of it already.');
  const own = seatsFollowing(p, from, departure);
  const links = actingFor(p, 'link').filter((id) => isThere(p, id));
  const to = links.length > 0 ? links : ['head'].filter((id) => isThere(p, id));
  return outcome(
    p,
    [
      { what: 'partner-gone', gone: { host: from.id, school: from.school, group, seat, at, own } },
      ...to.map(
        (id): Change => ({
          what: 'message-queued',
          message: { ...newMessage('partner-left', id, [], now), group },
        }),
      ),
    ],
    now,
  );
}

/**
 * The lead, or a colleague at the same school, has said which address is right. Another school's people vouch for nobody here:
 * what they have said waits until somebody who may has confirmed it.
 */
function followCorrection(
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  { name, email, by }: NonNullable<Departure['named']>,
  from: Pick<Partnership, 'id' | 'school'>,
  now: Instant,
): Outcome {
  if (by === 'lead' || p.id === from.id) return correctAddress(p, cohort, seat, email, by, now, 'elsewhere');
  return propose(p, cohort, { seat, to: { name, email }, same: true, by: seat, elsewhere: from.school }, now);
}

/** Does whoever departed like that withdraw where they sat, so that what they wrote goes too? */
export const endsTheSeat = (how: Departure['how']): boolean => how === 'withdrawn' || how === 'withdrawn-here';

/** A school after all that is to be carried out from another, or from itself; the same one where nothing of it concerns it. */
export const followDepartures = (p: Partnership, cohort: Cohort, from: Partnership, now: Instant): Partnership =>
  (from.departures ?? [])
    .flatMap((departure) => seatsFollowing(p, from, departure).map((seat) => ({ seat, departure })))
    .reduce((after, { seat, departure }) => {
      const followed = followDeparture(after, cohort, seat, departure, from, now);
      return 'refused' in followed ? after : followed.partnership;
    }, p);

/**
 * Whoever follows them at their own school may do so here too, once somebody who may has said that it is right. Whoever is asked
 * who it is has that to say in one place: their answer settles both.
 */
function followReplacement(
  p: Partnership,
  cohort: Cohort,
  seat: PersonId,
  { name, email }: NonNullable<Departure['named']>,
  from: Pick<Partnership, 'school'>,
  now: Instant,
): Outcome {
  const left = personOf(p, seat)?.gone ? outcome(p, [], now) : reportGone(p, cohort, seat, 'left', now, 'elsewhere');
  if ('refused' in left || seatFault(p, seat, { name, email })) return left;
  const unasked = left.changes.filter((c) => !(c.what === 'message-queued' && c.message.kind === 'successor-request'));
  const after = outcome(p, unasked, now);
  const offer = { seat, to: { name, email }, same: false, by: seat, elsewhere: from.school };
  const offered = propose(after.partnership, cohort, offer, now);
  return 'refused' in offered ? left : { ...offered, changes: [...unasked, ...offered.changes] };
}

/** The first so many departures that were ever noted at a school have been carried out everywhere. */
export function departuresSpread(p: Partnership, upTo: number, now: Instant): Outcome {
  const { departuresSpread: before = 0 } = p;
  if (upTo <= before || upTo > departuresNoted(p)) return refuse('already', 'This has been carried out already.');
  return outcome(p, [{ what: 'departures-spread', upTo }], now);
}
