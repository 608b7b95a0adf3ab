import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readLink, writeLink } from '#links/link.ts';
import { fingerprintOf, keptSecrets, nextSecrets, parseSecrets, signingKeysOf } from '#links/secrets.ts';
import { readSigned } from '#links/signed.ts';

const [OLD, NEW] = ['the secret of last year', 'the secret of this year'];
const until = '2026-10-08T12:00:00Z';
const planned = JSON.stringify({ current: NEW, previous: { value: OLD, until } });
const leaked = JSON.stringify({ current: NEW, leaked: [OLD] });

describe('the secret as it is kept', () => {
  it('is a text, or says what an earlier one is worth', () => {
    expect(parseSecrets(OLD)).toEqual({ current: OLD, leaked: [] });
    expect(signingKeysOf(parseSecrets(planned), '2026-10-08T11:59:59Z')).toEqual({ live: [NEW, OLD], spent: [] });
    expect(signingKeysOf(parseSecrets(planned), until)).toEqual({ live: [NEW], spent: [OLD] });
    expect(signingKeysOf(parseSecrets(leaked), '2026-09-08T12:00:00Z')).toEqual({ live: [NEW], spent: [OLD] });
  });

  it('that leaked is worth nothing, though it were named as the previous one too', () => {
    const both = JSON.stringify({ current: NEW, previous: { value: OLD, until }, leaked: [OLD] });
    expect(signingKeysOf(parseSecrets(both), '2026-09-08T12:00:00Z').live).toEqual([NEW]);
  });

  it.each([
    '',
    'short',
    '{',
    '{}',
    '{"current":"short"}',
    JSON.stringify({ current: NEW, leaked: [NEW] }),
    JSON.stringify({ current: NEW, previous: { value: NEW, until } }),
    JSON.stringify({ current: NEW, previous: { value: OLD, until: 'soon' } }),
    JSON.stringify({ current: NEW, leeked: [OLD] }),
  ])('is refused where it makes no sense, and not repeated: %s', (text) => {
    const fault = (() => {
      try {
        parseSecrets(text);
      } catch (error) {
        return String(error);
      }
      return undefined;
    })();
    expect(fault).toBeDefined();
    for (const secret of [OLD, NEW]) expect(fault).not.toContain(secret);
  });
});

describe('the next secret', () => {
  const now = '2026-09-08T12:00:00Z';
  const third = 'the secret of next year';

  it('after a planned change leaves the earlier one good for 30 days, and remembers those before it', () => {
    const once = nextSecrets(OLD, 'planned', NEW, now);
    expect(signingKeysOf(parseSecrets(once), now)).toEqual({ live: [NEW, OLD], spent: [] });
    expect(parseSecrets(once).previous?.until).toBe('2026-10-08T12:00:00Z');
    const twice = nextSecrets(once, 'planned', third, now);
    expect(signingKeysOf(parseSecrets(twice), now)).toEqual({ live: [third, NEW], spent: [OLD] });
  });

  it('after a leak leaves none of the earlier ones good', () => {
    const planned = nextSecrets(OLD, 'planned', NEW, now);
    expect(signingKeysOf(parseSecrets(nextSecrets(planned, 'leaked', third, now)), now)).toEqual({
      live: [third],
      spent: [OLD, NEW],
    });
  });

  it('is written by the command that docs/running.md names', () => {
    const node = process.execPath;
    const run = (...args: string[]) =>
      spawnSync(node, ['infra/local/next-secret.ts', ...args], { input: `${OLD}\n`, encoding: 'utf8' });
    const { stdout, stderr, status } = run('leaked');
    expect(status).toBe(0);
    expect(parseSecrets(stdout).leaked).toEqual([OLD]);
    expect(stderr).toContain(fingerprintOf(stdout));
    expect(stderr).not.toContain(parseSecrets(stdout).current);
    expect(run('perhaps').status).toBe(1);
  });
});

/** A place where secrets are kept, and how often it was asked. */
function kept(text: string) {
  const store = { text, asked: 0, fails: false, ms: 0 };
  const read = keptSecrets(
    async () => {
      store.asked++;
      if (store.fails) throw new Error('Secrets Manager is not to be reached');
      return store.text;
    },
    () => store.ms,
  );
  return { store, read };
}

describe('a function that reads it', () => {
  it('keeps it for a minute, and reads it anew for whoever writes an email', async () => {
    const { store, read } = kept(OLD);
    await Promise.all([read(), read(), read()]);
    store.text = planned;
    store.ms = 59_000;
    expect((await read()).current).toBe(OLD);
    expect(store.asked).toBe(1);
    expect((await read('now')).current).toBe(NEW);
    expect((await read()).current).toBe(NEW);
    store.text = leaked;
    store.ms += 61_000;
    expect((await read()).leaked).toEqual([OLD]);
  });

  it('goes on with what it knows while it cannot be read, but writes no email then', async () => {
    const { store, read } = kept(OLD);
    await read();
    store.fails = true;
    store.ms = 70_000;
    expect((await read()).current).toBe(OLD);
    for (let i = 0; i < 5; i++) await read('recently');
    expect(store.asked).toBe(2);
    await expect(read('now')).rejects.toThrow('not to be reached');
    store.fails = false;
    store.ms = 80_000;
    store.text = planned;
    expect((await read()).current).toBe(NEW);
  });

  it('looks again for a signature that nothing explains, once in some seconds whoever asks', async () => {
    const { store, read } = kept(OLD);
    const reading = { secret: read, now: () => '2026-09-08T12:00:00Z' };
    const link = { cohort: 'c', urn: '900101', obligation: 'o', person: 'link', version: 1 };
    await read();
    store.text = planned;
    store.ms = 6_000;
    const text = writeLink(NEW, link);
    expect(await readSigned(reading, (key) => readLink(key, text))).toMatchObject({ worth: 'live', it: link });
    expect(store.asked).toBe(2);
    for (let i = 0; i < 50; i++) expect(await readSigned(reading, (key) => readLink(key, `${text}x`))).toBeUndefined();
    expect(store.asked).toBe(2);
  });
});
