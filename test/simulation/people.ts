import { takesPart } from '#domain/people/departures.ts';
import { sameAddress } from '#domain/people/person.ts';
import { acts, answersTo } from './acts.ts';
import type { Clock } from './clock.ts';
import { withdraws } from './people-acts.ts';
import type { Random } from './random.ts';
import type { PlayedAct, Scene } from './scene.ts';
import { DAY, HOUR, instantOf, MINUTE, type Milliseconds, SECOND } from './time.ts';
import { ownerOf, type Truth } from './truth.ts';
import type { Engine } from './workflows.ts';

export interface People {
  /** an email reaches its reader */
  answers(key: string, kind: string): void;
  /** somebody comes to the pages of a school */
  visit(id: string, at: Milliseconds, asked?: string): void;
  /** somebody of one school who sits at another too withdraws from the programme; whether there is anybody */
  leaves(other: string, ids: readonly string[], at: Milliseconds): boolean;
}

/** Those who read the emails and come to the pages: some at once, some late, some never. */
export function openPeople({
  clock,
  random,
  truth,
  poisoned,
  invoke,
  tell,
}: {
  readonly clock: Clock;
  readonly random: Random;
  readonly truth: Truth;
  readonly poisoned: ReadonlySet<string>;
  readonly invoke: Engine['invoke'];
  readonly tell: (line: string) => void;
}): People {
  const temper = random.next();
  return { answers, visit, leaves };

  function leaves(other: string, ids: readonly string[], at: Milliseconds): boolean {
    const there = (truth.partnership(other)?.people ?? []).filter(takesPart).map(({ email }) => sameAddress(email));
    const both = ids
      .filter((id) => id !== other && !poisoned.has(id))
      .flatMap((id) =>
        (truth.partnership(id)?.people ?? [])
          .filter((one) => takesPart(one) && there.includes(sameAddress(one.email)))
          .map((one) => ({ id, seat: one.id })),
      );
    if (both.length === 0) return false;
    const { id, seat } = random.pick(both);
    clock.plan(at, () => perform(id, withdraws(id, seat)));
    return true;
  }

  /** People read their emails; most do what they are asked. */
  function answers(key: string, kind: string) {
    const id = ownerOf(key);
    const asks = /-request$|^reminder$|^session-ended$|^report-nudge$|^deadline-extended$|^fresh-link$/.test(kind);
    if (!asks || !random.chance(0.35 + 0.5 * temper)) return;
    const asked = truth.message(key)?.about[0];
    const after = random.weighted([
      { weight: 2, ms: random.int(1, 120) * SECOND },
      { weight: 4, ms: random.int(1, 30) * HOUR },
      { weight: 4, ms: random.int(1, 20) * DAY + random.int(0, DAY) },
    ]).ms;
    visit(id, clock.now() + after, asked);
  }

  /** Somebody comes to the pages and does something; impatient people press twice, and come back when it failed. */
  function visit(id: string, at: Milliseconds, asked?: string) {
    clock.plan(at, () => {
      const scene = sceneOf(id, asked);
      const doing = scene && (asked === undefined ? random.weighted(acts).doing(scene) : answersTo(scene));
      if (!doing) return;
      perform(id, doing);
      if (random.chance(0.12)) clock.plan(clock.now() + random.int(0, 400), () => perform(id, doing));
    });
  }

  function sceneOf(id: string, asked?: string): Scene | undefined {
    const partnership = poisoned.has(id) ? undefined : truth.partnership(id);
    const whole = truth.cohort();
    return partnership && whole && { partnership, cohort: whole, now: instantOf(clock.now()), random, asked };
  }

  function perform(id: string, doing: PlayedAct, again = 2) {
    const { line, perform: work, later } = doing;
    tell(`${id} ${line}`);
    invoke('page', id, work).then(
      (outcome) => {
        const refused = (outcome as { refused?: object } | undefined)?.refused;
        tell(`${id} ${line}: ${JSON.stringify(refused ?? 'done')}`);
        if (later && !refused) clock.plan(clock.now() + later.after * MINUTE, () => perform(id, later.doing));
      },
      (error) => {
        tell(`${id} ${line}: ${error}`);
        if (again > 0 && random.chance(0.7))
          clock.plan(clock.now() + random.int(1, 3600) * SECOND, () => perform(id, doing, again - 1));
      },
    );
  }
}
