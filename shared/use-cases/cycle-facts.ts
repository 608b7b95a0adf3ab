import type { Instant } from '#calendar/london.ts';
import { type Cycle, isAhead } from '#domain/cycles/cycle.ts';
import { isPlannable, type PlanChange, planChanges } from '#domain/cycles/planning.ts';
import { cycles } from '#domain/messages/catalogue/cycles.ts';
import type { Message } from '#domain/messages/message.ts';
import { type InCohort, type Owed, playerOf } from '#domain/obligations/owed.ts';
import { cycleOf } from '#domain/partnership/partnership.ts';
import { minutesFor } from '#domain/programme/questionnaire.ts';
import type { Moved } from '#email/templates/dates-moved.ts';
import type { Told } from '#email/templates/index.ts';
import type { CycleChange, PlanRequest } from '#email/templates/plan-request.ts';
import type { SchoolReading } from '#email/templates/reader.ts';
import { changedCoverFacts, packFacts, sessionCoverFacts } from './cover-facts.ts';
import { cycleTold, meetingOf, wasTold } from './cycle-told.ts';

export type AboutCycles = Message & { readonly kind: keyof typeof cycles };

export const isAboutCycles = (message: Message): message is AboutCycles => message.kind in cycles;

interface Known {
  readonly reading: SchoolReading;
  /** what the message is about, and where its owner does it */
  readonly owed: () => { readonly it: Owed; readonly due: Instant; readonly link: string };
  /** what it says of moved dates besides */
  readonly moved: () => Moved;
  /** for the lead, after signing in */
  readonly schoolPage: string;
  /** of the message's reader: all their sessions, or all cover, at the school */
  readonly sessionsPage: string;
  readonly now: Instant;
}

/** What an email about cycles says, from the partnership as it is. @throws when what it is about is not there */
export function cycleFacts(place: InCohort, message: AboutCycles, known: Known): Told {
  const { reading, owed, sessionsPage: link, now } = known;
  const { cohort } = place;
  const planner = playerOf(place, 'link')?.name ?? reading.lead;
  switch (message.kind) {
    case 'plan-request': {
      const { due, link } = owed();
      const groupWord = cohort.programme.groups.word;
      return {
        kind: message.kind,
        facts: { ...reading, groupWord, ask: planAsk(place), due, link, moved: known.moved() },
      };
    }
    case 'plan-invitation': {
      const ahead = cyclesOf(place, message).filter(isAhead);
      const covered = ahead.some((c) => c.duties.some((duty) => duty.whom === message.to));
      const cycles = ahead.map((c) => cycleTold(place, c, message.to));
      return { kind: message.kind, facts: { ...reading, cycles, covered, planner, link } };
    }
    case 'cycles-changed': {
      const cycles = cyclesOf(place, message)
        .filter(({ state }) => state === 'planned' || state === 'cancelled')
        .map((c) => ({
          ...cycleTold(place, c, message.to),
          off: c.state === 'cancelled',
          why: c.why,
          was: c.was && wasTold(place, c.was, message.to),
        }));
      return { kind: message.kind, facts: { ...reading, cycles, planner, link } };
    }
    case 'cover-pack':
      return { kind: message.kind, facts: { ...reading, ...packFacts(place, message, now), link } };
    case 'cover-changed':
      return { kind: message.kind, facts: { ...reading, ...changedCoverFacts(place, message, now), link } };
    case 'cover-request': {
      const { it, link } = owed();
      const { manager: _, ...cover } = sessionCoverFacts(place, theCycle(place, message), it.obligation, message.to);
      return { kind: message.kind, facts: { ...reading, ...cover, link } };
    }
    case 'cover-alarm': {
      const { it, link } = owed();
      const cover = sessionCoverFacts(place, theCycle(place, message), it.obligation, message.to);
      const page = message.to === 'lead' ? known.schoolPage : cover.manager.self ? link : known.sessionsPage;
      return { kind: message.kind, facts: { ...reading, ...cover, link: page } };
    }
    case 'record-request': {
      const { it, due, link } = owed();
      const { group, nth, lesson } = theCycle(place, message);
      const questionnaire = cohort.programme.questionnaires[it.obligation.questionnaire ?? ''];
      const title = questionnaire?.title ?? 'Lesson record';
      const minutes = minutesFor(questionnaire ?? { questions: [] });
      const meeting = meetingOf(lesson);
      return { kind: message.kind, facts: { ...reading, title, minutes, group, nth, meeting, due, link } };
    }
  }
}

function cyclesOf({ partnership }: InCohort, { key, cycles = [] }: Message): readonly Cycle[] {
  const found = cycles.flatMap((id) => cycleOf(partnership, id) ?? []);
  if (found.length === 0) throw new Error(`Message ${key} is about no cycle`);
  return found.toSorted((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1));
}

function theCycle(place: InCohort, message: Message): Cycle {
  const [cycle] = cyclesOf(place, message);
  if (!cycle) throw new Error(`Message ${message.key} is about no cycle`);
  return cycle;
}

function planAsk({ partnership: p }: InCohort): PlanRequest['ask'] {
  const { state, proposal, disturbance } = p.plan ?? {};
  const agreedBefore = p.cycles.length > 0;
  if (state === 'by-hand') {
    const reason = isPlannable(p) ? 'planner-failed' : agreedBefore ? 'something-changed' : 'no-timetables';
    return { what: 'by-hand', reason };
  }
  if (state !== 'proposed' || !proposal) return { what: 'wait' };
  if (agreedBefore)
    return {
      what: 'agree-changes',
      because: disturbance,
      changes: planChanges(p, proposal).map(changeTold),
      waysOut: proposal.waysOut.length,
    };
  const { cycles, notHeld, lessonsCovered, pounds, proven, gap, waysOut } = proposal;
  const held = cycles.length;
  return {
    what: 'agree',
    plan: { held, wanted: held + notHeld.length, lessonsCovered, pounds, proven, gap },
    waysOut: waysOut.length,
  };
}

function changeTold({ before, after, times }: PlanChange): CycleChange {
  const { group = '', nth = 0 } = after ?? before ?? {};
  const becomes = !after ? 'called off' : !before ? 'new' : times ? 'moved' : 'covered otherwise';
  return {
    group,
    nth,
    becomes,
    from: before && meetingOf(before.lesson),
    to: after && meetingOf(after.lesson),
  };
}
