import { type Instant, london } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { whyNobody } from './addresses.ts';
import { castActs } from './casts.ts';
import { disturb } from './disturb.ts';
import { moveAsTold } from './move-dates.ts';
import { performOwed } from './perform.ts';
import { performAboutPeople } from './perform-people.ts';
import { type Performed, performSession } from './perform-session.ts';
import type { Rehearsing } from './rehearsal.ts';
import type { Reached, RehearsedCohort } from './rehearsed-cohort.ts';
import {
  type DatesLine,
  ImpossibleStory,
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

/** Those who do something in a rehearsal: whom the story tells of as it tells it, all others as the cast does. */
export class Players {
  /** what was done, in order */
  readonly performed: StoryLine[] = [];
  private readonly rehearsed: RehearsedCohort;
  private readonly schools: readonly School[];
  private readonly bankHolidays: Rehearsing['bankHolidays'];
  private readonly inStory: ReadonlySet<string>;
  private readonly byUrn: ReadonlyMap<string, readonly number[]>;
  private readonly asCast: (who: Reached) => readonly Act[];

  constructor(rehearsed: RehearsedCohort, { schools, story = [], cast, seed = 1, bankHolidays }: Rehearsing) {
    this.bankHolidays = bankHolidays;
    this.rehearsed = rehearsed;
    this.schools = schools;
    this.inStory = new Set(story.map((line) => line.who));
    this.byUrn = new Map(rehearsed.partnerships.map((p, i) => [p.urn, [i]]));
    this.asCast = (who) => castActs(cast, seed, who.partnership, who.message, who.address, rehearsed.now);
    story.forEach((line, index) => {
      this.planAct({ at: london(line.at.slice(0, 10), line.at.slice(11, 16)).at, line, index });
    });
  }

  /** Somebody has had an email: one of the cast will act on it. */
  hear(who: Reached): void {
    if (this.inStory.has(who.address)) return;
    for (const act of this.asCast(who)) this.planAct(act);
  }

  private planAct(act: Act): void {
    this.rehearsed.agenda.add({ at: act.at, rank: this.rehearsed.ranks.act, happen: () => this.doIt(act) });
  }

  private doIt({ at, line, index }: Act): void {
    if (line.does === 'move-dates') {
      this.moveDates(line, at, index);
      return;
    }
    if (line.does === 'end-cohort' && this.rehearsed.end(line.who)) {
      this.performed.push(line);
      return;
    }
    const done = this.perform(line, at);
    if (done && !('refused' in done.outcome)) {
      this.rehearsed.become(done.before, done.outcome.partnership);
      this.performed.push(line);
    } else if (index !== undefined)
      throw new ImpossibleStory(`${lineInWords(index, line)}: ${this.whyNot(line, done)}`);
  }

  private perform(line: Exclude<StoryLine, DatesLine>, at: Instant): Performed | undefined {
    const { cohort, post } = this.rehearsed;
    const candidates = this.candidatesFor(line);
    if (isPeopleLine(line)) return performAboutPeople(line, cohort, candidates, at);
    if (isDisturbance(line)) return disturb(line, cohort, candidates, at);
    if (isSessionLine(line)) return performSession(line, cohort, candidates, at, post.sentAboutSessions());
    return performOwed(line, cohort, candidates, at);
  }

  /** The schools for which the doer of a line may act. */
  private candidatesFor({ does, who, urn }: StoryLine): readonly Partnership[] {
    const { partnerships, places } = this.rehearsed;
    // An email may come back from somebody whom a school named later, its deputy.
    if (does === 'bounce') return partnerships;
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
