import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import { isMoving } from '#domain/dates/dates.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import type { Session } from '#domain/sessions/session.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { agreedAt } from './agreement-promise.ts';
import { TWO_TICKS } from './faults.ts';
import type { Promised, Watch } from './promise.ts';
import { HOUR, instantOf, type Milliseconds, msOf } from './time.ts';
import { idOf, ownerOf } from './truth.ts';
import type { Written } from './written.ts';

export const withinTwoTicks: Promised = {
  says: 'What falls due is handled within two ticks; after a fault, when its next try is over',
  watch({ truth, faults, now, partnerships, poisoned, cohort }) {
    /** what is due of a partnership as it is, by when: nothing is overdue before that, and it need not be asked again */
    const known = new Map<string, { readonly p: Partnership; readonly whole: Cohort; readonly due: Instant }>();
    const NEVER = '9999';
    return {
      tick(at) {
        const whole = truth.cohort();
        if (!whole) return undefined;
        // as it was two ticks ago: what is overdue while the post is closed waits until it opens
        const earlier = instantOf(at - TWO_TICKS);
        const overdue = (id: string, due: Instant | undefined, excused = faults.excusedUntil(id)) =>
          due !== undefined && due < earlier && excused + TWO_TICKS < at
            ? `${id}: what was due at ${due} waits at ${instantOf(now())}`
            : undefined;
        for (const id of partnerships()) {
          const p = poisoned.has(id) ? undefined : truth.partnership(id);
          // dates that have been moved reach it by the turn of its cohort
          const excused = Math.max(faults.excusedUntil(id), p && isMoving(p, whole) ? faults.excusedUntil(cohort) : 0);
          if (!p) continue;
          const before = known.get(id);
          if (before?.p === p && before.whole === whole && before.due > earlier) continue;
          const due = nextMoment(p, whole, earlier);
          known.set(id, { p, whole, due: due ?? NEVER });
          const broken = overdue(id, due, excused);
          if (broken) return broken;
        }
        return whole.stage === 'draft' ? undefined : overdue(cohort, cohortNextAt(whole, earlier));
      },
    };
  },
};

/** What a head hears of a session by, and the lead in their place. */
const TELL_HEAD: readonly string[] = ['coach-report', 'coach-report-late', 'report-waits'];
const TELL_LEAD: readonly string[] = ['report-bounced'];

const nameOf = (id: string, s: Session) => `${id}/${s.id}/${s.ended ?? s.end.at}`;

/** Has an email of one of these kinds gone to one of these people since that session began, and speaks of it? */
const hasGone = (
  { truth, gone }: Watch,
  id: string,
  s: Session,
  kinds: readonly string[],
  readers: readonly PersonId[],
): boolean => {
  const sent = truth.sent(id);
  const speaksOfIt = (key: string) => {
    const change = sent.get(key)?.change;
    const message = change?.what === 'message-sent' ? change : truth.message(key);
    return message?.session?.id === s.id && readers.includes(message.to);
  };
  const begins = msOf(s.start.at);
  return gone.some(
    ({ at, kind, key }) => at >= begins && kinds.includes(kind) && ownerOf(key) === id && speaksOfIt(key),
  );
};

/** Notes in `known` when what is known of a session was last changed. */
const noteSessions = (written: readonly Written[], known: Map<string, Milliseconds>, now: Milliseconds): void => {
  for (const { pk, sk, after } of written)
    if (sk.startsWith('live#session#') && after) {
      const name = nameOf(idOf(pk), after.it as Session);
      if (!known.has(name)) known.set(name, now);
    }
};

/** Sessions of which somebody is to hear. */
function toHearOf(p: Partnership): readonly Session[] {
  // of what was over before the agreement held nobody is to hear
  const agreed = agreedAt(p);
  return agreed ? p.sessions.filter((s) => s.state !== 'cancelled' && s.state !== 'missed' && s.end.at > agreed) : [];
}

/**
 * Does somebody at the school read what its coaches report? A deputy whom the head's seat alone has named reads nothing for
 * it.
 */
const somebodyReads = ({ people }: Pick<Partnership, 'people'>): boolean =>
  people.some((one) => !one.gone && (one.id === 'head' || (one.id === 'deputy' && one.namedBy !== 'head')));

export const headHearsInTime: Promised = {
  says: 'A head hears of a session within 24 hours of its end: by its report, or that it is late',
  watch(its) {
    const { truth, faults, now, partnerships, poisoned } = its;
    const known = new Map<string, Milliseconds>();
    const heard = new Set<string>();
    return {
      written(written) {
        noteSessions(written, known, now());
        return undefined;
      },
      tick(at) {
        for (const id of partnerships()) {
          const p = truth.partnership(id);
          if (!p || poisoned.has(id) || p.sessions.length === 0 || hasEnded(p.stage)) continue;
          // where nobody reads for them, a head whose address does not take post is asked after at once, and hears then
          if (!somebodyReads(p)) continue;
          for (const s of toHearOf(p)) {
            const end = msOf(s.ended ?? s.end.at);
            const name = nameOf(id, s);
            if (end + 24 * HOUR > at || heard.has(name)) continue;
            if (hasGone(its, id, s, TELL_HEAD, ['head', 'deputy'])) {
              heard.add(name);
              continue;
            }
            // one that was planned for before a launch that came late is asked about at the launch
            const until = Math.max(end + 24 * HOUR, msOf(p.launch), known.get(name) ?? 0, faults.excusedUntil(id));
            if (until + TWO_TICKS < at)
              return `${id}: the head has not heard of ${s.id}, which ended at ${s.ended ?? s.end.at}`;
          }
        }
        return undefined;
      },
    };
  },
};

export const leadHearsForHead: Promised = {
  says: 'Where nobody at a school reads reports, the lead hears of a session within 24 hours of its end, or as soon as none will come, and once',
  watch(its) {
    const { truth, faults, now, partnerships, poisoned } = its;
    const known = new Map<string, Milliseconds>();
    const heard = new Set<string>();
    /** by session: since when its coach is nobody any more */
    const left = new Map<string, Milliseconds>();
    /** by school: since when nobody reads there, and of which sessions the lead was told since that they have no report */
    const unread = new Map<string, { readonly since: Milliseconds; readonly told: Map<string, string> }>();

    function isMissing(id: string, p: Partnership, s: Session, at: Milliseconds): boolean {
      const end = msOf(s.ended ?? s.end.at);
      const name = nameOf(id, s);
      if (end > at || heard.has(name)) return false;
      if (!left.has(name) && !p.people.some((one) => one.id === s.coach)) left.set(name, at);
      const due = Math.min(end + 24 * HOUR, left.get(name) ?? Number.POSITIVE_INFINITY);
      const since = unread.get(id)?.since ?? at;
      const until = Math.max(due, since, msOf(p.launch), known.get(name) ?? 0, faults.excusedUntil(id));
      if (until + TWO_TICKS >= at) return false;
      // a head who was told before nobody read there any more has heard, or the email has come back
      const told = hasGone(its, id, s, TELL_HEAD, ['head', 'deputy']) || hasGone(its, id, s, TELL_LEAD, ['lead']);
      if (told) heard.add(name);
      return !told;
    }

    return {
      written(written) {
        noteSessions(written, known, now());
        for (const { pk, sk, after } of written) {
          const id = idOf(pk);
          if (sk !== 'live#head' || !pk.startsWith('PARTNERSHIP#') || !after || poisoned.has(id)) continue;
          if (somebodyReads(after.it as Partnership)) unread.delete(id);
          else if (!unread.has(id)) unread.set(id, { since: now(), told: new Map() });
        }
        return undefined;
      },
      mail({ key }) {
        const message = truth.message(key);
        const told = message?.noReport ? unread.get(ownerOf(key))?.told : undefined;
        if (!told || !message?.session) return undefined;
        const which = `${message.session.id} ${message.session.version}`;
        const first = told.get(which) ?? key;
        told.set(which, first);
        return first === key ? undefined : `${key} tells the lead what ${first} has told them`;
      },
      tick(at) {
        for (const id of partnerships()) {
          const p = truth.partnership(id);
          if (!p || poisoned.has(id) || p.sessions.length === 0 || hasEnded(p.stage) || somebodyReads(p)) continue;
          const missing = toHearOf(p).find((s) => isMissing(id, p, s, at));
          if (missing) return `${id}: nobody reads there, and the lead has not heard of ${missing.id}`;
        }
        return undefined;
      },
    };
  },
};
