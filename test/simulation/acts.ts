import { type Instant, localDate, localTime, plusDays, weekday } from '#calendar/london.ts';
import { addSchoolDays } from '#calendar/school-calendar.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { closeDay } from '#domain/cycles/acts.ts';
import { decline, renewLink } from '#domain/obligations/acts.ts';
import { chaseNow, extend, release, takeOver } from '#domain/obligations/lead-acts.ts';
import { isOpen, type Obligation } from '#domain/obligations/obligation.ts';
import { refuse } from '#domain/partnership/outcome.ts';
import { personOf } from '#domain/partnership/partnership.ts';
import { callOff, delayReport, holdSession, moveSession, planSession, takeUpReport } from '#domain/sessions/acts.ts';
import { isPending, type Session, type SessionTime } from '#domain/sessions/session.ts';
import { readKeptDraft, saveDraft } from '#records/drafts.ts';
import { type Act, act } from '#use-cases/act.ts';
import { sessionDay } from './cohorts.ts';
import { coverActs } from './cover-acts.ts';
import { dateActs } from './date-acts.ts';
import { doWhatIsOwed, report } from './owed-acts.ts';
import { peopleActs } from './people-acts.ts';
import { by, matter, type PlayedAct, type Scene, type SomeAct } from './scene.ts';

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
  // people who are wanted at several schools are often wanted there at the same hours
  if (random.chance(0.3))
    return {
      p,
      date: plusDays(day, 1 + ((12 - weekday(day)) % 7)),
      start: random.chance(0.5) ? '10:30' : '11:00',
      despite: true,
      end: '11:30',
    };
  const date = random.chance(0.7) ? plusDays(day, random.int(0, 20)) : sessionDay(random, cohort.launch);
  return {
    p,
    date,
    start: `${two(start)}:30`,
    despite: true,
    end: random.chance(0.05) ? '00:30' : `${two(start + 1)}:15`,
  };
};

export const acts: readonly SomeAct[] = [
  { name: 'do', weight: 30, doing: doWhatIsOwed },
  {
    name: 'decline',
    weight: 1,
    doing({ partnership: p }) {
      const o = p.obligations.find((one) => one.kind === 'sign-agreement' && isOpen(one));
      return o && by('declines', p.id, o.owner, (now, c, at) => decline(now, c, o.id, o.owner, 'No time', at));
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
          perform: async ({ table }) => {
            const before = await readKeptDraft(table, p.id, `${o.id}`);
            await saveDraft(
              table,
              p.id,
              `${o.id}`,
              { hope: 'Much' },
              now,
              personOf(p, o.owner) ?? { role: 'lead' },
              before,
            );
          },
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
      const { p: _, ...time } = anyTime(scene);
      const plan = { coach, teacher: random.pick(teachers).id, ...time, place: 'Room 1', focus: '' };
      return by(`plans a session on ${time.date} at ${time.start}`, p.id, coach, (now, c, at) =>
        planSession(now, c, plan, at),
      );
    },
  },
  {
    name: 'plan at two schools at once',
    weight: 3,
    doing(scene) {
      const { partnership: p, cohort, random } = scene;
      const coaches = p.people.filter(({ role }) => role === 'coach');
      if (!cohort.programme.sessions || coaches.length === 0 || cohort.schoolCount < 2) return undefined;
      const { email } = random.pick(coaches);
      const { p: _, ...time } = anyTime(scene);
      const judge: Act = (now, c, at) => {
        const coach = now.people.find((one) => one.role === 'coach' && one.email === email);
        const teacher = now.people.find(({ role }) => role === 'teacher');
        if (!coach || !teacher) return refuse('not-asked', 'They do not coach there');
        const who = { coach: coach.id, teacher: teacher.id };
        return planSession(now, c, { ...who, ...time, place: 'Room 1', focus: '' }, at);
      };
      const urns = Array.from({ length: cohort.schoolCount }, (_, i) => String(900101 + i));
      return {
        line: `${email} is planned at every school on ${time.date} at ${time.start}`,
        perform: (parts) => Promise.all(urns.map((urn) => act(parts, partnershipId(cohort.id, urn), 'lead', judge))),
      };
    },
  },
  anySession('move', 6, (s, scene) => {
    const to = anyTime(scene);
    return (p, c, at) => moveSession(p, c, s.id, to, 'Illness', s.coach, at);
  }),
  {
    name: 'move again',
    weight: 5,
    doing(scene) {
      const { partnership: p, random, now } = scene;
      const ahead = p.sessions.filter((s) => isPending(s) && s.invited !== undefined && s.start.at > now);
      if (ahead.length === 0) return undefined;
      const s = random.pick(ahead);
      const moves = (to: SessionTime) =>
        by(`moves ${s.id} to ${to.date}`, p.id, s.coach, (it, c, at) =>
          moveSession(it, c, s.id, to, 'A clash', s.coach, at),
        );
      const before = {
        date: localDate(s.start.at),
        start: localTime(s.start.at),
        end: localTime(s.end.at),
        despite: true,
      };
      const then = random.chance(0.6) ? before : anyTime(scene);
      return { ...moves(anyTime(scene)), later: { after: random.int(1, 40), doing: moves(then) } };
    },
  },
  {
    name: 'extend again',
    weight: 3,
    doing(scene) {
      const { partnership: p, cohort, random, now } = scene;
      const o = matter(scene);
      if (!o) return undefined;
      const extends_ = (to: string) =>
        by(`extends ${o.id} to ${to}`, p.id, 'lead', (it, c, at) => extend(it, c, o.id, to, at));
      const any = () => addSchoolDays(cohort.calendar, localDate(now), random.int(3, 20)) ?? '2028-07-19';
      const then = random.chance(0.6) ? localDate(o.due.at) : any();
      return { ...extends_(any()), later: { after: random.int(1, 40), doing: extends_(then) } };
    },
  },
  anySession('call off', 3, (s) => (p, c, at) => callOff(p, c, s.id, 'Illness', s.coach, at)),
  anySession(
    'close the day of',
    2,
    (s) => (p, c, at) => closeDay(p, c, { date: localDate(s.start.at), why: 'Snow' }, at),
  ),
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
  anySession('take up the report on', 2, (s) => (p, c, at) => takeUpReport(p, c, s.id, at)),
  anySession(
    'delay report',
    3,
    (s, { now }) =>
      (p) =>
        delayReport(p, s.id, 'Illness', plusDays(localDate(now), 2)),
  ),
  ...coverActs,
  ...peopleActs,
  ...dateActs,
];

/** What an email asks for is mostly done, sometimes something else about it. */
export const answersTo = (scene: Scene): PlayedAct | undefined =>
  scene.random.chance(0.85) ? doWhatIsOwed(scene) : scene.random.weighted(acts).doing(scene);

/** Whether somebody sits at a desk then. */
export const isDaytime = (now: Instant): boolean => localTime(now) >= '07:00' && localTime(now) < '21:00';
