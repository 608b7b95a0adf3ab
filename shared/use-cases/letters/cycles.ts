import { type Cycle, cycleParts, isAhead } from '#domain/cycles/cycle.ts';
import { isPlannable, type PlanChange, planChanges } from '#domain/cycles/planning.ts';
import type { cycles } from '#domain/messages/catalogue/cycles.ts';
import { cycleNews, heardOf } from '#domain/messages/news.ts';
import { type InCohort, playerOf } from '#domain/obligations/owed.ts';
import { cycleOf } from '#domain/partnership/partnership.ts';
import { minutesFor } from '#domain/programme/questionnaire.ts';
import { replyTo } from '#email/replies.ts';
import { coverChanged, coverPack } from '#email/templates/cover.ts';
import { coverAlarm, coverRequest } from '#email/templates/cover-confirmed.ts';
import { coverMissing } from '#email/templates/cover-missing.ts';
import { coverSteppedIn } from '#email/templates/cover-stepped-in.ts';
import { coverUntold, coverYours } from '#email/templates/cover-yours.ts';
import { planHoldsFewer } from '#email/templates/plan-holds-fewer.ts';
import { type CycleChangeFacts, type PlanRequest, planRequest } from '#email/templates/plan-request.ts';
import { cyclesChanged, planInvitation } from '#email/templates/plans.ts';
import { heldRequest, recordRequest } from '#email/templates/requests.ts';
import { calendarCycle } from '#use-cases/cycle-calendar.ts';
import { cycleSessionOf, cycleTold, nameTold, passedTold, wasTold } from '#use-cases/cycle-told.ts';
import { calendarFile } from './calendar-file.ts';
import {
  changedCoverFacts,
  missingCoverFacts,
  packFacts,
  sessionCoverFacts,
  takenCoverFacts,
  untoldCover,
  yourCoverFacts,
} from './cover.ts';
import type { Files, Letters } from './letter.ts';
import { movedFacts, movedFiles } from './moved.ts';
import { asked, itsOwn, letter, type Outgoing, readingOf, schoolPage, sessionsPage } from './sending.ts';

/** Of cycles, their plan and their cover. */
export const cycleLetters = {
  'plan-request': letter(
    planRequest,
    (sending) => ({
      ...asked(sending),
      groupWord: sending.place.cohort.programme.groups.word,
      ask: planAsk(sending.place),
      moved: movedFacts(sending, itsOwn(sending).obligation.id),
    }),
    movedFiles,
  ),
  'plan-invitation': letter(
    planInvitation,
    (sending) => {
      const { place, message } = sending;
      const ahead = cyclesOf(sending).filter(isAhead);
      return {
        ...readingOf(sending),
        cycles: ahead.map((c) => cycleTold(place, c, message.to)),
        covered: ahead.some((c) => c.duties.some((duty) => duty.whom === message.to)),
        planner: plannerOf(sending),
        link: sessionsPage(sending),
      };
    },
    (sending) => cycleFiles(sending, cyclesOf(sending).filter(isAhead)),
  ),
  'cycles-changed': letter(
    cyclesChanged,
    (sending) => {
      const { place, message, now } = sending;
      const cycles = inOrder(cycleNews(place.partnership, message, now)).map((c) => {
        const was = heardOf(message, c);
        return {
          ...cycleTold(place, was && c.state === 'cancelled' ? { ...c, ...was } : c, message.to),
          off: c.state === 'cancelled',
          why: c.why,
          was: was && wasTold(place, was, message.to),
          passed: was?.passed === undefined ? undefined : passedTold(place, c, was.passed),
          joined: (was?.joined ?? []).filter((id) => c.members.includes(id)).map((id) => nameTold(place, id)),
        };
      });
      return { ...readingOf(sending), cycles, planner: plannerOf(sending), link: sessionsPage(sending) };
    },
    (sending) => cycleFiles(sending, cycleNews(sending.place.partnership, sending.message, sending.now)),
  ),
  'cover-pack': letter(coverPack, (sending) => {
    const { place, message, now } = sending;
    return { ...readingOf(sending), ...packFacts(place, message, now), link: sessionsPage(sending) };
  }),
  'cover-changed': letter(coverChanged, (sending) => {
    const { place, message, now } = sending;
    return { ...readingOf(sending), ...changedCoverFacts(place, message, now), link: sessionsPage(sending) };
  }),
  'cover-request': letter(coverRequest, (sending) => {
    const { manager: _, ...cover } = coverOf(sending);
    return { ...readingOf(sending), ...cover, link: asked(sending).link };
  }),
  'cover-alarm': letter(coverAlarm, (sending) => {
    const cover = coverOf(sending);
    const { link } = asked(sending);
    const page =
      sending.message.to === 'lead' ? schoolPage(sending) : cover.manager.self ? link : sessionsPage(sending);
    return { ...readingOf(sending), ...cover, link: page };
  }),
  'cover-stepped-in': letter(coverSteppedIn, (sending) => {
    const cycle = theCycle(sending);
    const { group, nth, lesson } = cycle;
    return {
      ...readingOf(sending),
      ...takenCoverFacts(sending.place, cycle, sending.now),
      ...{ group, nth, lesson: cycleSessionOf(sending.place, lesson) },
      link: sending.message.to === 'lead' ? schoolPage(sending) : sessionsPage(sending),
    };
  }),
  'cover-yours': letter(coverYours, (sending) => ({
    ...readingOf(sending),
    ...yourCoverFacts(sending.place, sending.message, sending.now),
    reply: { name: replyTo(sending.place, sending.message)?.name },
  })),
  'cover-untold': letter(coverUntold, (sending) => ({
    ...readingOf(sending),
    taken: untoldCover(sending.place, sending.message, sending.now),
    link: sending.message.to === 'lead' ? schoolPage(sending) : sessionsPage(sending),
  })),
  'cover-missing': letter(coverMissing, (sending) => {
    const { group, nth, lesson } = theCycle(sending);
    return {
      ...readingOf(sending),
      ...missingCoverFacts(sending.place, sending.message, sending.now),
      ...{ group, nth, lesson: cycleSessionOf(sending.place, lesson) },
      link: sending.message.to === 'lead' ? schoolPage(sending) : sessionsPage(sending),
    };
  }),
  'plan-holds-fewer': letter(planHoldsFewer, (sending) => {
    const { cohort, partnership: p } = sending.place;
    const isPromised = ({ group }: Cycle) => p.groups.some(({ name }) => name === group);
    return {
      ...readingOf(sending),
      held: p.cycles.filter((c) => isPromised(c) && (isAhead(c) || c.state === 'held')).length,
      promised: p.groups.length * (cohort.programme.cycles?.windows.length ?? 0),
      missing: (p.plan?.notHeld ?? []).map(({ group, nth, withoutTimetable: unknown }) => ({
        group,
        nth,
        unknown: unknown !== undefined && unknown.length > 0,
      })),
      link: schoolPage(sending),
    };
  }),
  'held-request': letter(heldRequest, (sending) => {
    const { group, nth, lesson, teaching } = theCycle(sending);
    const teacher = sending.message.to === teaching ? undefined : nameTold(sending.place, teaching);
    return { ...asked(sending), group, nth, teacher, meeting: cycleSessionOf(sending.place, lesson) };
  }),
  'record-request': letter(recordRequest, (sending) => {
    const { group, nth, lesson } = theCycle(sending);
    const { programme } = sending.place.cohort;
    const questionnaire = programme.questionnaires[itsOwn(sending).obligation.questionnaire ?? ''];
    const title = questionnaire?.title ?? 'Lesson record';
    const minutes = minutesFor(questionnaire ?? { questions: [] });
    return { ...asked(sending), title, minutes, group, nth, meeting: cycleSessionOf(sending.place, lesson) };
  }),
} satisfies Letters<Outgoing, keyof typeof cycles>;

const plannerOf = ({ place }: Outgoing): string => playerOf(place, 'link')?.name ?? place.cohort.lead.name;

const coverOf = (sending: Outgoing) =>
  sessionCoverFacts(sending.place, theCycle(sending), itsOwn(sending).obligation, sending.message.to);

function cyclesOf({ place, message: { key, cycles = [] } }: Outgoing): readonly Cycle[] {
  const found = cycles.flatMap((id) => cycleOf(place.partnership, id) ?? []);
  if (found.length === 0) throw new Error(`Message ${key} is about no cycle`);
  return inOrder(found);
}

const inOrder = (cycles: readonly Cycle[]): readonly Cycle[] =>
  cycles.toSorted((a, b) => (a.lesson.start.at < b.lesson.start.at ? -1 : 1));

function theCycle(sending: Outgoing): Cycle {
  const [cycle] = cyclesOf(sending);
  if (!cycle) throw new Error(`Message ${sending.message.key} is about no cycle`);
  return cycle;
}

/** Sessions for a teacher's calendar in one file: all of theirs, or those that changed. */
async function cycleFiles({ place, sender, now }: Outgoing, cycles: readonly Cycle[]): Promise<Files> {
  const sessionsOf = (state: 'planned' | 'cancelled') =>
    cycles
      .filter((c) => c.state === state)
      .flatMap((c) => cycleParts.map((part) => calendarCycle(place, c, part, sender, now)));
  return { attachments: [await calendarFile(sessionsOf('planned'), sessionsOf('cancelled'))] };
}

function planAsk(place: InCohort): PlanRequest['ask'] {
  const { partnership: p } = place;
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
      changes: planChanges(p, proposal).map((one) => changeTold(place, one)),
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

function changeTold(place: InCohort, { before, after, times }: PlanChange): CycleChangeFacts {
  const { group = '', nth = 0 } = after ?? before ?? {};
  const becomes = !after ? 'called off' : !before ? 'new' : times ? 'moved' : 'covered otherwise';
  return {
    group,
    nth,
    becomes,
    from: before && cycleSessionOf(place, before.lesson),
    to: after && cycleSessionOf(place, after.lesson),
  };
}
