import { type Instant, london } from '#calendar/london.ts';
import { proposalOf, questionOf, type SolverAnswer, type SolverQuestion } from '#cover/planner.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { openPartnership } from '#domain/cohort/opening.ts';
import { cohortNextAt, decideCohort } from '#domain/cohort/round.ts';
import { proposePlan } from '#domain/cycles/plan-acts.ts';
import { mayLeave } from '#domain/dates/dates.ts';
import { toSend } from '#domain/messages/contents.ts';
import type { Message } from '#domain/messages/message.ts';
import { readyToSend, reminderOfTheDay } from '#domain/messages/timing.ts';
import { readerOf } from '#domain/obligations/owed.ts';
import { apply } from '#domain/partnership/changes.ts';
import type { Partnership } from '#domain/partnership/partnership.ts';
import { sameAddress } from '#domain/people/person.ts';
import { endSchool } from '#domain/people/withdrawal.ts';
import { decide, nextMoment } from '#domain/turn/decide.ts';

import { addNewcomers, placesByAddress, whyNobody } from './addresses.ts';
import { openAgenda } from './agenda.ts';
import { castActs } from './casts.ts';
import { disturb } from './disturb.ts';
import { moveAsTold } from './move-dates.ts';
import { performOwed } from './perform.ts';
import { performAboutPeople } from './perform-people.ts';
import { performSession, type SentMessage } from './perform-session.ts';
import type { Rehearsal, RehearsedMessage, Rehearsing } from './rehearsal.ts';
import {
  type DatesLine,
  ImpossibleStory,
  isDisturbance,
  isPeopleLine,
  isSessionLine,
  lineInWords,
  type StoryLine,
} from './story.ts';

const FINAL = { final: true } as const;

interface Act {
  readonly at: Instant;
  readonly line: StoryLine;
  /** the place in the story; undefined for the cast's */
  readonly index?: number;
}

/** Yields what the planner is asked, and goes on with its answer. */
export function* play({
  cohort: imported,
  schools,
  story = [],
  cast,
  seed = 1,
}: Rehearsing): Generator<SolverQuestion, Rehearsal, SolverAnswer> {
  let cohort: Cohort = { ...imported, stage: 'launched', outbox: [], told: [] };
  const partnerships = schools.map((school) => openPartnership(cohort, school)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const nextAt: (Instant | undefined)[] = [];
  const places = placesByAddress(cohort, partnerships);
  const byUrn = new Map(partnerships.map((p, i) => [p.urn, [i]]));
  const inStory = new Set(story.map((line) => line.who));
  const messages: RehearsedMessage[] = [];
  const performed: StoryLine[] = [];
  const remindedToday = new Set<string>();
  /** the last to each address: for a story in which it bounces */
  const sentAboutSessions = new Map<string, SentMessage>();

  // Of one moment: the schools' turns in their order, then the cohort's, then what people do.
  const ranks = { cohort: partnerships.length, act: partnerships.length + 1 };
  const agenda = openAgenda();
  /** schools whose plan is wanted now */
  const planning: number[] = [];
  let now: Instant = '';
  let cohortAt: Instant | undefined;
  partnerships.forEach((_, i) => {
    planTurn(i);
  });
  planCohort('');
  story.forEach((line, index) => {
    planAct({ at: london(line.at.slice(0, 10), line.at.slice(11, 16)).at, line, index });
  });
  for (let it = agenda.next(); it; it = agenda.next()) {
    if (it.at > now) now = it.at;
    it.happen();
    for (let i = planning.shift(); i !== undefined; i = planning.shift()) {
      const p = partnerships[i] as Partnership;
      const answer = yield questionOf(p, cohort, now);
      const proposed = proposePlan(p, cohort, p.plan?.nth ?? 0, proposalOf(p, cohort, now, answer, now), FINAL, now);
      if ('refused' in proposed) throw new Error(proposed.refused.sentence);
      partnerships[i] = proposed.partnership;
      turn(i);
    }
  }
  const obligations = partnerships.flatMap((p) => p.obligations);
  const ended = (how: string) => obligations.filter((o) => o.end?.how === how).length;
  return {
    messages,
    obligations: {
      total: obligations.length,
      done: ended('done'),
      lapsed: ended('lapsed'),
      released: ended('released'),
    },
    schools: schools.length,
    acts: performed,
    partnerships,
  };

  /** When the school is to have its next turn; one planned earlier for another time no longer counts. */
  function planTurn(i: number) {
    const at = nextMoment(partnerships[i] as Partnership, cohort, now);
    nextAt[i] = at;
    if (at) agenda.add({ at, rank: i, happen: () => nextAt[i] === at && turn(i) });
  }

  function planCohort(after: Instant) {
    const at = cohortNextAt(cohort, after);
    cohortAt = at;
    if (at) agenda.add({ at, rank: ranks.cohort, happen: () => cohortAt === at && turnCohort() });
  }

  function planAct(act: Act) {
    agenda.add({ at: act.at, rank: ranks.act, happen: () => doIt(act) });
  }

  function turn(i: number) {
    if (partnerships[i]?.plan?.state === 'wanted') {
      planning.push(i);
      return;
    }
    const decided = decide(partnerships[i] as Partnership, cohort, now).partnership;
    partnerships[i] = decided;
    if (decided.former) addNewcomers(places, decided, i);
    for (const key of readyToSend(mayLeave(decided, cohort), cohort.calendar, now)) {
      const p = partnerships[i] as Partnership;
      const message = p.outbox.find((m) => m.key === key) as Message;
      const dropped = send(p, message);
      const { kind, to, about, session, proposed } = message;
      partnerships[i] = apply(
        p,
        dropped
          ? { what: 'message-dropped', key, why: dropped }
          : { what: 'message-sent', key, kind, to, about, session, ...(proposed && { proposed }) },
        now,
      );
    }
    planTurn(i);
  }

  /** Why it need not go, if so. */
  function send(partnership: Partnership, message: Message): string | undefined {
    const to = readerOf({ cohort, partnership }, message)?.email ?? '';
    const reminder = message.kind === 'reminder' ? reminderOfTheDay(sameAddress(to), now) : undefined;
    // Only the reminder that goes looks everywhere: the lead of many schools has one waiting in each.
    const listing = reminder && !remindedToday.has(reminder);
    const everywhere = listing ? among(places.get(sameAddress(to))).map((p) => ({ cohort, partnership: p })) : [];
    const sending = toSend({ cohort, partnership }, message, everywhere, now);
    if ('dropped' in sending) return sending.dropped;
    if (reminder && !listing) return 'another reminder of the day lists it';
    if (reminder) remindedToday.add(reminder);
    const about = sending.about.map((owed) => owed.obligation.kind);
    const here = sending.about.filter((owed) => owed.partnership.id === partnership.id);
    const obligations = here.map((owed) => owed.obligation.id);
    const { kind, key, session } = message;
    const ofSession = session && { session: session.id };
    messages.push({ at: now, to, kind, urn: partnership.urn, about, obligations, ...ofSession, key });
    if (message.session)
      sentAboutSessions.set(sameAddress(to), { ...message, partnership: partnership.id, address: to });
    const who = sameAddress(to);
    const doing = inStory.has(who) ? [] : castActs(cast, seed, partnership, message, who, now);
    for (const one of doing) planAct(one);
    return undefined;
  }

  function turnCohort() {
    cohort = decideCohort(
      // each school takes moved dates up in its own turn
      { ...cohort, movesSpread: cohort.moves?.length },
      partnerships.map((p) => p.stage),
      now,
    );
    for (const key of readyToSend(cohort.outbox, cohort.calendar, now)) {
      const message = cohort.outbox.find((m) => m.key === key) as Message;
      messages.push({ at: now, to: cohort.lead.email, kind: message.kind, urn: null, about: [], obligations: [], key });
      cohort = { ...cohort, outbox: cohort.outbox.filter((m) => m !== message) };
    }
    planCohort(now);
  }

  function doIt({ at, line, index }: Act) {
    // An email may come back from somebody whom a school named later, its deputy.
    const there = line.urn === undefined ? places.get(line.who) : byUrn.get(line.urn);
    if (line.does === 'move-dates') return moveDates(line, at, index);
    const candidates = line.does === 'bounce' ? partnerships : among(there);
    if (line.does === 'end-cohort' && endCohort(line.who)) {
      performed.push(line);
      return;
    }
    const done = isPeopleLine(line)
      ? performAboutPeople(line, cohort, candidates, at)
      : isDisturbance(line)
        ? disturb(line, cohort, candidates, at)
        : isSessionLine(line)
          ? performSession(line, cohort, candidates, at, [...sentAboutSessions.values()])
          : performOwed(line, cohort, candidates, at);
    if (done && !('refused' in done.outcome)) {
      const i = partnerships.indexOf(done.before);
      partnerships[i] = done.outcome.partnership;
      addNewcomers(places, done.outcome.partnership, i);
      planTurn(i);
      performed.push(line);
    } else if (index !== undefined) {
      const why =
        done && 'refused' in done.outcome
          ? done.outcome.refused.sentence
          : whyNobody(line, cohort, schools, places.has(line.who));
      throw new ImpossibleStory(`${lineInWords(index, line)}: ${why}`);
    }
  }

  function moveDates(line: DatesLine, at: Instant, index: number | undefined) {
    const moved = moveAsTold(line, cohort, at);
    if ('refused' in moved) throw new ImpossibleStory(`${lineInWords(index ?? 0, line)}: ${moved.refused.sentence}`);
    cohort = moved.cohort;
    performed.push(line);
    partnerships.forEach((_, i) => {
      planTurn(i);
    });
    planCohort(at);
  }

  /** Whether it was the lead, who alone can: every school's part ends, and then the cohort. */
  function endCohort(who: string): boolean {
    if (sameAddress(cohort.lead.email) !== who) return false;
    cohort = { ...cohort, ending: now };
    partnerships.forEach((p, i) => {
      const ended = endSchool(p, now);
      if ('refused' in ended) return;
      partnerships[i] = ended.partnership;
      planTurn(i);
    });
    planCohort(now);
    return true;
  }

  function among(places: readonly number[] = []): readonly Partnership[] {
    return places.map((i) => partnerships[i] as Partnership);
  }
}
