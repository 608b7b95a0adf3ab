import { beforeAll, describe, expect, it } from 'vitest';
import {
  type LocalFunction,
  runWorkflow,
  synthesiseWorkflows,
  type WorkflowDefinitions,
} from '#infra/local/workflows.ts';

let workflows: WorkflowDefinitions;
beforeAll(async () => {
  workflows = await synthesiseWorkflows();
});

type Event = Readonly<Record<string, string>>;
type Answer = (event: Event, nth: number) => unknown;

/** Functions that note their calls; `answers` says what each returns (or throws) on its nth call, from 1. */
function noting(answers: Readonly<Record<string, Answer>>) {
  const calls: [string, Event][] = [];
  const functions = Object.fromEntries(
    Object.entries(answers).map(([folder, answer]): [string, LocalFunction] => [
      folder,
      async (event) => {
        calls.push([folder, event as Event]);
        return answer(event as Event, calls.filter(([called]) => called === folder).length);
      },
    ]),
  );
  return { calls, options: { executionName: 'one', functions } };
}

const failing = (name: string): never => {
  throw Object.assign(new Error('not now'), { name });
};

describe('partnership turn', () => {
  const partnership = 'spring/123456';
  const toSend =
    (...messages: string[]): Answer =>
    () => ({ partnership, messages });
  const send = (key: string) => ['send-message', { outbox: partnership, of: 'partnership', key }];
  const decide = ['decide-turn', { partnership }];

  it('decides, sends each message in order, looks again', async () => {
    const { calls, options } = noting({ 'decide-turn': toSend('a', 'b'), 'send-message': () => undefined });
    const { transitions } = await runWorkflow(workflows['partnership-turn'], { partnership }, options);
    expect(calls).toEqual([decide, send('a'), send('b'), decide]);
    // Decide, Anything to send?, Send each message, twice Send the message, Look again
    expect(transitions).toBe(6);
  });

  it('ends at once when there is nothing to send', async () => {
    const { calls, options } = noting({ 'decide-turn': toSend(), 'send-message': () => undefined });
    const { transitions } = await runWorkflow(workflows['partnership-turn'], { partnership }, options);
    expect(calls).toEqual([decide]);
    expect(transitions).toBe(3);
  });

  it('lets no message that fails stop the others', async () => {
    const { calls, options } = noting({
      'decide-turn': toSend('a', 'b', 'c'),
      'send-message': ({ key }) => (key === 'b' ? failing('Refused') : undefined),
    });
    await runWorkflow(workflows['partnership-turn'], { partnership }, options);
    expect(calls).toEqual([decide, send('a'), send('b'), send('c'), decide]);
  });

  it.each(['Throttled', 'TooManyRequestsException', 'Lambda.ServiceException'])(
    'tries again after %s',
    async (error) => {
      const { calls, options } = noting({
        'decide-turn': toSend('a', 'b'),
        'send-message': (_, nth) => (nth < 3 ? failing(error) : undefined),
      });
      await runWorkflow(workflows['partnership-turn'], { partnership }, options);
      expect(calls).toEqual([decide, send('a'), send('a'), send('a'), send('b'), decide]);
    },
  );

  it('gives a message up for this turn when it is throttled for ever', async () => {
    const { calls, options } = noting({
      'decide-turn': toSend('a', 'b'),
      'send-message': ({ key }) => (key === 'a' ? failing('Throttled') : undefined),
    });
    await runWorkflow(workflows['partnership-turn'], { partnership }, options);
    expect(calls.filter(([folder, event]) => folder === 'send-message' && event.key === 'a')).toHaveLength(7);
    expect(calls.slice(-2)).toEqual([send('b'), decide]);
  });

  it.each([1, 2])('fails when deciding fails, the time %i', async (time) => {
    const { options } = noting({
      'decide-turn': (_, nth) => (nth === time ? failing('TypeError') : { partnership, messages: ['a'] }),
      'send-message': () => undefined,
    });
    await expect(runWorkflow(workflows['partnership-turn'], { partnership }, options)).rejects.toThrow('not now');
  });
});

describe('deliver report', () => {
  const partnership = 'spring/123456';
  const report = (session: string, version = 1) => ({ session, version });
  const delivers =
    (messages: readonly string[], ...reports: ReturnType<typeof report>[]): Answer =>
    () => ({ partnership, messages, reports });
  const send = (key: string) => ['send-message', { outbox: partnership, of: 'partnership', key }];
  const render = (session: string, version = 1) => ['render-report', { partnership, session, version }];
  const decide = ['decide-turn', { partnership, reports: 'render' }];
  const run = (answers: Readonly<Record<string, Answer>>) => {
    const { calls, options } = noting({
      'send-message': () => undefined,
      'render-report': () => undefined,
      ...answers,
    });
    return { calls, done: runWorkflow(workflows['deliver-report'], { partnership }, options) };
  };

  it('decides, renders each report, sends each message, looks again', async () => {
    const { calls, done } = run({
      'decide-turn': delivers(['a', 'b'], report('session-1'), report('session-7', 2)),
    });
    await done;
    expect(calls.slice(1, 3)).toEqual(expect.arrayContaining([render('session-1'), render('session-7', 2)]));
    expect([calls[0], ...calls.slice(3)]).toEqual([decide, send('a'), send('b'), decide]);
  });

  it('sends without the document when it cannot be rendered', async () => {
    const { calls, done } = run({
      'decide-turn': delivers(['a', 'b'], report('session-1'), report('session-7')),
      'render-report': ({ session }) => (session === 'session-1' ? failing('TypeError') : undefined),
    });
    await done;
    expect(calls.slice(-3)).toEqual([send('a'), send('b'), decide]);
  });

  it('with nothing to render or send is a turn like any other', async () => {
    const { calls, done } = run({ 'decide-turn': delivers([]) });
    await done;
    expect(calls).toEqual([decide, decide]);
  });

  it('hands on ids alone, whatever the functions answer', async () => {
    const { done } = run({
      'decide-turn': delivers(['a'], report('session-1')),
      'render-report': () => ({ secret: 'words' }),
      'send-message': () => ({ secret: 'words' }),
    });
    const { output } = await done;
    expect(output).toEqual({ partnership, messages: ['a'], reports: [report('session-1')] });
  });

  it('fails when deciding fails', async () => {
    const { done } = run({ 'decide-turn': () => failing('TypeError') });
    await expect(done).rejects.toThrow('not now');
  });
});

describe('close cohort', () => {
  const cohort = 'spring';
  const gather = ['close-cohort', { step: 'gather', cohort }];
  const settle = ['close-cohort', { step: 'settle', cohort }];

  it('gathers, sends out of the cohort outbox, sets the next look', async () => {
    const { calls, options } = noting({
      'close-cohort': () => ({ cohort, messages: ['a', 'b'] }),
      'send-message': ({ key }) => (key === 'a' ? failing('Refused') : undefined),
    });
    await runWorkflow(workflows['close-cohort'], { cohort }, options);
    expect(calls).toEqual([
      gather,
      ['send-message', { outbox: cohort, of: 'cohort', key: 'a' }],
      ['send-message', { outbox: cohort, of: 'cohort', key: 'b' }],
      settle,
    ]);
  });

  it('sets the next look with nothing to send, too', async () => {
    const { calls, options } = noting({
      'close-cohort': () => ({ cohort, messages: [] }),
      'send-message': () => undefined,
    });
    await runWorkflow(workflows['close-cohort'], { cohort }, options);
    expect(calls).toEqual([gather, settle]);
  });
});

describe('launch cohort', () => {
  const cohort = 'spring';
  const urns = Array.from({ length: 25 }, (_, i) => String(100_001 + i));

  it('checks, opens each school, ten at a time at most, and begins its turns when all are open', async () => {
    let open = 0;
    let most = 0;
    const { calls, options } = noting({
      'launch-cohort': async ({ step }) => {
        if (step === 'check') return { cohort, schools: urns };
        most = Math.max(most, ++open);
        await new Promise((done) => setImmediate(done));
        open--;
        return { answers: 'are not kept' };
      },
    });
    const { output } = await runWorkflow(workflows['launch-cohort'], { cohort }, options);
    const events = calls.map(([, event]) => event);
    expect(events.at(0)).toEqual({ step: 'check', cohort });
    expect(events.slice(1, -1).toSorted((a, b) => Number(a.urn) - Number(b.urn))).toEqual(
      urns.map((urn) => ({ step: 'open', cohort, urn })),
    );
    expect(events.at(-1)).toEqual({ step: 'begin', cohort });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(10);
    expect(output).toEqual({ cohort, schools: urns });
  });

  it('does not begin its turns while a school could not be opened', async () => {
    const { calls, options } = noting({
      'launch-cohort': ({ step, urn }) => {
        if (urn === urns[3]) failing('TypeError');
        return step === 'check' ? { cohort, schools: urns } : {};
      },
    });
    await expect(runWorkflow(workflows['launch-cohort'], { cohort }, options)).rejects.toThrow('not now');
    expect(calls.filter(([, event]) => event.step === 'begin')).toEqual([]);
  });
});

describe('the local interpreter', () => {
  it('hands functions and workflows JSON, as AWS does', async () => {
    const { calls, options } = noting({
      'decide-turn': () => ({ partnership: 'p', messages: [], left: undefined, at: new Date(0) }),
      'send-message': () => undefined,
    });
    const { output } = await runWorkflow(workflows['partnership-turn'], { partnership: 'p' }, options);
    expect(calls).toHaveLength(1);
    expect(output).toEqual({ partnership: 'p', messages: [], at: '1970-01-01T00:00:00.000Z' });
  });

  it('says which function it was not given', async () => {
    await expect(
      runWorkflow(workflows['partnership-turn'], { partnership: 'p' }, { executionName: 'one', functions: {} }),
    ).rejects.toThrow('The workflow partnership-turn calls decide-turn, and no such function was given.');
  });

  it('keeps what it synthesised', async () => {
    expect(await synthesiseWorkflows()).toEqual(workflows);
  });
});
