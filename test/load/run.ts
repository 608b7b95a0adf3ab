import { type Instant, plus } from '#calendar/london.ts';
import { partnershipId } from '#domain/cohort/cohort.ts';
import { launchMoment } from '#domain/dates/timeline.ts';
import { startEngine } from '#infra/local/engine.ts';
import { openInbox } from '#infra/local/inbox.ts';
import { synthesiseWorkflows } from '#infra/local/workflows.ts';
import { openTable, type Table } from '#records/documents.ts';
import { dueBy } from '#records/due.ts';
import { readHistory } from '#records/history.ts';
import { readPartnership } from '#records/partnerships.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { counting } from '#test/bench/counting.ts';
import { openStage, SENDER, type Stage } from '#test/bench/stage.ts';
import { addressOf, emails, headerOf } from '#test/journeys/people.ts';
import { random as randomOf } from '#test/simulation/random.ts';
import { pressLaunch } from '#use-cases/launch-cohort.ts';
import { pacedPost } from '#use-cases/paced-post.ts';
import { tick } from '#use-cases/tick.ts';
import { type Account, openAccount, type Waits, waitAsWorkflow } from './account.ts';
import { crowdOf } from './crowd.ts';
import { differences, disorder } from './gone-as-expected.ts';
import { openRush, type Rush } from './rush.ts';

/** What a minute in which everybody is written to took, in counts and in product time. */
export interface Minute {
  readonly what: string;
  /** to the table */
  readonly requests: number;
  /** of these, for a place in the second */
  readonly places: number;
  readonly transitions: number;
  /** each once: one that was in doubt, as the machine was too busy to answer, may have been handed over again */
  readonly emails: number;
  /** the most emails in one second, and in how many seconds any went */
  readonly most: number;
  readonly seconds: number;
  /** from queueing to sending, in seconds */
  readonly longestWait: number;
  /** sends that found no place for twelve seconds and were tried again by the workflow; messages left for a later turn */
  readonly retried: number;
  readonly left: number;
}

export interface Ran {
  readonly schools: number;
  /** emails a second that the product allows itself */
  readonly pace: number;
  readonly minutes: readonly Minute[];
  /** sends of which for an hour nobody knew whether they had gone */
  readonly unknown: number;
  /** sentences */
  readonly broken: readonly string[];
}

/** Launches a cohort of so many schools on the local edition, and opens a questionnaire for everybody in it in one minute. */
export async function runLoad(schools: number, rate: number, seed = 1): Promise<Ran> {
  const read = await crowdOf(schools);
  const { messages } = rehearse({ ...read, cast: 'silent' });
  const launch = launchMoment(read.cohort);
  const opening = messages.find(({ kind }) => kind === 'questionnaire-request')?.at ?? launch;
  const ids = read.schools.map(({ urn }) => partnershipId(read.cohort.id, urn));
  const chances = randomOf(seed);
  const engine = await startEngine();
  let now: () => Instant = () => launch;
  const inbox = await openInbox({ port: 0, sender: SENDER, now: () => now(), patient: true });
  let account: Account | undefined;
  let waits: Waits | undefined;
  let rush: Rush | undefined;
  const sleep = (seconds: number) => rush?.sleep(seconds) ?? Promise.resolve();
  const { 'partnership-turn': workflow } = await synthesiseWorkflows();
  let places: ReturnType<typeof counting> | undefined;
  let placing: Table | undefined;
  const stage = await openStage(engine, inbox, read, (post, { table, clock }) => {
    now = clock.now;
    account = openAccount(post, clock.now, rate);
    // the same table, by a way of its own: to count what asks for places alone
    placing = openTable({ TABLE: table.name }, engine.connection);
    places = counting(placing);
    const parts = { table: placing, now: clock.now, rate: async () => rate, nextSecond: () => sleep(1) };
    waits = waitAsWorkflow(pacedPost(account.post, parts), workflow, chances, sleep);
    return waits.post;
  });
  const pace = Math.max(1, Math.floor(rate * 0.9));
  try {
    const { parts } = stage.scheduler;
    rush = openRush(stage.clock, chances, () => tickAtOnce(stage, rush));
    const during = async (what: string, at: Instant): Promise<Minute> => {
      await stage.clock.set(at);
      const [before, retried, left] = [
        account?.taken.length ?? 0,
        waits?.counted.retried ?? 0,
        waits?.counted.left ?? 0,
      ];
      const { requests, transitions } = await stage.taking(() => untilAllHasGone(stage, rush, ids));
      const asked = total(places?.take().requests ?? {});
      const went = account?.taken.slice(before) ?? [];
      const inSecond = [...Map.groupBy(went, (one) => one.at).values()].map((all) => all.length);
      return {
        what,
        requests: total(requests) + asked,
        places: asked,
        transitions,
        emails: new Set(went.map(({ key }) => key)).size,
        most: Math.max(0, ...inSecond),
        seconds: inSecond.length,
        longestWait: Math.max(0, ...went.map((one) => (Date.parse(one.at) - Date.parse(at)) / 1000)),
        retried: (waits?.counted.retried ?? 0) - retried,
        left: (waits?.counted.left ?? 0) - left,
      };
    };
    const pressed = await stage.taking(() => pressLaunch(parts, read.cohort.id));
    const minutes = [await during('the launch', launch), await during('the questionnaire', opening)];
    const inInbox = (await emails({ url: '', inboxUrl: inbox.url, cohort: '', lead: '' })).map((email) => ({
      key: headerOf(email, 'X-Drumbeat-Key'),
      kind: headerOf(email, 'X-Drumbeat-Kind'),
      to: addressOf(email),
    }));
    const expected = messages.filter(({ at }) => at === launch || at === opening);
    const doubts = await doubtsIn(stage, ids);
    const unknown = [...doubts.values()].reduce((sum, n) => sum + n, 0);
    return {
      schools,
      pace,
      minutes: [
        {
          ...nothing,
          what: 'the press of Launch',
          requests: total(pressed.requests),
          transitions: pressed.transitions,
        },
        ...minutes,
      ],
      unknown,
      broken: [
        ...differences(expected, inInbox, doubts),
        ...disorder(expected, account?.taken ?? []),
        ...minutes.flatMap(({ what, most }) => (most > pace ? [`${what}: ${most} emails in a second`] : [])),
        ...(unknown > (account?.unanswered() ?? 0)
          ? [`${unknown} unknown sends, ${account?.unanswered()} unanswered`]
          : []),
        ...(account?.throttled() ? [`the account throttled ${account.throttled()} times`] : []),
      ],
    };
  } finally {
    placing?.documents.destroy();
    stage.close();
    await inbox.close();
    await engine.stop();
  }
}

const total = (requests: Readonly<Record<string, number>>): number =>
  Object.values(requests).reduce((sum, n) => sum + n, 0);

const nothing = { places: 0, emails: 0, most: 0, seconds: 0, longestWait: 0, retried: 0, left: 0 };

/** As on AWS: who is due gets a turn, and no turn waits for another's. */
async function tickAtOnce({ scheduler: { parts } }: Stage, rush: Rush | undefined): Promise<void> {
  const start: typeof parts.start = async (...what) => rush?.beside(() => parts.start(...what));
  await tick({ ...parts, start });
}

/** Ticks, minute by minute, until nobody is due; and an hour later, for what was in doubt. */
async function untilAllHasGone(stage: Stage, rush: Rush | undefined, ids: readonly string[]): Promise<void> {
  const { aside, scheduler, clock } = stage;
  const waits = async () => {
    for (const id of ids) if ((await readPartnership(aside, id))?.value.outbox.length) return true;
    return false;
  };
  do {
    for (let due = 1; due > 0; due = (await dueBy(aside, clock.now())).length) {
      rush?.beside(() => tickAtOnce(stage, rush));
      await rush?.over();
      await scheduler.settled();
      const seconds = 60 - ((Date.parse(clock.now()) / 1000) % 60);
      await clock.set(plus(clock.now(), `PT${seconds}S`));
    }
    const next = await scheduler.next();
    if (!next || !(await waits())) return;
    await clock.set(next);
  } while (clock.now() < FOREVER);
}

const FOREVER = '9999';

/** How often the histories say of each message that for an hour nobody knew whether it had gone. */
async function doubtsIn({ aside }: Stage, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const histories = await Promise.all(ids.map((id) => readHistory(aside, id)));
  const keys = histories.flat().flatMap(({ change }) => (change.what === 'message-unknown' ? [change.key] : []));
  return new Map([...Map.groupBy(keys, (key) => key)].map(([key, times]) => [key, times.length]));
}
