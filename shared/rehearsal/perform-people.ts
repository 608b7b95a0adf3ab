import { type Instant, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { type Outcome, refuse } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { inviteAgain } from '#domain/partnership/signing.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import type { PersonId } from '#domain/people/person.ts';
import { type Person, sameAddress } from '#domain/people/person.ts';
import { withdrawPerson, withdrawSchool } from '#domain/people/withdrawal.ts';
import type { Performed } from './perform-session.ts';
import type { PeopleLine } from './story.ts';

const isOfSchool = ({ does }: PeopleLine): boolean => does === 'withdraw-school' || does === 'invite-again';

/** Does what somebody does about a part, by the same acts that the pages call. Undefined: there is nobody who could. */
export function performAboutPeople(
  line: PeopleLine,
  cohort: Cohort,
  candidates: readonly Partnership[],
  now: Instant,
): Performed | undefined {
  const isLead = sameAddress(cohort.lead.email) === line.who;
  const meant = line.does === 'replace' ? line.person : line.who;
  const about = (p: Partnership): Person | undefined => p.people.find((one) => sameAddress(one.email) === meant);
  const before = candidates.find((p) => about(p)) ?? (isOfSchool(line) && isLead ? candidates[0] : undefined);
  if (!before)
    return candidates[0] && { before: candidates[0], outcome: refuse('not-asked', 'There is nobody of that address.') };
  const person = about(before);
  const by = isLead ? 'lead' : (person?.id ?? '');
  return { before, outcome: done(before, person?.id ?? '') };

  function done(p: Partnership, seat: PersonId): Outcome {
    switch (line.does) {
      case 'replace':
        if (!isLead && line.person !== line.who)
          return refuse('not-now', 'Only the programme lead can replace somebody else.');
        return replacePerson(
          p,
          cohort,
          seat,
          { name: line.name, email: line.email },
          line.from ?? localDate(now),
          by,
          now,
        );
      case 'left':
        return reportGone(p, cohort, seat, line.how ?? 'left', now);
      case 'withdraw':
        return withdrawPerson(p, cohort, seat, seat, now);
      case 'withdraw-school':
        return withdrawSchool(p, cohort, { by, from: line.from }, now);
      case 'invite-again':
        return isLead
          ? inviteAgain(p, cohort, now)
          : refuse('not-now', 'Only the programme lead can invite a school again.');
      case 'end-cohort':
        return refuse('not-now', 'Only the programme lead can end a cohort.');
    }
  }
}
