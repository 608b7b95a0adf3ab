import { earliest, type Instant } from '#calendar/london.ts';
import { type Fonts, loadFonts } from '#documents/fonts.ts';
import { tagsOf } from '#email/ses.ts';
import { handler as closeCohort } from '#functions/close-cohort/handler.ts';
import { handler as decideTurn } from '#functions/decide-turn/handler.ts';
import { handler as launchCohort } from '#functions/launch-cohort/handler.ts';
import { handler as planCover } from '#functions/plan-cover/handler.ts';
import { handler as recordDelivery } from '#functions/record-delivery/handler.ts';
import { handler as renderReport } from '#functions/render-report/handler.ts';
import { handler as sendMessage } from '#functions/send-message/handler.ts';
import { handler as tick } from '#functions/tick/handler.ts';
import type { Table } from '#records/documents.ts';
import { dueBy } from '#records/due.ts';
import type { Parts } from '#use-cases/parts.ts';
import { triedAgainAt } from '#use-cases/tick.ts';
import { Executions } from './executions.ts';
import type { EmailGone, Inbox } from './inbox.ts';
import type { MovableClock } from './movable-clock.ts';
import { solveApart } from './solver.ts';
import type { WorkflowDefinitions } from './workflows.ts';

/** What AWS does between the functions: runs the workflows, ticks, and tells what became of emails; on a clock that is moved by hand. */
export interface Scheduler {
  readonly parts: Parts;
  /** Moves the clock to an instant; whatever falls due on the way happens at its time, in order. */
  moveTo(target: Instant): Promise<void>;
  /** the next moment at which anything is due, if it is in the future */
  next(): Promise<Instant | undefined>;
  /** until nothing is running */
  settled(): Promise<void>;
  /** The mail service says that an email came back for good; what follows from that at once happens. */
  bounce(email: EmailGone): Promise<void>;
  /** executions that failed, by name, with the name of the error: ids only */
  readonly failures: readonly { readonly execution: string; readonly error: string }[];
  /** state transitions so far, as AWS would charge them */
  transitions(): number;
}

const FOREVER = '9999-12-31T23:59:59Z';

/** What fails for an hour fails until something else falls due. */
const MOST_TRIES = 4;

interface Going {
  readonly table: Table;
  readonly clock: MovableClock;
  readonly inbox: Inbox;
  readonly workflows: WorkflowDefinitions;
  readonly secret: Parts['secret'];
  readonly sender: string;
  readonly origin: string;
}

export function startScheduler({ table, clock, inbox, workflows, secret, sender, origin }: Going): Scheduler {
  const { now } = clock;
  /** what the mail service's feed says, after each execution; after a start, of all that is in the inbox */
  const tellGone = async () => {
    for (const email of inbox.takeGone()) await recorded(eventOf('Delivery', email));
  };
  const executions = new Executions(workflows, () => functions, tellGone);
  const settled = () => executions.settled();
  const parts: Parts = { table, now, secret, post: inbox.post, sender, origin, start: executions.start };
  const functions = calledBySteps(parts);
  const recorded = recordDelivery(parts);
  const takeTick = tick(parts);
  let failedInARow = 0;

  /** All that is due now, and what becomes due at once by it. */
  const runDue = async () => {
    await settled();
    // before any turn: one an hour later would take for lost what went before this process was started
    await tellGone();
    const failed = executions.failures.length;
    for (let before = -1; before !== executions.count(); ) {
      before = executions.count();
      await takeTick();
      await settled();
    }
    failedInARow = executions.failures.length > failed ? failedInARow + 1 : 0;
  };

  /** What failed now is due still, and is tried again as on AWS; but a clock that is moved by a year does not try for a year. */
  const next = async () => {
    const due = await dueBy(table, FOREVER);
    const failed = due.some(({ nextAt }) => nextAt <= now()) && failedInARow < MOST_TRIES;
    return earliest(due.find(({ nextAt }) => nextAt > now())?.nextAt, failed ? triedAgainAt(now()) : undefined);
  };

  const inTurn = oneAfterAnother();
  return {
    parts,
    settled,
    next,
    failures: executions.failures,
    transitions: () => executions.transitions,
    moveTo: (target) =>
      inTurn(async () => {
        await runDue();
        for (let at = await next(); at !== undefined && at <= target; at = await next()) {
          await clock.set(at);
          await runDue();
        }
        if (target > now()) await clock.set(target);
      }),
    bounce: (email) =>
      inTurn(async () => {
        await recorded(eventOf('Bounce', email));
        await runDue();
      }),
  };
}

/** By their folders, as the steps of the workflows call them. */
function calledBySteps(parts: Parts) {
  let fonts: Promise<Fonts> | undefined;
  return {
    'decide-turn': decideTurn(parts),
    'render-report': renderReport(parts, () => (fonts ??= loadFonts())),
    'plan-cover': planCover(parts),
    'solve-cover': solveApart,
    'send-message': sendMessage(parts),
    'launch-cohort': launchCohort(parts),
    'close-cohort': closeCohort(parts),
  };
}

/** Each thing when the last has come to an end, whatever became of it. */
function oneAfterAnother(): (what: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (what) => {
    last = last.catch(() => {}).then(what);
    return last;
  };
}

/** As EventBridge would bring it. */
const eventOf = (eventType: 'Delivery' | 'Bounce', email: EmailGone) => ({
  detail: {
    eventType,
    mail: { messageId: email.messageId, tags: tagsOf(email) },
    ...(eventType === 'Bounce' && { bounce: { bounceType: 'Permanent' } }),
  },
});
