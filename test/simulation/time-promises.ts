import type { Instant } from '#calendar/london.ts';
import type { Cohort } from '#domain/cohort/cohort.ts';
import { cohortNextAt } from '#domain/cohort/round.ts';
import { isMoving } from '#domain/dates/dates.ts';
import { hasEnded, type Partnership } from '#domain/partnership/partnership.ts';
import type { Session } from '#domain/sessions/session.ts';
import { nextMoment } from '#domain/turn/decide.ts';
import { TWO_TICKS } from './faults.ts';
import type { Gone, Promised } from './promise.ts';
import { HOUR, instantOf, type Milliseconds, msOf } from './time.ts';
import { idOf, ownerOf } from './truth.ts';

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

/** What a head hears of a session by. */
const TELL_HEAD: readonly string[] = ['coach-report', 'coach-report-late', 'report-waits'];

export const headHearsInTime: Promised = {
  says: 'A head hears of a session within 24 hours of its end: by its report, or that it is late',
  watch({ truth, faults, now, partnerships, poisoned, gone }) {
    /** when what is known of a session was last changed */
    const known = new Map<string, Milliseconds>();
    const heard = new Set<string>();
    const nameOf = (id: string, s: Session) => `${id}/${s.id}/${s.ended ?? s.end.at}`;
    return {
      written(written) {
        for (const { pk, sk, after } of written)
          if (sk.startsWith('live#session#') && after) {
            const name = nameOf(idOf(pk), after.it as Session);
            if (!known.has(name)) known.set(name, now());
          }
        return undefined;
      },
      tick(at) {
        for (const id of partnerships()) {
          const p = truth.partnership(id);
          if (!p || poisoned.has(id) || p.sessions.length === 0 || hasEnded(p.stage)) continue;
          // where nobody reads for them, a head whose address does not take post is asked after at once, and hears then
          // a deputy whom the head's seat alone has named reads nothing for it: then the lead is told at once
          const reads = p.people.some(
            (one) => !one.gone && (one.id === 'head' || (one.id === 'deputy' && one.namedBy !== 'head')),
          );
          if (!reads) continue;
          for (const s of p.sessions) {
            if (s.state === 'cancelled' || s.state === 'missed') continue;
            const end = msOf(s.ended ?? s.end.at);
            if (end + 24 * HOUR > at) continue;
            const name = nameOf(id, s);
            if (heard.has(name)) continue;
            const sent = truth.sent(id);
            const speaksOfIt = (key: string) => {
              const change = sent.get(key)?.change;
              const message = change?.what === 'message-sent' ? change : truth.message(key);
              return message?.session?.id === s.id;
            };
            const tells = ({ at, kind, key }: Gone) =>
              at >= msOf(s.start.at) && TELL_HEAD.includes(kind) && ownerOf(key) === id && speaksOfIt(key);
            if (gone.some(tells)) {
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
