import { type Instant, type LocalDate, localDate } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import type { ObligationId } from '#domain/ids.ts';
import { agreed } from '#domain/partnership/agreement.ts';
import { remains } from '#domain/partnership/end-of-part.ts';
import { type Outcome, outcome, owed, queue, refuse, settle } from '#domain/partnership/outcome.ts';
import { actingFor, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { actingOn } from '#domain/people/confirmers.ts';
import { schoolOver } from '#domain/people/departures.ts';
import { askedToday } from '#domain/people/links.ts';
import type { Contact, PersonId } from '#domain/people/person.ts';
import { nextLinks, nextVersion } from '#domain/people/succession.ts';

/** The link signs for the school. */
export function sign(
  p: Partnership,
  id: ObligationId,
  by: PersonId,
  signer: { name: string; role: string; deputy?: Contact | undefined },
  now: Instant,
): Outcome {
  const { deputy, ...signature } = signer;
  const o = owed(p, id, 'sign-agreement');
  if ('refused' in o) return o;
  return outcome(
    p,
    [
      { what: 'agreement-signed', signature: { party: 'school', ...signature, at: now } },
      ...(deputy
        ? [{ what: 'deputy-named' as const, deputy: { id: 'deputy', role: 'deputy' as const, ...deputy, namedBy: by } }]
        : []),
      settle(o, 'done', by, now),
    ],
    now,
  );
}

/** The school says no: nothing more is asked of it, what waited for its people does not go, and the lead is told. */
export function decline(
  p: Partnership,
  cohort: Cohort,
  id: ObligationId,
  by: PersonId,
  reason: string,
  now: Instant,
): Outcome {
  const o = owed(p, id, 'sign-agreement');
  if ('refused' in o) return o;
  return outcome(
    p,
    [
      { what: 'declined', reason },
      ...remains(p, 'released', by, now),
      { what: 'stage', stage: 'declined' },
      ...schoolOver(cohort, now),
      queue('declined', 'lead', now, [o.id]),
    ],
    now,
  );
}

/** The lead signs for the teaching school; both parties get the signed copy. */
export function countersign(
  p: Partnership,
  id: ObligationId,
  signer: { name: string; role: string },
  now: Instant,
): Outcome {
  const o = owed(p, id, 'countersign');
  if ('refused' in o) return o;
  const signatory = p.obligations.find((other) => other.kind === 'sign-agreement')?.owner ?? 'link';
  return outcome(
    p,
    [
      { what: 'agreement-signed', signature: { party: 'teaching school', ...signer, at: now } },
      settle(o, 'done', 'lead', now),
      ...agreed(p, now),
      ...actingFor(p, signatory).map((to) => queue('signed-agreement', to, now, [o.id])),
      queue('signed-agreement', 'lead', now, [o.id]),
    ],
    now,
  );
}

export interface ChosenGroup {
  readonly name: string;
  readonly members: readonly Contact[];
}

/** The groups are as the programme shapes them: checked at the form, where each field can be named. */
export function chooseTeachers(
  p: Partnership,
  id: ObligationId,
  by: PersonId,
  groups: readonly ChosenGroup[],
  now: Instant,
): Outcome {
  const o = owed(p, id, 'choose-teachers');
  if ('refused' in o) return o;
  const people = groups
    .flatMap((g) => g.members)
    .map((m, i) => {
      const id = `teacher-${i + 1}`;
      // whoever sat there before and has left keeps links and answers of their own
      const version = nextVersion({ people: [], former: p.former }, id);
      const links = nextLinks({ people: [], former: p.former }, id, version);
      return {
        id,
        role: 'teacher' as const,
        nth: i + 1,
        ...m,
        ...(version > 1 && { version, links, linksFrom: links }),
      };
    });
  let next = 0;
  const chosen = groups.map((g) => ({ name: g.name, members: g.members.flatMap(() => people[next++]?.id ?? []) }));
  return outcome(
    p,
    [
      { what: 'teachers-chosen', people, groups: chosen },
      settle(o, 'done', by, now),
      { what: 'stage', stage: 'active' },
    ],
    now,
  );
}

/** The answers themselves are kept apart, where only the analysis reads them. */
export function answer(p: Partnership, id: ObligationId, by: PersonId, now: Instant): Outcome {
  const o = owed(p, id, 'answer-questionnaire');
  return 'refused' in o ? o : outcome(p, [settle(o, 'done', by, now)], now);
}

/** Its owner says that a meeting was held, and when. */
export function holdMeeting(p: Partnership, id: ObligationId, by: PersonId, on: LocalDate, now: Instant): Outcome {
  const o = owed(p, id, 'hold-meeting');
  if ('refused' in o) return o;
  if (on > localDate(now)) return refuse('not-now', 'The meeting cannot have been held later than today.');
  if (on < localDate(p.launch))
    return refuse('not-now', 'The meeting cannot have been held before the programme began.');
  return outcome(p, [{ what: 'settled', obligation: id, end: { how: 'done', by, at: now, on } }], now);
}

/** The owner asked for a new link. Earlier ones stop working; asked for again on the same day, nothing more goes. */
export function renewLink(p: Partnership, id: ObligationId, now: Instant): Outcome {
  const o = owed(p, id);
  if ('refused' in o) return o;
  if (!personOf(p, o.owner)) return refuse('not-now', 'This is with the programme lead now.');
  if (askedToday(o.renewed, now) || p.outbox.some((m) => m.kind === 'fresh-link' && m.about.includes(id)))
    return refuse('already', 'It is on its way.');
  return outcome(
    p,
    [{ what: 'link-renewed', obligation: o.id }, ...actingOn(p, o).map((to) => queue('fresh-link', to, now, [o.id]))],
    now,
  );
}
