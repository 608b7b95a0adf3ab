import type { School } from '#domain/cohort/cohort.ts';
import { sign } from '#domain/obligations/acts.ts';
import { replacePerson, reportGone } from '#domain/people/acts.ts';
import { confirmChange } from '#domain/people/confirm-acts.ts';
import { withdrawPerson, withdrawSchool } from '#domain/people/withdrawal.ts';
import { planSession } from '#domain/sessions/acts.ts';
import { coachingPackage } from '#programmes/coaching-package.ts';
import { attends } from '#programmes/common-steps.ts';
import { countersigns, type JudgedAct, releases } from '#test/support/acting.ts';
import { coverSchool } from '#test/support/cover-school.ts';
import { everyForm } from '#test/support/every-form.ts';
import { cohort, invited, school } from '#test/support/first-school.ts';
import { type Given, given } from '#test/support/given.ts';
import { jo } from './filling.ts';
import { COACH, DEPUTY } from './site.ts';

const plans =
  (date: string): JudgedAct =>
  (p, c, now) => {
    const who = { coach: 'coach-1', teacher: 'teacher-1', place: 'Room 4', focus: 'Pauses' };
    return planSession(p, c, { ...who, date, start: '09:00', end: '09:50' }, now);
  };

const taught: School = { ...school, teachers: [{ name: 'Teacher One', email: 'teacher-1@example.org', group: '' }] };

const launched = (): Given =>
  given({ ...cohort, programme: coachingPackage }, { ...taught, coaches: [COACH] })
    .at('2026-09-07T08:00')
    .decides();

/** A school that was released from signing after its session on 8 September 2026. */
export const agreedLate = (): Given =>
  launched().does(plans('2026-09-08')).until('2026-09-08T10:00').does(releases('sign-agreement')).decides();

/** A school in the coaching package that both have signed for: a session on 8 September 2026, and one on the 22nd. */
export const coached = (): Given =>
  launched()
    .does((p, _c, now) =>
      sign(p, 'sign-agreement', 'head', { name: 'Adaeze Okafor', role: 'Headteacher', deputy: DEPUTY }, now),
    )
    .decides()
    .does(countersigns)
    .decides()
    .does(plans('2026-09-08'))
    .does(plans('2026-09-22'))
    .decides();

/** One of its questionnaires is for a whole room. */
export function roomed(): Given {
  const it = coached();
  const questionnaires = {
    ...coachingPackage.questionnaires,
    day: { ...everyForm, title: 'The day', anonymous: true },
  };
  return { ...it, cohort: { ...it.cohort, programme: { ...coachingPackage, key: 'roomed', questionnaires } } };
}

/** The lead holds a training day, to which the link comes. */
export function heldByTheLead(): Given {
  const { programme } = invited.cohort;
  const training = { kind: 'training', title: 'the training day', about: 'How a lesson is studied.' } as const;
  const when = { due: { schoolDays: 20 } } as const;
  const steps = [...programme.steps, attends('training', 'link', training, when)];
  return { ...invited, cohort: { ...invited.cohort, programme: { ...programme, key: 'trained', steps } } };
}

/** A teacher has withdrawn from their triad, and nobody reads mail at the head's address. */
export const withdrawn = (): Given =>
  coverSchool()
    .until('2026-09-15T10:00')
    .does((p, c, now) => withdrawPerson(p, c, 'teacher-4', 'teacher-4', now))
    .does((p, c, now) => reportGone(p, c, 'head', 'bounced', now))
    .decides();

/** Somebody else sits at a teacher's seat, and nobody has said yet whether they have the same lessons. */
export const successorTeaches = (): Given =>
  coverSchool()
    .until('2026-09-15T10:00')
    .does((p, c, now) => replacePerson(p, c, 'teacher-1', jo, '2026-09-15', 'lead', now))
    .decides();

/** Its link has said that it withdraws on 1 October 2026, which waits to be confirmed. */
export const leavingAsked = (): Given =>
  invited.does((p, c, now) => withdrawSchool(p, c, { by: 'link', from: '2026-10-01' }, now));

/** It withdraws on that day: the lead has confirmed it. */
export const leaving = (): Given =>
  leavingAsked().does((p, c, now) => confirmChange(p, c, 'confirm-withdrawal', 'lead', now));

/** Its head has named a successor, which waits to be confirmed. */
export const successorNamed = (): Given =>
  invited.does((p, c, now) => replacePerson(p, c, 'head', jo, '2026-01-01', 'head', now));
