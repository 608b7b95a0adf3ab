import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Hono } from 'hono';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { london } from '#calendar/london.ts';
import { clockRoutes, isForeign } from '#infra/local/clock-bar.ts';
import { openEdition } from '#infra/local/edition.ts';
import { type Engine, startEngine } from '#infra/local/engine.ts';
import { destination } from '#infra/local/movable-clock.ts';
import { PlainFault } from '#infra/local/plain-fault.ts';
import { nextSecrets, signingKeysOf } from '#links/secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-local-'));
const pidFile = join(folder, 'engine.pid');
const started: Engine[] = [];
const start = async (where = folder) => {
  const engine = await startEngine({ folder: where });
  started.push(engine);
  return engine;
};
const answers = ({ connection }: Engine) =>
  fetch(connection.endpoint).then(
    () => true,
    () => false,
  );

afterEach(async () => {
  for (const engine of started.splice(0)) await engine.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a second start on the same records', () => {
  it('is refused while the first runs, which goes on', async () => {
    const first = await start();
    const refused = `Drumbeat is running on these records already (process ${process.pid}). Stop it first`;
    await expect(start()).rejects.toThrow(refused);
    await expect(start(relative(process.cwd(), folder))).rejects.toThrow(refused);
    await expect(openEdition({ port: 0, inboxPort: 0, folder, fresh: true })).rejects.toThrow(refused);
    expect(existsSync(join(folder, 'records.db')) || existsSync(join(folder, 'shared-local-instance.db'))).toBe(true);
    expect(await answers(first)).toBe(true);
  });

  it('ends the engine that a process left behind', async () => {
    const first = await start();
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(pidFile, `${readFileSync(pidFile, 'utf8').split(' ')[0]} ${gone}`);
    const second = await start();
    expect(await answers(first)).toBe(false);
    expect(await answers(second)).toBe(true);
  });

  it('follows a stop', async () => {
    await (await start()).stop();
    expect(await answers(await start())).toBe(true);
  });
});

it('the secret beside the records can be changed while it runs', async () => {
  const own = mkdtempSync(join(tmpdir(), 'drumbeat-secret-'));
  const edition = await openEdition({ port: 0, inboxPort: 0, folder: own });
  try {
    const file = join(own, 'secret');
    const before = readFileSync(file, 'utf8');
    const { secret, now } = edition.scheduler.parts;
    expect(await secret()).toEqual({ current: before, leaked: [] });
    writeFileSync(file, nextSecrets(before, 'planned', 'another secret of this machine', now()));
    expect(signingKeysOf(await secret(), now()).live).toEqual(['another secret of this machine', before]);
  } finally {
    await edition.close();
    rmSync(own, { recursive: true, force: true });
  }
});

it('a file where the folder for the records should be is named, and left alone', async () => {
  const file = join(folder, 'notes.txt');
  writeFileSync(file, 'mine');
  for (const fresh of [false, true]) {
    const opening = openEdition({ port: 0, inboxPort: 0, folder: file, fresh });
    await expect(opening).rejects.toThrow(PlainFault);
    await expect(opening).rejects.toThrow(`${file} cannot be used as a folder`);
  }
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

describe('where a request to move the clock comes from', () => {
  const app = new Hono().get('/', (c) => c.text(String(isForeign(c))));
  const foreign = async (origin: string) =>
    (await app.request('http://localhost:3000/', { headers: { origin } })).text();

  it('is told by its Origin', async () => {
    expect(await foreign('http://localhost:3000')).toBe('false');
    expect(await foreign('null')).toBe('false');
    expect(await foreign('https://elsewhere.example.org')).toBe('true');
  });

  it('is elsewhere if the Origin is no address', async () => {
    const now = () => london('2026-09-04', '09:00').at;
    const routes = clockRoutes({ now, next: async () => undefined, moveTo: async () => {} });
    for (const origin of ['foo', '', 'http://'])
      expect((await routes.request('/clock', { method: 'POST', headers: { origin } })).status).toBe(403);
  });
});

describe('a move of the clock', () => {
  const now = london('2026-09-04', '09:00').at;

  it('leads at most five years on', () => {
    const far = { fault: 'The clock moves at most five years at a time.' };
    expect(destination({ by: 'P5Y' }, now)).toEqual({ at: london('2031-09-04', '09:00').at });
    expect(destination({ by: 'P5YT1S' }, now)).toEqual(far);
    expect(destination({ by: 'P9000Y' }, now)).toEqual(far);
    expect(destination({ to: '2226-09-04T09:00' }, now)).toEqual(far);
  });

  it('leads forward only', () => {
    expect(destination({ to: '2026-09-04T08:59' }, now)).toEqual({ fault: 'The clock moves forward only.' });
    expect(destination({ by: 'PT0S' }, now)).toEqual({ at: now });
  });
});
