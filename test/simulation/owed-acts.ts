import { localDate } from '#calendar/london.ts';
import { confirmCover, sayHeld } from '#domain/cycles/acts.ts';
import { planAroundOthers } from '#domain/cycles/plan-acts.ts';
import { lessonPeriods } from '#domain/cycles/provision.ts';
import { checkTimetable, type Week } from '#domain/cycles/timetable-acts.ts';
import { answer, chooseTeachers, countersign, holdMeeting, sign } from '#domain/obligations/acts.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { nameSuccessor } from '#domain/people/acts.ts';
import { confirmChange, refuseChange } from '#domain/people/confirm-acts.ts';
import { actingOn } from '#domain/people/confirmers.ts';
import type { Contact } from '#domain/people/person.ts';
import type { GroupChoice } from '#domain/people/seat.ts';
import { leaveVacant, settleGroup } from '#domain/people/settling.ts';
import { sendReport } from '#domain/sessions/acts.ts';
import type { Session } from '#domain/sessions/session.ts';
import { perform } from '#rehearsal/perform.ts';
import type { Act, act } from '#use-cases/act.ts';
import { chosenTeacher } from './cohorts.ts';
import type { Random } from './random.ts';
import { by, matter, type PlayedAct, type Scene } from './scene.ts';

/** Does what is owed; now and then what is no longer owed too, as from a page that has been open for long. */
export function doWhatIsOwed(scene: Scene): PlayedAct | undefined {
  const { partnership: p, cohort, random, asked } = scene;
  const old = p.obligations.filter((o) => !isOpen(o));
  const o = asked === undefined && old.length > 0 && random.chance(0.15) ? random.pick(old) : matter(scene);
  if (!o) return undefined;
  const doing = (judge: Act, along?: Parameters<typeof act>[4]) => by(`does ${o.id}`, p.id, o.owner, judge, along);
  switch (o.kind) {
    case 'sign-agreement': {
      const deputy = random.chance(0.6) ? { name: 'Sample Deputy', email: `deputy-${p.urn}@example.org` } : undefined;
      return doing((now, _cohort, at) => sign(now, o.id, o.owner, { name: 'Sample', role: 'Head', deputy }, at));
    }
    case 'countersign':
      return doing((now, _cohort, at) => countersign(now, o.id, { name: cohort.lead.name, role: 'Lead' }, at));
    case 'choose-teachers': {
      const { perSchool, size } = cohort.programme.groups;
      const groups = Array.from({ length: perSchool }, (_, g) => ({
        name: `Triad ${g + 1}`,
        members: Array.from({ length: size }, (_, m) => chosenTeacher(p.urn, g * size + m)),
      }));
      return doing((now, _cohort, at) => chooseTeachers(now, o.id, o.owner, groups, at));
    }
    case 'answer-questionnaire':
      return doing((now, _cohort, at) => answer(now, o.id, o.owner, at));
    case 'report-session':
      return report(
        scene,
        p.sessions.find((s) => s.id === o.session),
      );
    case 'agree-plan':
      return doing((now, cohort, at) => perform({ at, who: '', does: 'agree-plan' }, cohort, now, o, at), {
        instead: planAroundOthers,
      });
    case 'hold-meeting':
      return doing((now, _cohort, at) => holdMeeting(now, o.id, o.owner, localDate(at), at));
    case 'confirm-cover':
      return doing((now, _cohort, at) => confirmCover(now, o.id, o.owner, at));
    case 'lesson-record':
    case 'confirm-held':
      return doing((now, _cohort, at) => sayHeld(now, o.id, o.owner, at));
    case 'name-successor': {
      const named = { ...newcomer(random), same: random.chance(0.3) };
      if (random.chance(0.3)) return doing((now, cohort, at) => leaveVacant(now, cohort, o.id, o.owner, at));
      return doing((now, cohort, at) => nameSuccessor(now, cohort, o.id, named, o.owner, at));
    }
    case 'confirm-successor':
    case 'confirm-withdrawal': {
      const who = random.pick(actingOn(p, o));
      const judge: Act = (now, cohort, at) =>
        random.chance(0.7) ? confirmChange(now, cohort, o.id, who, at) : refuseChange(now, o.id, who, at);
      return by(`answers ${o.id}`, p.id, who, judge);
    }
    case 'check-timetable': {
      const week = random.chance(0.5) ? undefined : otherWeek(scene);
      return doing((now, cohort, at) => checkTimetable(now, cohort, o.id, week, o.owner, at));
    }
    case 'settle-group': {
      const choice = howOn(scene, o);
      return doing((now, cohort, at) => settleGroup(now, cohort, o.id, choice, o.owner, at));
    }
  }
}

/** Somebody whom nobody has seen here before. */
export const newcomer = (random: Random): Contact => {
  const n = random.int(1, 999_999);
  return { name: `Newcomer ${n}`, email: `newcomer-${n}@example.org` };
};

/** Other lessons than those of the one before: each is free or taught as it comes. */
function otherWeek({ partnership: { provision }, random }: Scene): Week {
  const lessons = provision ? lessonPeriods(provision).length : 0;
  return Array.from({ length: (provision?.weeks ?? 1) * 5 }, () =>
    Array.from({ length: lessons }, () => random.pick(['T', 'T', 'F', 'P'] as const)).join(''),
  );
}

function howOn({ partnership: p, random }: Scene, { seat }: Obligation): GroupChoice {
  const others = p.groups.filter((g) => !g.members.includes(seat ?? ''));
  const what = random.pick(['carry-on', 'merge', 'replace'] as const);
  if (what === 'replace') return { what, successor: newcomer(random) };
  return what === 'merge' && others.length > 0 ? { what, into: random.pick(others).name } : { what: 'carry-on' };
}

export function report({ partnership: p }: Scene, s: Session | undefined): PlayedAct | undefined {
  if (!s) return undefined;
  const words = { session: s.id, workedOn: 'Questions', seen: 'Much', agreed: 'More', realTime: true };
  return by(`reports ${s.id}`, p.id, s.coach, (now, cohort, at) => sendReport(now, cohort, s.id, s.coach, at), {
    report: words,
  });
}
