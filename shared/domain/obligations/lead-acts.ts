import { type Instant, type LocalDate, localDate, london } from '#calendar/london.ts';
import { addSchoolDays, END_OF_DAY, notASchoolDay } from '#calendar/school-calendar.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { closing } from '#domain/dates/timeline.ts';
import type { ObligationId } from '#domain/ids.ts';
import { tellOfChange } from '#domain/messages/changed.ts';
import { agreed } from '#domain/partnership/agreement.ts';
import type { Change } from '#domain/partnership/changes.ts';
import { type Outcome, outcome, owed, queue, type Refusal, refuse, settle } from '#domain/partnership/outcome.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { refuseChange } from '#domain/people/confirm-acts.ts';
import { actingOn, isConfirmation } from '#domain/people/confirmers.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';
import { type LeadAct, mayEver } from './lead-may.ts';
import type { Obligation } from './obligation.ts';

const whyNot: Readonly<Partial<Record<ObligationKind, string>>> = {
  'check-copy': 'Only the school can check it, and the law sets its time.',
  'report-session': 'Only its coach can send a report.',
  'lesson-record': 'Only the teacher of a lesson can keep its record.',
  'sign-agreement': 'Only the school can sign its agreement. Release it or give more time.',
};

/** The open obligation of that id, if the lead may do that about it. */
function leadMayActOn(p: Partnership, id: ObligationId, act: LeadAct): Obligation | { readonly refused: Refusal } {
  const o = owed(p, id);
  if ('refused' in o || mayEver(o, act)) return o;
  return refuse('not-now', whyNot[o.kind] ?? 'Confirm or refuse it, on its own page.');
}

/** The lead gives more time: until the end of a school day before the programme closes. */
export function extend(p: Partnership, cohort: Cohort, id: ObligationId, to: LocalDate, now: Instant): Outcome {
  const o = leadMayActOn(p, id, 'extend');
  if ('refused' in o) return o;
  const due = london(to, END_OF_DAY);
  if (o.due.at === due.at) return refuse('already', 'It is due on that day already.');
  if (due.at <= now) return refuse('not-now', 'The new date must be today or later.');
  const why = notASchoolDay(cohort.calendar, to);
  if (why) return refuse('not-now', `That day is ${why}. Choose a school day.`);
  if (due.at > closing(cohort))
    return refuse('not-now', 'The programme closes before that day. Choose an earlier one.');
  const told = actingOn(p, o)
    .filter((to) => to !== 'lead' && !hearsAnyway(p, to, o))
    .flatMap((to) =>
      tellOfChange(
        p,
        cohort,
        {
          kind: 'deadline-extended',
          to,
          heard: { dues: [{ obligation: o.id, was: o.due }] },
          touches: { dues: [o.due.at, due.at] },
        },
        now,
      ),
    );
  return outcome(p, [{ what: 'extended', obligation: o.id, due }, ...told], now);
}

/** Is an email on its way to them that says when it is due, by whatever date holds when it goes? */
const hearsAnyway = ({ outbox }: Partnership, to: PersonId, { id }: Obligation): boolean =>
  outbox.some((m) => m.to === to && m.state === 'to-send' && m.about.includes(id) && m.kind !== 'deadline-extended');

/** The lead no longer needs it; links to it stop working, and what comes after it can begin. */
export function release(p: Partnership, id: ObligationId, now: Instant): Outcome {
  const asked = owed(p, id);
  // what is not to be confirmed is not so
  if (!('refused' in asked) && isConfirmation(asked)) return refuseChange(p, id, 'lead', now);
  const o = leadMayActOn(p, id, 'release');
  if ('refused' in o) return o.refused.why === 'released' ? refuse('already', 'It was released already.') : o;
  const reached: Partial<Record<ObligationKind, readonly Change[]>> = {
    'sign-agreement': agreed(p, now),
    countersign: agreed(p, now),
    'choose-teachers': [{ what: 'stage', stage: 'active' }],
  };
  return outcome(p, [settle(o, 'released', 'lead', now), ...(reached[o.kind] ?? [])], now);
}

/** School days that a lead has for what they take over. */
const TO_DO_IT_HERSELF = 5;

/** The lead does it, with what the school told them; the school is no longer chased. Nobody signs for a school. */
export function takeOver(p: Partnership, cohort: Cohort, id: ObligationId, now: Instant): Outcome {
  const o = leadMayActOn(p, id, 'take-over');
  if ('refused' in o) return o;
  if (o.owner === 'lead') return refuse('already', 'This is yours already.');
  const due = london(
    addSchoolDays(cohort.calendar, localDate(now), TO_DO_IT_HERSELF) ?? localDate(closing(cohort)),
    END_OF_DAY,
  );
  return outcome(p, [{ what: 'taken-over', obligation: o.id, due, policy: 'lead' }], now);
}

/** A reminder at once, or on the next school morning; never a second one in a day. */
export function chaseNow(p: Partnership, id: ObligationId, now: Instant): Outcome {
  const o = leadMayActOn(p, id, 'chase');
  if ('refused' in o) return o;
  const today = localDate(now);
  const free = actingOn(p, o).filter(
    (to) => p.remindedOn[to] !== today && !p.outbox.some((m) => m.kind === 'reminder' && m.to === to),
  );
  if (free.length === 0) return refuse('already', 'A reminder has gone to them today already, or is about to go.');
  return outcome(
    p,
    [
      { what: 'chased', obligation: o.id, days: [], reminded: true },
      ...free.map((to) => queue('reminder', to, now, [o.id])),
    ],
    now,
  );
}
