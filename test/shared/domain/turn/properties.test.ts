import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '#domain/partnership/changes.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { type AnyYear, anyYear } from '#test/support/any-year.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { type Gone, type Lived, live } from '#test/support/live.ts';

const years = anyYear(await sampleCohort('lesson-study'));
const RUNS = 60;

/** A year is lived once, whatever is looked at in it: the examples of one property are those of the others. */
const known = new Map<string, Lived>();
const lifeOf = (year: AnyYear): Lived => {
  const name = JSON.stringify(year);
  const it = known.get(name) ?? live(year);
  known.set(name, it);
  return it;
};

/** One set of years for all that must hold in every one of them. */
const lived: readonly (readonly [AnyYear, Lived])[] = fc
  .sample(years, { numRuns: RUNS, seed: 20260908 })
  .map((year) => [year, lifeOf(year)] as const);

/** And some more, in which what is found shrinks to the smallest year that shows it. */
const always = (check: (year: AnyYear, lived: Lived) => void) => {
  for (const [year, it] of lived) check(year, it);
  fc.assert(
    fc.property(years, (year) => {
      check(year, lifeOf(year));
    }),
    { numRuns: 12 },
  );
};

// Another implementation of London's clock than the product's.
const formats = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' });
const inLondon = (at: string) => {
  const [day = '', time = ''] = formats.format(new Date(at)).split(', ');
  return { day: day.split('/').reverse().join('-'), time };
};

const schoolDay = ({ cohort: { calendar } }: AnyYear, day: string) =>
  ![0, 6].includes(new Date(`${day}T12:00Z`).getUTCDay()) &&
  !calendar.inset.includes(day) &&
  !calendar.bankHolidays.some((h) => h.date === day) &&
  calendar.terms.some(
    (t) => t.start <= day && day <= t.end && !(t.halfTerm && t.halfTerm[0] <= day && day <= t.halfTerm[1]),
  );

describe('in any year', () => {
  it('the samples reach every kind of message and ending', () => {
    const kinds = new Set(lived.flatMap(([, it]) => it.gone.map((m) => m.kind)));
    expect([...kinds].sort()).toEqual([
      'agreement-request',
      'countersign-request',
      'cover-alarm',
      'cover-pack',
      'cover-request',
      'deadline-extended',
      'decision-request',
      'declined',
      'escalation',
      'fresh-link',
      'meeting-request',
      'plan-invitation',
      'plan-request',
      'questionnaire-request',
      'record-request',
      'reminder',
      'school-summary',
      'signed-agreement',
      'signing-over',
      'teachers-request',
    ]);
    const stages = new Set(lived.flatMap(([, it]) => it.partnerships.map((p) => p.stage)));
    expect([...stages].sort()).toEqual(['completed', 'declined', 'lapsed']);
  });

  it('the next moment is never late and never in the past, and deciding twice is deciding once', () => {
    always((_, { faults }) => expect(faults).toEqual([]));
  });

  it('nothing is asked or chased after it is done', () => {
    const after = [
      'school-summary',
      'signed-agreement',
      'signing-over',
      'declined',
      'plan-invitation',
      'cover-pack',
      'cycles-changed',
      'cover-changed',
    ];
    always((_, { gone }) =>
      expect(
        gone.filter((m) => !after.includes(m.kind) && !(m.listed.length > 0 && m.listed.every((o) => o.open))),
      ).toEqual([]),
    );
  });

  it('what can wait leaves on school days between 07:30 and 17:30 in London', () => {
    always((year, { gone }) => {
      const outside = gone.filter((m) => {
        const { day, time } = inLondon(m.at);
        return m.kind !== 'fresh-link' && !(schoolDay(year, day) && time >= '07:30' && time < '17:30');
      });
      expect(outside.map((m) => [m.at, m.kind])).toEqual([]);
    });
  });

  it('an address gets at most one reminder a day, whatever it owes and wherever', () => {
    always((_, { gone }) => {
      const named = gone.filter((m) => m.kind === 'reminder').map((m) => `${m.to} ${inLondon(m.at).day}`);
      expect(new Set(named).size).toBe(named.length);
    });
  });

  it('chases of a date come in their order, each once, and planned ones at 08:00', () => {
    always(({ down }, { history }) => {
      for (const events of history) {
        const last = new Map<string, number>();
        for (const { at, change } of events) {
          if (change.what === 'extended' || change.what === 'taken-over') last.delete(change.obligation);
          if (change.what !== 'chased' || change.days.length === 0) continue;
          const all = [last.get(change.obligation) ?? -Infinity, ...change.days];
          expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
          last.set(change.obligation, change.days.at(-1) ?? 0);
          if (down.length === 0) expect(inLondon(at).time).toBe('08:00');
        }
      }
    });
  });

  it('no key is queued twice, and none goes twice', () => {
    always((_, { keys, gone }) => {
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(gone.map((m) => m.key)).size).toBe(gone.length);
    });
  });

  it('every school ends, and every obligation that was opened is done, lapsed or released', () => {
    always((_, { history, partnerships }) => {
      partnerships.forEach((p, i) => {
        const events = history[i] ?? [];
        const opened = events.filter((e) => e.change.what === 'opened').length;
        const settled = events.flatMap((e) => (e.change.what === 'settled' ? [e.change.obligation] : []));
        const open = p.obligations.filter((o) => !o.end);
        expect(p.obligations).toHaveLength(opened);
        expect(new Set(settled).size).toBe(settled.length);
        expect(settled.length + open.length).toBe(opened);
        expect(hasEnded(p.stage)).toBe(true);
        expect(open).toEqual([]);
      });
    });
  });

  it('every message is explained by what happened when it was queued', () => {
    always(({ schools }, { gone, history }) => {
      const unexplained = gone.filter((m) => {
        const i = schools.findIndex((s) => s.urn === m.partnership.urn);
        // word of a change waits a while
        const when = (at: string) => at === m.queued || (/-changed$|-extended$/.test(m.kind) && at < m.queued);
        return !(history[i] ?? []).some((event) => when(event.at) && explains(event, m));
      });
      expect(unexplained.map((m) => [m.at, m.key])).toEqual([]);
    });
  });

  it('the lead is told of a thing at most once for each date that it had', () => {
    always((_, { gone }) => {
      const told = gone.filter((m) => m.kind === 'escalation' || m.kind === 'decision-request');
      const named = told.map((m) => {
        const due = m.partnership.obligations.find((o) => o.id === m.first)?.due.local;
        return [m.kind, m.partnership.id, m.first, due].join(' ');
      });
      expect(new Set(named).size).toBe(named.length);
    });
  });
});

function explains({ change }: HistoryEvent, { kind, first }: Gone): boolean {
  switch (kind) {
    case 'reminder':
      return change.what === 'chased' && change.reminded;
    case 'escalation':
      return change.what === 'chased' && change.obligation === first && change.days.includes(13);
    case 'decision-request':
      return change.what === 'chased' && change.obligation === first && change.days.includes(15);
    case 'signing-over':
      return change.what === 'signing-over';
    case 'declined':
      return change.what === 'declined';
    case 'cover-alarm':
      return change.what === 'alarmed' && change.obligation === first;
    case 'plan-request':
      return change.what === 'plan-proposed' || change.what === 'plan-by-hand';
    case 'plan-invitation':
    case 'cover-pack':
      return change.what === 'plan-agreed';
    case 'cycles-changed':
    case 'cover-changed':
      return change.what === 'plan-agreed' || change.what === 'cycle-off' || change.what === 'stood-in';
    case 'cover-stepped-in':
    case 'cover-yours':
      return change.what === 'stood-in';
    case 'cover-untold':
      return change.what === 'coverer-unreached';
    case 'cover-missing':
      return change.what === 'cover-missing';
    case 'deadline-extended':
      return change.what === 'extended' && change.obligation === first;
    case 'fresh-link':
      return change.what === 'link-renewed' && change.obligation === first;
    case 'signed-agreement':
      return change.what === 'agreement-signed' && change.signature.party === 'teaching school';
    case 'school-summary':
      return change.what === 'stage' && change.stage === 'completed';
    default:
      return change.what === 'opened' && change.obligation.id === first;
  }
}
