import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import {
  answer,
  type ChosenGroup,
  chooseTeachers,
  countersign,
  decline,
  renewLink,
  sign,
} from '#domain/obligations/acts.ts';
import { chaseNow, extend, release, takeOver } from '#domain/obligations/lead-acts.ts';
import type { Outcome } from '#domain/partnership/outcome.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';

/** An act that a test says in words; the same shape as the use case `act` takes. */
export type JudgedAct = (p: Partnership, cohort: Cohort, now: Instant) => Outcome;

export const triads: readonly ChosenGroup[] = ['Triad 1', 'Triad 2'].map((name, g) => ({
  name,
  members: [1, 2, 3].map((m) => ({ name: `Chosen Teacher ${3 * g + m}`, email: `chosen-${3 * g + m}@example.org` })),
}));

/** Whoever owes a thing does it: the link, or the lead who took it over. */
const ownerOf = (p: Partnership, id: string) => obligationOf(p, id)?.owner ?? 'link';

export const signs: JudgedAct = (p, _cohort, now) =>
  sign(p, 'sign-agreement', 'link', { name: 'Rhodri Pugh', role: 'Deputy head' }, now);
export const declines: JudgedAct = (p, cohort, now) =>
  decline(p, cohort, 'sign-agreement', 'link', 'No time this year', now);
export const countersigns: JudgedAct = (p, _cohort, now) =>
  countersign(p, 'countersign', { name: 'Ingrid Solheim-Pryce', role: 'Programme lead' }, now);
export const choosesTeachers: JudgedAct = (p, _cohort, now) =>
  chooseTeachers(p, 'choose-teachers', ownerOf(p, 'choose-teachers'), triads, now);
export const answers =
  (id: string): JudgedAct =>
  (p, _cohort, now) =>
    answer(p, id, ownerOf(p, id), now);
export const extendsTo =
  (id: string, to: string): JudgedAct =>
  (p, cohort, now) =>
    extend(p, cohort, id, to, now);
export const releases =
  (id: string): JudgedAct =>
  (p, _cohort, now) =>
    release(p, id, now);
export const takesOver =
  (id: string): JudgedAct =>
  (p, cohort, now) =>
    takeOver(p, cohort, id, now);
export const chasesNow =
  (id: string): JudgedAct =>
  (p, _cohort, now) =>
    chaseNow(p, id, now);
export const renewsLink =
  (id: string): JudgedAct =>
  (p, _cohort, now) =>
    renewLink(p, id, now);
