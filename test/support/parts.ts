import { type Instant, london } from '#calendar/london.ts';
import { PostError } from '#email/ses.ts';
import type { ReadCohort } from '#import/read-cohort.ts';
import { replaceSchools, saveCohort } from '#records/cohorts.ts';
import type { Table } from '#records/documents.ts';
import { dueBy } from '#records/due.ts';
import type { DueWorkflow } from '#records/keys.ts';
import { outboxOf } from '#test/support/outboxes.ts';
import { beginTurns, checkCohort, openSchool, pressLaunch } from '#use-cases/launch-cohort.ts';
import type { Parts } from '#use-cases/parts.ts';
import { sendMessage } from '#use-cases/send-message.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';

export interface Posted {
  readonly to: string;
  readonly key: string;
  readonly kind: string;
  readonly text: string;
}

/** What goes wrong at the post: what SES says, and whether the email went all the same. */
export interface Mishap {
  readonly says: PostError['name'];
  readonly gone?: boolean;
}

/** The parts of the use cases on a real table, with a clock that is set and a post that remembers. */
export interface TestParts extends Parts {
  /** emails that went, in order */
  readonly posted: Posted[];
  readonly started: { readonly workflow: DueWorkflow; readonly name: string; readonly input: object }[];
  /** for the next emails, one each; undefined is none */
  readonly mishaps: (Mishap | undefined)[];
  /** sets the clock to London's time */
  at(local: string): void;
  /** sets the clock to an instant */
  set(instant: Instant): void;
}

export function testParts(table: Table, local = '2026-09-04T10:00'): TestParts {
  let now: Instant = '';
  const posted: Posted[] = [];
  const mishaps: (Mishap | undefined)[] = [];
  const started: TestParts['started'] = [];
  const set = (instant: Instant) => {
    now = instant;
  };
  const at = (time: string) => set(london(time.slice(0, 10), time.slice(11)).at);
  at(local);
  return {
    table,
    posted,
    mishaps,
    started,
    at,
    set,
    now: () => now,
    secret: async () => ({ current: 'a secret for tests alone', leaked: [] }),
    sender: 'programmes@drumbeat.example.org',
    origin: 'https://drumbeat.example.org',
    start: async (workflow, name, input) => {
      started.push({ workflow, name, input });
    },
    post: {
      async send({ to, key, kind, raw }) {
        const mishap = mishaps.shift();
        if (!mishap || mishap.gone) posted.push({ to, key, kind, text: Buffer.from(raw).toString() });
        if (mishap) throw new PostError(mishap.says, 'Test', undefined);
        return { id: `ses-${posted.length}` };
      },
    },
  };
}

/** As small as a cohort can be: its first school alone. */
export const oneSchool = ({ cohort, schools }: ReadCohort): ReadCohort => ({
  cohort: { ...cohort, schoolCount: 1 },
  schools: schools.slice(0, 1),
});

/** Saves a cohort as a draft, presses Launch, and does what the workflow does. */
export async function launch(parts: TestParts, { cohort, schools }: ReadCohort): Promise<void> {
  await saveCohort(parts.table, undefined, cohort, undefined);
  await replaceSchools(parts.table, cohort.id, schools);
  await pressLaunch(parts, cohort.id);
  for (const urn of await checkCohort(parts, cohort.id)) await openSchool(parts, cohort.id, urn);
  await beginTurns(parts, cohort.id);
}

/** Everything that is due at the time to which the clock is set: turns, and the messages that they say may go. */
export async function runDue(parts: TestParts): Promise<void> {
  for (let rounds = 0; rounds < 10; rounds++) {
    const due = await dueBy(parts.table, parts.now());
    if (due.length === 0) return;
    for (const { id } of due) {
      const turn = id.includes('/') ? takeTurn : turnCohort;
      const { messages } = await turn(parts, id);
      for (const key of messages) await sendMessage(parts, outboxOf(id), key);
    }
  }
}
