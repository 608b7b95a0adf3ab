import { type Instant, london } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { planAroundOthers } from '#domain/cycles/plan-acts.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { actsAs } from '#domain/obligations/owed.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { notFree } from '#domain/people/busy.ts';
import { sameAddress } from '#domain/people/person.ts';
import { isUnasked } from '#domain/people/rules.ts';
import type { Answered } from '#questionnaires/answered.ts';
import { whyNobody } from './addresses.ts';
import type { Cast } from './cast.ts';
import { castActs } from './casts.ts';
import { disturb } from './disturb.ts';
import { isLeftTo } from './left-to-the-story.ts';
import { moveAsTold } from './move-dates.ts';
import { answersInStory, performOwed } from './perform.ts';
import { performAboutPeople } from './perform-people.ts';
import { type Performed, performSession } from './perform-session.ts';
import type { Rehearsing } from './rehearsal.ts';
import type { Reached, RehearsedCohort } from './rehearsed-cohort.ts';
import {
  type ActLine,
  type DatesLine,
  ImpossibleStory,
  type IsLine,
  isDisturbance,
  isPeopleLine,
  isSessionLine,
  lineInWords,
  type StoryLine,
} from './story.ts';

interface Act {
  readonly at: Instant;
  readonly line: StoryLine;
  /** the place in the story; undefined for the cast's */
  readonly index?: number;
}

/**
 * Those who do something in a rehearsal: whom the story tells of as it tells it, and besides as it says that they are; all others
 * as the cast does.
 */
export class Players {
  /** what was done, in order */
  readonly performed: ActLine[] = [];
  /** what the story's people answered, in order */
  readonly answers: Answered[] = [];
  private readonly rehearsed: RehearsedCohort;
  private readonly schools: readonly School[];
  private readonly bankHolidays: Rehearsing['bankHolidays'];
  private readonly inStory: ReadonlySet<string>;
  /** how those in the story are besides what it tells of them; nobody else */
  private readonly besides = new Map<string, Cast>();
  /** lines that are still to come, by their place in the story */
  private readonly toCome: Map<number, StoryLine>;
  private readonly byUrn: ReadonlyMap<string, readonly number[]>;
  private readonly cast: Cast;
  private readonly seed: number;

  constructor(rehearsed: RehearsedCohort, { schools, story = [], cast, seed = 1, bankHolidays }: Rehearsing) {
    this.bankHolidays = bankHolidays;
    this.rehearsed = rehearsed;
    this.schools = schools;
    this.cast = cast;
    this.seed = seed;
    this.inStory = new Set(story.map((line) => line.who));
    this.toCome = new Map(story.entries());
    this.byUrn = new Map(rehearsed.partnerships.map((p, i) => [p.urn, [i]]));
    story.forEach((line, index) => {
      this.planAct({ at: london(line.at.slice(0, 10), line.at.slice(11, 16)).at, line, index });
    });
  }

  /** Somebody has had an email: one of the cast will act on it. */
  hear({ partnership, message, address }: Reached): void {
    const cast = this.inStory.has(address) ? this.besides.get(address) : this.cast;
    if (cast) this.actAs(cast, partnership, message, address);
  }

  private actAs(
    cast: Cast,
    p: Partnership,
    message: Pick<Reached['message'], 'kind' | 'about' | 'session'>,
    who: string,
  ): void {
    const left = [...this.toCome.values()].filter((line) => line.who === who);
    for (const act of castActs(cast, this.seed, p, message, who, this.rehearsed.now))
      if (!left.some((line) => isLeftTo(line, act.line, p.sessions))) this.planAct(act);
  }

  private planAct(act: Act): void {
    this.rehearsed.agenda.add({ at: act.at, rank: this.rehearsed.ranks.act, happen: () => this.doIt(act) });
  }

  private doIt({ at, line, index }: Act): void {
    if (line.does === 'is') {
      this.become(line);
      return;
    }
    this.doAsTold(line, at, index);
    if (index === undefined) return;
    this.toCome.delete(index);
    // what was left to that line, and it did not tell of
    if (this.besides.has(line.who)) this.takeUp(line.who);
  }

  private doAsTold(line: ActLine, at: Instant, index: number | undefined): void {
    if (line.does === 'move-dates') {
      this.moveDates(line, at, index);
      return;
    }
    if (line.does === 'end-cohort' && this.rehearsed.end(line.who)) {
      this.performed.push(line);
      return;
    }
    const done = this.unlessNeeded(line, this.perform(line, at), at);
    if (done && !('refused' in done.outcome)) {
      this.rehearsed.become(done.before, done.outcome.partnership);
      this.performed.push(line);
      if (line.does === 'answer' && line.answers) this.answers.push(...answersInStory(line, done, at));
    } else if (index !== undefined)
      throw new ImpossibleStory(`${lineInWords(index, line)}: ${this.whyNot(line, done)}`);
  }

  /** From now on they are of that cast, in what no line tells, and see to what they have been asked for. */
  private become({ who, cast }: IsLine): void {
    this.besides.set(who, cast);
    this.takeUp(who);
  }

  private takeUp(who: string): void {
    const cast = this.besides.get(who);
    if (!cast) return;
    for (const partnership of this.rehearsed.schoolsOf(this.rehearsed.places.get(who))) {
      const place = { cohort: this.rehearsed.cohort, partnership };
      const asked = partnership.obligations.filter(
        (o) => isOpen(o) && actsAs(place, o, sameAddress(who)) !== undefined && !isUnasked(partnership, o),
      );
      this.actAs(cast, partnership, { kind: 'handover', about: asked.map(({ id }) => id) }, who);
    }
  }

  /** What is asked for is refused where somebody is needed at another school then; a plan that is agreed is made anew. */
  private unlessNeeded({ does }: ActLine, done: Performed | undefined, at: Instant): Performed | undefined {
    if (!done || 'refused' in done.outcome) return done;
    const { before, outcome } = done;
    const lost = this.rehearsed.lostTo(before, outcome.partnership);
    if (lost.length === 0) return done;
    const instead = does === 'agree-plan' ? planAroundOthers(before, lost, at) : undefined;
    if (instead && !('refused' in instead)) this.rehearsed.become(before, instead.partnership);
    return { before, outcome: notFree(before, lost) };
  }

  private perform(line: Exclude<ActLine, DatesLine>, at: Instant): Performed | undefined {
    const { cohort, post } = this.rehearsed;
    const candidates = this.candidatesFor(line);
    if (isPeopleLine(line)) return performAboutPeople(line, cohort, candidates, at);
    if (isDisturbance(line)) return disturb(line, cohort, candidates, at);
    if (isSessionLine(line)) return performSession(line, cohort, candidates, at, post.lastSent());
    return performOwed(line, cohort, candidates, at);
  }

  /** The schools for which the doer of a line may act. */
  private candidatesFor({ does, who, urn }: StoryLine): readonly Partnership[] {
    const { partnerships, places } = this.rehearsed;
    // An email may come back from somebody whom a school named later, its deputy.
    if (does === 'bounce') return urn === undefined ? partnerships : this.rehearsed.schoolsOf(this.byUrn.get(urn));
    return this.rehearsed.schoolsOf(urn === undefined ? places.get(who) : this.byUrn.get(urn));
  }

  private whyNot(line: StoryLine, done: Performed | undefined): string {
    if (done && 'refused' in done.outcome) return done.outcome.refused.sentence;
    return whyNobody(line, this.rehearsed.cohort, this.schools, this.rehearsed.places.has(line.who));
  }

  private moveDates(line: DatesLine, at: Instant, index = 0): void {
    const moved = moveAsTold(line, this.rehearsed.cohort, at, this.bankHolidays);
    if ('refused' in moved) throw new ImpossibleStory(`${lineInWords(index, line)}: ${moved.refused.sentence}`);
    this.rehearsed.moveTo(moved.cohort, at);
    this.performed.push(line);
  }
}
