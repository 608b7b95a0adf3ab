import { quickAnswer, quickRepair } from '#cover/planner.ts';
import { handler as closeCohort } from '#functions/close-cohort/handler.ts';
import { handler as decideTurn } from '#functions/decide-turn/handler.ts';
import { handler as launchCohort } from '#functions/launch-cohort/handler.ts';
import { handler as planCover } from '#functions/plan-cover/handler.ts';
import { handler as sendMessage } from '#functions/send-message/handler.ts';
import type { DueWorkflow } from '#records/keys.ts';
import { readReport, saveDocument } from '#records/reports.ts';
import type { Parts } from '#use-cases/parts.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import { MINUTE, SECOND } from './time.ts';

/** The steps of the workflows in infra/workflows, in their order, with what they try again and what they leave. */
export interface Engine {
  readonly faults: Faults;
  readonly random: Random;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** runs a function */
  readonly invoke: <T>(what: string, about: string, work: (parts: Parts) => Promise<T>) => Promise<T>;
}

/** As `LAMBDA_IS_BUSY` in infra/workflows/call.ts. */
const BUSY = ['Lambda.ServiceException', 'Lambda.TooManyRequestsException'];
const TRIES = 6;
const TIME_LIMIT = 15 * MINUTE;

type Event = Readonly<Record<string, string>>;

class Stopped extends Error {
  override name = 'Stopped';
}

/** Runs an execution to its end. Rejects when it fails. */
export async function execute(engine: Engine, workflow: DueWorkflow, input: Event): Promise<void> {
  const { faults, random, now, sleep } = engine;
  const about = input.partnership ?? input.cohort ?? '';
  const until = now() + TIME_LIMIT;

  /** The function itself may be well, and its call not: it is not reached, or its answer is lost, or it is called twice. */
  async function reach<T>(what: string, work: (parts: Parts) => Promise<T>): Promise<T> {
    const mishap = faults.at('call', about, what);
    if (mishap === 'fails') throw Object.assign(new Error('Too many requests'), { name: BUSY[1] });
    if (mishap === 'twice') engine.invoke(what, about, work).catch(() => {});
    const answer = await engine.invoke(what, about, work);
    if (mishap === 'fails-after') throw Object.assign(new Error('The answer is lost'), { name: BUSY[0] });
    return answer;
  }

  async function call<T>(
    what: string,
    work: (parts: Parts) => Promise<T>,
    passing: readonly string[] = [],
  ): Promise<T> {
    for (let tries = 0; ; tries++) {
      if (now() > until) throw new Stopped('The execution has timed out');
      if (faults.at('step', about, what)) throw new Stopped('The execution has stopped');
      try {
        return await reach(what, work);
      } catch (error) {
        if (tries === TRIES || ![...BUSY, ...passing].includes((error as Error).name)) throw error;
        await sleep(Math.round(random.next() * 2 ** (tries + 1) * SECOND));
      }
    }
  }

  const decide = (reports?: 'render') =>
    call('decide-turn', (parts) => decideTurn(parts)({ ...input, ...(reports && { reports }) }));

  async function sendEach(messages: readonly string[]) {
    for (const key of messages)
      await call('send-message', (parts) => sendMessage(parts)({ outbox: about, key }), [
        'Throttled',
        'TooManyRequestsException',
      ]).catch(leave);
  }

  async function turn() {
    const { messages } = await decide();
    if (messages.length === 0) return;
    await sendEach(messages);
    await decide();
  }

  switch (workflow) {
    case 'partnership-turn':
      return turn();
    case 'deliver-report': {
      const { messages, reports } = await decide('render');
      await Promise.all(
        reports.map(({ session, version }) =>
          call('render-report', (parts) => render(parts, about, session, version)).catch(leave),
        ),
      );
      await sendEach(messages);
      await decide('render');
      return;
    }
    case 'close-cohort': {
      const { messages } = await call('close-cohort', (parts) => closeCohort(parts)({ step: 'gather', ...input }));
      await sendEach(messages);
      await call('close-cohort', (parts) => closeCohort(parts)({ step: 'settle', ...input }));
      return;
    }
    case 'plan-cover': {
      const { ask } = await call('plan-cover', (parts) => planCover(parts)({ ...input, step: 'ask' })).then((answer) =>
        'ask' in answer ? answer : { ask: undefined },
      );
      if (ask) {
        const told = (step: string, answer?: object) =>
          call('plan-cover', (parts) => planCover(parts)({ ...input, step, ask, ...(answer && { answer }) }));
        const solve = async () => {
          if (faults.at('call', about, 'solve-cover') === 'fails') throw new Error('The planner has failed');
          return ask.question.agreed ? quickRepair(ask.question) : quickAnswer(ask.question, undefined, 1);
        };
        const answer = await call('solve-cover', solve).catch(leave);
        await told(answer ? 'record' : 'give-up', answer);
      }
      await turn();
      return;
    }
    case 'launch-cohort': {
      const step = (event: Event) => call('launch-cohort', (parts) => launchCohort(parts)({ ...input, ...event }));
      const checked = await step({ step: 'check' });
      const urns = 'schools' in checked ? (checked.schools ?? []) : [];
      await Promise.all(urns.map((urn) => step({ step: 'open', urn })));
      await step({ step: 'begin' });
    }
  }
}

/** What fails stops nothing else, unless the execution itself stops. */
function leave(error: unknown): undefined {
  if (error instanceof Stopped) throw error;
}

/** In place of the PDF, which takes longer than a whole month of simulation, some bytes. */
async function render({ table }: Parts, id: string, session: string, version: number): Promise<void> {
  if (!(await readReport(table, id, session, version))) throw new Error(`No report ${version} on ${session} of ${id}`);
  await saveDocument(table, id, session, version, new Uint8Array([37, 80, 68, 70]));
}
