import type { Instant } from '#calendar/london.ts';
import { proposalOf, questionOf, type SolverAnswer, type SolverQuestion } from '#cover/planner.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { cohortNextAt, decideCohort } from '#domain/cohort/round.ts';
import { proposePlan } from '#domain/cycles/plan-acts.ts';
import { mayLeave } from '#domain/dates/dates.ts';
import { postCalendar } from '#domain/dates/own-days.ts';
import type { Message } from '#domain/messages/message.ts';
import { readyToSend } from '#domain/messages/timing.ts';
import { apply } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import type { BusyTime } from '#domain/people/busy.ts';
import { departuresAreSpreading, departuresNoted } from '#domain/people/departures.ts';
import { departuresSpread, followDepartures } from '#domain/people/elsewhere.ts';
import { passGroups } from '#domain/people/hosting.ts';
import { sameAddress } from '#domain/people/person.ts';
import { endSchool } from '#domain/people/withdrawal.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';
import { addNewcomers, placesByAddress } from './addresses.ts';
import { openAgenda } from './agenda.ts';
import { elsewhereOf, lostToOthers } from './claims.ts';
import type { Rehearsing } from './rehearsal.ts';
import { RehearsedPost } from './rehearsed-post.ts';

const FINAL = { final: true } as const;

/** Somebody who has just had an email. */
export interface Reached {
  readonly partnership: Partnership;
  readonly message: Message;
  readonly address: string;
}

/** A cohort and its schools as they stand at a moment of a rehearsal, and the turns that they are to have. */
export class RehearsedCohort {
  readonly agenda = openAgenda();
  readonly post = new RehearsedPost();
  readonly partnerships: Partnership[];
  /** by address, the places in `partnerships` */
  readonly places: Map<string, number[]>;
  cohort: Cohort;
  now: Instant = '';
  private readonly reached: (who: Reached) => void;
  private readonly nextAt: (Instant | undefined)[] = [];
  private cohortAt: Instant | undefined;
  /** schools whose plan is wanted now */
  private readonly planning: number[] = [];

  /** `reached` is told of each email to somebody of a school. */
  constructor({ cohort, schools }: Pick<Rehearsing, 'cohort' | 'schools'>, reached: (who: Reached) => void) {
    this.reached = reached;
    this.cohort = { ...cohort, stage: 'launched', outbox: [], told: [] };
    this.partnerships = schools
      .map((school) => openPartnership(this.cohort, school))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    this.places = placesByAddress(this.cohort, this.partnerships);
    this.planTurns('');
  }

  /** Of one moment: the schools' turns in their order, then the cohort's, then what people do. */
  get ranks(): { readonly cohort: number; readonly act: number } {
    return { cohort: this.partnerships.length, act: this.partnerships.length + 1 };
  }

  /** Lets happen what is next. Whether there was anything. */
  goOn(): boolean {
    const next = this.agenda.next();
    if (!next) return false;
    if (next.at > this.now) this.now = next.at;
    next.happen();
    return true;
  }

  /** The place of the next school whose plan is wanted now. */
  nextToPlan(): number | undefined {
    return this.planning.shift();
  }

  /** What the planner is asked for a school, around the times at which its people are needed at others. */
  questionFor(i: number): SolverQuestion {
    const p = this.at(i);
    return questionOf(p, this.cohort, this.now, elsewhereOf(p, this.partnerships, this.now));
  }

  /** Of the times that an act asks for, those at which somebody is needed at another school. */
  lostTo(before: Partnership, after: Partnership): readonly BusyTime[] {
    return lostToOthers(before, after, this.partnerships, this.now);
  }

  /** The school's turn, with what the planner answered. */
  takePlan(i: number, answer: SolverAnswer): void {
    const { cohort, now } = this;
    const p = this.at(i);
    const proposed = proposePlan(p, cohort, p.plan?.nth ?? 0, proposalOf(p, cohort, now, answer, now), FINAL, now);
    if ('refused' in proposed) throw new Error(proposed.refused.sentence);
    this.partnerships[i] = proposed.partnership;
    this.turn(i);
  }

  /** The school stands otherwise than before, by what somebody did. */
  become(before: Partnership, after: Partnership): void {
    const i = this.partnerships.indexOf(before);
    this.partnerships[i] = after;
    addNewcomers(this.places, after, i);
    this.spreadFrom(i);
    this.planTurn(i);
  }

  /** The whole cohort stands otherwise than before, from the moment `at`. */
  moveTo(cohort: Cohort, at: Instant): void {
    this.cohort = cohort;
    this.planTurns(at);
  }

  /** Whether it was the lead, who alone can: every school's part ends, and then the cohort. */
  end(who: string): boolean {
    if (sameAddress(this.cohort.lead.email) !== who) return false;
    this.cohort = { ...this.cohort, ending: this.now };
    this.partnerships.forEach((p, i) => {
      const ended = endSchool(p, this.now);
      if ('refused' in ended) return;
      this.partnerships[i] = ended.partnership;
      this.planTurn(i);
    });
    this.planCohort(this.now);
    return true;
  }

  /** The schools in which an address may owe something. */
  schoolsOf(places: readonly number[] = []): readonly Partnership[] {
    return places.map((i) => this.at(i));
  }

  at(i: number): Partnership {
    return this.partnerships[i] as Partnership;
  }

  private planTurns(cohortAfter: Instant): void {
    this.partnerships.forEach((_, i) => {
      this.planTurn(i);
    });
    this.planCohort(cohortAfter);
  }

  /** When the school is to have its next turn; one planned earlier for another time no longer counts. */
  private planTurn(i: number): void {
    const at = nextMoment(this.at(i), this.cohort, this.now);
    this.nextAt[i] = at;
    if (at) this.agenda.add({ at, rank: i, happen: () => this.nextAt[i] === at && this.turn(i) });
  }

  private planCohort(after: Instant): void {
    const at = cohortNextAt(this.cohort, after);
    this.cohortAt = at;
    if (at) this.agenda.add({ at, rank: this.ranks.cohort, happen: () => this.cohortAt === at && this.turnCohort() });
  }

  private turn(i: number): void {
    const { cohort, now } = this;
    if (this.at(i).plan?.state === 'wanted') {
      this.planning.push(i);
      return;
    }
    const decided = decide(this.at(i), cohort, now).partnership;
    this.partnerships[i] = decided;
    if (decided.former) addNewcomers(this.places, decided, i);
    for (const key of readyToSend(mayLeave(decided, cohort), postCalendar(decided, cohort), now)) this.send(i, key);
    this.spreadFrom(i);
    this.planTurn(i);
  }

  /** What was said at a school is carried out at all of them, as the cohort's own turn does. */
  private spreadFrom(i: number): void {
    const from = this.at(i);
    if (!departuresAreSpreading(from)) return;
    this.passGroupsOf(from);
    this.partnerships.forEach((p, j) => {
      const after = followDepartures(p, this.cohort, from, this.now);
      if (after === p) return;
      this.partnerships[j] = after;
      if (j !== i) this.planTurn(j);
    });
    const spread = departuresSpread(this.at(i), departuresNoted(from), this.now);
    if ('partnership' in spread) this.partnerships[i] = spread.partnership;
  }

  /** The groups that it hosted are at other schools, if it takes no part any more. */
  private passGroupsOf({ id, departures = [] }: Partnership): void {
    if (!departures.some(({ how }) => how === 'school-over')) return;
    passGroups(this.partnerships, this.cohort, id, this.now).forEach((after, j) => {
      if (after === this.partnerships[j]) return;
      this.partnerships[j] = after;
      addNewcomers(this.places, after, j);
      this.planTurn(j);
    });
  }

  private send(i: number, key: string): void {
    const { cohort, now } = this;
    const p = this.at(i);
    const message = p.outbox.find((m) => m.key === key) as Message;
    const sending = this.post.send(cohort, p, message, (who) => this.schoolsOf(this.places.get(who)), now);
    if ('dropped' in sending) {
      this.partnerships[i] = apply(p, { what: 'message-dropped', key, why: sending.dropped }, now);
      return;
    }
    this.reached({ partnership: p, message, address: sameAddress(sending.to) });
    const { kind, to, about, session, proposed } = message;
    const sent = { what: 'message-sent' as const, key, kind, to, about, session, ...(proposed && { proposed }) };
    this.partnerships[i] = apply(p, sent, now);
  }

  private turnCohort(): void {
    const stages = this.partnerships.map((p) => p.stage);
    // each school takes moved dates up in its own turn
    const spread = { ...this.cohort, movesSpread: this.cohort.moves?.length };
    this.cohort = decideCohort(spread, stages, this.now);
    for (const key of readyToSend(this.cohort.outbox, this.cohort.calendar, this.now)) {
      const message = this.cohort.outbox.find((m) => m.key === key) as Message;
      this.post.sendToLead(this.cohort, message, this.now);
      this.cohort = { ...this.cohort, outbox: this.cohort.outbox.filter((m) => m !== message) };
    }
    this.planCohort(this.now);
  }
}
