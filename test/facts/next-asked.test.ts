import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Instant, localDate } from '#calendar/london.ts';
import { whenPostIsOpen } from '#calendar/school-calendar.ts';
import { type NextAsked, nextAsked } from '#domain/obligations/next-asked.ts';
import type { Obligation } from '#domain/obligations/obligation.ts';
import { actingFor, hasEnded, type Partnership, personOf } from '#domain/partnership/partnership.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { playing } from '#test/support/playing.ts';

const programmes = readdirSync(join(import.meta.dirname, '..', 'cohorts'));

interface Announced {
  readonly id: string;
  readonly person: string;
  readonly now: Instant;
  readonly next: NextAsked;
  /** sessions and cycles that there were then: what is planned later could not be announced */
  readonly planned: ReadonlySet<string>;
  /** what had been asked by then */
  readonly asked: ReadonlySet<string>;
  readonly owed: boolean;
}

const settledNow = (before: Partnership, after: Partnership): readonly Obligation[] =>
  after.obligations.filter((o) => o.end?.how === 'done' && !before.obligations.find(({ id }) => id === o.id)?.end);

const isAsked = (o: Obligation): boolean => !(o.end?.how === 'released' && o.end.at === o.opened);

/** As people do in every programme; and at once in two of them. */
const casts = (name: string) =>
  name === 'lesson-study' || name === 'coaching-package' ? (['prompt', 'typical'] as const) : (['typical'] as const);

describe.each(programmes)('in %s', (name) => {
  it.each(casts(name))(
    'what is announced to somebody who has done something is what they are asked for next: %s',
    async (cast) => {
      const read = await sampleCohort(name);
      const announced: Announced[] = [];
      const ended = playing(
        { ...read, cast, seed: 3 },
        {
          done: (before, after, cohort, now) => {
            for (const o of settledNow(before, after)) {
              const person = personOf(after, o.end?.by ?? '');
              if (!person || hasEnded(after.stage)) continue;
              const next = nextAsked({ cohort, partnership: after }, person, now);
              const planned = new Set([...after.cycles, ...after.sessions].map(({ id }) => id));
              const owed = after.obligations.some((one) => !one.end && actingFor(after, one.owner).includes(person.id));
              const asked = new Set(after.obligations.map(({ id }) => id));
              announced.push({ id: after.id, person: person.id, now, next, planned, asked, owed });
            }
          },
        },
      );
      expect(announced.length).toBeGreaterThan(0);
      for (const one of announced) {
        const p = ended.find(({ id }) => id === one.id) as Partnership;
        const later = p.obligations
          .filter((o) => actingFor(p, o.owner).includes(one.person) && !one.asked.has(o.id) && isAsked(o))
          .filter((o) => o.step !== undefined || one.planned.has(o.cycle ?? o.session ?? ''));
        const days = later.map(({ opened }) => localDate(opened)).toSorted();
        const told = [one.id, one.person, one.now, JSON.stringify(one.next)];
        if (one.next.when === 'never') {
          expect([...told, ...later.flatMap(({ step }) => step ?? [])]).toEqual(told);
          continue;
        }
        if (one.next.when === 'after') {
          const { step, waitsFor } = one.next;
          const real = later.find((o) => o.step === step.key);
          const undone = p.obligations.filter(
            (o) => waitsFor.some(({ key }) => key === o.step) && (!o.end || (real && o.end.at > real.opened)),
          );
          if (real) expect([...told, ...undone.map(({ id }) => id)]).toEqual(told);
          continue;
        }
        const at = whenPostIsOpen(read.cohort.calendar, one.next.at > one.now ? one.next.at : one.now);
        // of a school whose part ended before, or of what was planned and came to nothing, nothing can be compared
        if (later.length === 0 || one.next.things.some((thing) => !('step' in thing))) continue;
        if (!one.owed) expect([...told, days[0]]).toEqual([...told, localDate(at)]);
        for (const thing of one.next.things)
          if ('step' in thing)
            expect([
              ...told,
              ...later.filter((o) => o.step === thing.step.key).map((o) => localDate(o.opened)),
            ]).toEqual([...told, localDate(at)]);
      }
    },
  );
});
