import { type Instant, localDate, localTime, plusDays } from '../../shared/calendar/london.ts';
import { addSchoolDays } from '../../shared/calendar/school-calendar.ts';
import { answer, chooseTeachers, countersign, decline, renewLink, sign } from '../../shared/domain/acts.ts';
import type { Cohort } from '../../shared/domain/cohort.ts';
import { chaseNow, extend, release, takeOver } from '../../shared/domain/lead-acts.ts';
import { isOpen, type Obligation } from '../../shared/domain/obligation/obligation.ts';
import type { Partnership } from '../../shared/domain/partnership.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { isPending, type Session } from '../../shared/domain/session.ts';
import {
  callOff,
  delayReport,
  holdSession,
  moveSession,
  planSession,
  sendReport,
} from '../../shared/domain/session-acts.ts';
import { saveDraft } from '../../shared/records/drafts.ts';
import { type Act, act } from '../../shared/use-cases/act.ts';
import type { Parts } from '../../shared/use-cases/parts.ts';
import { sessionDay } from './cohorts.ts';
import type { Random } from './random.ts';

/** What somebody sees when they set out to do something. */
export interface Scene {
  readonly partnership: Partnership;
  readonly cohort: Cohort;
  readonly now: Instant;
  readonly random: Random;
  /** what an email has just asked of them, if it is that */
  readonly asked?: string | undefined;
}

/** What somebody does on a page: told in a line of the story. */
export interface Doing {
  readonly line: string;
  readonly perform: (parts: Parts) => Promise<unknown>;
}

/** Something that people do, as often as its weight says. New kinds of acts are new entries of `acts`. */
export interface SomeAct {
  readonly name: string;
  readonly weight: number;
  /** undefined: there is nothing to do it to */
  doing(scene: Scene): Doing | undefined;
}

const by = (line: string, id: string, who: PersonId, judge: Act, along?: Parameters<typeof act>[4]): Doing => ({
  line: `${who}: ${line}`,
  perform: (parts) => act(parts, id, who, judge, along),
});

/** An open obligation: the one that was asked for, or any. */
function matter({ partnership, random, asked }: Scene): Obligation | undefined {
  const open = partnership.obligations.filter(isOpen);
  const meant = open.find((o) => o.id === asked);
  return meant ?? (open.length > 0 ? random.pick(open) : undefined);
}

/** Does what is owed; now and then what is no longer owed too, as from a page that has been open for long. */
function doWhatIsOwed(scene: Scene): Doing | undefined {
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
        members: Array.from({ length: size }, (_, m) => ({
          name: `Chosen ${g}${m}`,
          email: `chosen-${g}${m}-${p.urn}@example.org`,
        })),
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
  }
}

function report({ partnership: p }: Scene, s: Session | undefined): Doing | undefined {
  if (!s) return undefined;
  const words = { session: s.id, workedOn: 'Questions', seen: 'Much', agreed: 'More', realTime: true };
  return by(`reports ${s.id}`, p.id, s.coach, (now, cohort, at) => sendReport(now, cohort, s.id, s.coach, at), {
    report: words,
  });
}

/** The lead, to anything that is owed. */
const byLead = (name: string, weight: number, judge: (o: Obligation, scene: Scene) => Act): SomeAct => ({
  name,
  weight,
  doing(scene) {
    const o = matter(scene);
    return o && by(`${name} ${o.id}`, scene.partnership.id, 'lead', judge(o, scene));
  },
});

const anySession = (name: string, weight: number, judge: (s: Session, scene: Scene) => Act): SomeAct => ({
  name,
  weight,
  doing(scene) {
    const pending = scene.partnership.sessions.filter(isPending);
    const asked = scene.partnership.obligations.find((o) => o.id === scene.asked)?.session;
    const s = pending.find(({ id }) => id === asked) ?? (pending.length > 0 ? scene.random.pick(pending) : undefined);
    return s && by(`${name} ${s.id}`, scene.partnership.id, s.coach, judge(s, scene));
  },
});

const anyTime = ({ random, now, partnership: p, cohort }: Scene) => {
  const start = random.int(8, 19);
  const two = (n: number) => String(n).padStart(2, '0');
  // soon, mostly: within the weeks for which people are invited, and today
  const day = localDate(now);
  const date = random.chance(0.7) ? plusDays(day, random.int(0, 20)) : sessionDay(random, cohort.launch);
  return { p, date, start: `${two(start)}:30`, end: random.chance(0.05) ? '00:30' : `${two(start + 1)}:15` };
};

export const acts: readonly SomeAct[] = [
  { name: 'do', weight: 30, doing: doWhatIsOwed },
  {
    name: 'decline',
    weight: 1,
    doing({ partnership: p }) {
      const o = p.obligations.find((one) => one.kind === 'sign-agreement' && isOpen(one));
      return o && by('declines', p.id, o.owner, (now, _c, at) => decline(now, o.id, o.owner, 'No time', at));
    },
  },
  byLead('extend', 5, (o, { cohort, random, now }) => {
    const to = addSchoolDays(cohort.calendar, localDate(now), random.int(0, 20)) ?? '2028-07-19';
    return (p, c, at) => extend(p, c, o.id, to, at);
  }),
  byLead('release', 2, (o) => (p, _c, at) => release(p, o.id, at)),
  byLead('take over', 3, (o) => (p, c, at) => takeOver(p, c, o.id, at)),
  byLead('chase', 4, (o) => (p, _c, at) => chaseNow(p, o.id, at)),
  {
    name: 'renew link',
    weight: 4,
    doing(scene) {
      const o = matter(scene);
      return (
        o &&
        by(`asks for a fresh link to ${o.id}`, scene.partnership.id, o.owner, (p, _c, at) => renewLink(p, o.id, at))
      );
    },
  },
  {
    name: 'draft',
    weight: 3,
    doing(scene) {
      const { partnership: p, now } = scene;
      const o = matter(scene);
      return (
        o && {
          line: `${o.owner}: saves a draft of ${o.id}`,
          perform: ({ table }) => saveDraft(table, p.id, o.id, { hope: 'Much' }, now, o.owner),
        }
      );
    },
  },
  {
    name: 'plan session',
    weight: 6,
    doing(scene) {
      const { partnership: p, cohort, random } = scene;
      const coaches = p.people.filter(({ role }) => role === 'coach');
      const teachers = p.people.filter(({ role }) => role === 'teacher');
      if (!cohort.programme.sessions || coaches.length === 0 || teachers.length === 0) return undefined;
      const coach = random.pick(coaches).id;
      const { date, start, end } = anyTime(scene);
      const plan = { coach, teacher: random.pick(teachers).id, date, start, end, place: 'Room 1', focus: '' };
      return by(`plans a session on ${date} at ${start}`, p.id, coach, (now, c, at) => planSession(now, c, plan, at));
    },
  },
  anySession('move', 6, (s, scene) => {
    const to = anyTime(scene);
    return (p, c, at) => moveSession(p, c, s.id, to, 'Illness', s.coach, at);
  }),
  anySession('call off', 3, (s) => (p, _c, at) => callOff(p, s.id, 'Illness', s.coach, at)),
  anySession('hold', 5, (s, { now, random }) => {
    const ended = s.end.at < now && random.chance(0.7) ? s.end.at : now;
    return (p, c, at) => holdSession(p, c, s.id, ended, at);
  }),
  {
    name: 'report',
    weight: 5,
    doing(scene) {
      const { partnership: p, now, random } = scene;
      const past = p.sessions.filter((s) => s.start.at < now && (isPending(s) || s.state === 'held'));
      return past.length > 0 ? report(scene, random.pick(past)) : undefined;
    },
  },
  anySession(
    'delay report',
    3,
    (s, { now }) =>
      (p) =>
        delayReport(p, s.id, 'Illness', plusDays(localDate(now), 2)),
  ),
];

/** What an email asks for is mostly done, sometimes something else about it. */
export const answersTo = (scene: Scene): Doing | undefined =>
  scene.random.chance(0.85) ? doWhatIsOwed(scene) : scene.random.weighted(acts).doing(scene);

/** Whether somebody sits at a desk then. */
export const isDaytime = (now: Instant): boolean => localTime(now) >= '07:00' && localTime(now) < '21:00';
