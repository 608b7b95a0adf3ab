import { beforeEach, describe, expect, it } from 'vitest';
import { saveCohort } from '#records/cohorts.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { onDynamo } from '#test/support/on-dynamo.ts';
import { type TestParts, testParts } from '#test/support/parts.ts';
import { writeSignInCode } from '#use-cases/send-sign-in-code.ts';
import { type Asking, checkCode, sendCode } from '#use-cases/sign-in.ts';

const { cohort } = await sampleCohort();
const lead = cohort.lead.email;
const LISTED = 'new.lead@example.org';
const STRANGER = 'nobody@example.org';

const dynamo = onDynamo();
let parts: TestParts & { leads: readonly string[] };
let codes: { to: string; code: string }[];
let broken = false;
beforeEach(async () => {
  parts = { ...testParts(await dynamo.table(), '2026-09-07T09:00'), leads: [LISTED] };
  codes = [];
  broken = false;
  await saveCohort(parts.table, undefined, cohort, undefined);
});

let asks = 0;

/** one browser's request, from its own place on the network unless said otherwise */
const asking = (address: string, more: Partial<Asking> = {}): Asking => {
  asks++;
  return { address, ask: `ask-${asks}`, source: `192.0.2.${asks}`, ...more };
};

const send = (one: Asking) =>
  sendCode(
    {
      ...parts,
      write: async (code) => code,
      send: async (code) => {
        if (broken) throw new Error('no post');
        codes.push({ to: one.address, code });
      },
    },
    one,
  );
const ask = async (address: string, more: Partial<Asking> = {}) => {
  const one = asking(address, more);
  return { ...one, sent: await send(one) };
};
const last = () => codes.at(-1)?.code ?? '';
const wrong = () => String((Number(last()) + 1) % 1_000_000).padStart(6, '0');
const check = (which: Pick<Asking, 'address' | 'ask'>, code: string) => checkCode(parts, which, code);

describe('a one-time code', () => {
  it('goes to a lead of a cohort, and to one whom the service knows', async () => {
    await ask(lead.toUpperCase());
    await ask(LISTED);
    expect(codes).toHaveLength(2);
    for (const { code } of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes[0]?.code).not.toBe(codes[1]?.code);
  });

  it('goes to nobody else, of whom the same is said and kept', async () => {
    const asked = await ask(STRANGER);
    expect(codes).toEqual([]);
    expect(asked.sent).toEqual((await ask(lead)).sent);
    const tried = [];
    for (let i = 0; i < 6; i++) tried.push(await check(asked, '123456'));
    expect(tried).toEqual([...Array(5).fill('wrong'), 'too-many-tries']);
    parts.at('2026-09-07T09:10');
    expect(await check(asked, '123456')).toBe('too-late');
  });

  it('is right once, with spaces and the address in capitals too', async () => {
    const asked = await ask(lead);
    const spaced = ` ${last().slice(0, 3)} ${last().slice(3)}`;
    expect(await check({ ...asked, address: lead.toUpperCase() }, spaced)).toBe('right');
    expect(await check(asked, last())).toBe('too-late');
  });

  it('is right for one of many at once', async () => {
    const asked = await ask(lead);
    const all = await Promise.all(Array.from({ length: 4 }, () => check(asked, last())));
    expect(all.filter((one) => one === 'right')).toHaveLength(1);
  });

  it('may be tried five times, also by many at once', async () => {
    const asked = await ask(lead);
    for (let i = 0; i < 4; i++) expect(await check(asked, wrong())).toBe('wrong');
    expect(await check(asked, last())).toBe('right');
    const again = await ask(lead);
    const all = await Promise.all(Array.from({ length: 20 }, () => check(again, wrong())));
    expect(all.filter((one) => one === 'wrong')).toHaveLength(5);
    expect(await check(again, last())).toBe('too-many-tries');
  });

  it('works in the browser that asked for it alone, and another browser’s tries are its own', async () => {
    const own = await ask(lead);
    const code = last();
    const other = await ask(lead);
    expect(await check(other, code)).toBe('wrong');
    for (let i = 0; i < 5; i++) await check(other, wrong());
    expect(await check({ address: lead, ask: 'never-asked' }, code)).toBe('wrong');
    expect(await check(own, code)).toBe('right');
  });

  it('lasts ten minutes', async () => {
    const asked = await ask(lead);
    parts.at('2026-09-07T09:10');
    expect(await check(asked, last())).toBe('too-late');
    const again = await ask(lead);
    parts.set('2026-09-07T08:19:59Z');
    expect(await check(again, last())).toBe('right');
  });

  it('is none of another length, of letters, or of nothing', async () => {
    for (const odd of [() => '', () => last().slice(1), () => `${last()}0`, () => 'abcdef', () => '١٢٣٤٥٦']) {
      const asked = await ask(lead, { browser: 'known' });
      expect(await check(asked, odd())).toBe('wrong');
    }
  });

  it('of one lead is not another’s', async () => {
    const { ask: same } = await ask(lead);
    const code = last();
    await ask(LISTED, { ask: same });
    expect(await check({ address: LISTED, ask: same }, code)).toBe('wrong');
  });

  it('goes once for one press of the button, and anew a minute later', async () => {
    const one = asking(lead);
    expect(await Promise.all([send(one), send(one), send(one)])).toContainEqual({ came: 'asked' });
    expect(codes).toHaveLength(1);
    parts.at('2026-09-07T09:01');
    await send(one);
    expect(codes).toHaveLength(2);
    expect(await check(one, codes[0]?.code ?? '')).toBe('wrong');
    expect(await check(one, last())).toBe('right');
  });

  it('is sent as an email of its own, at any hour', async () => {
    parts.at('2026-09-12T23:00');
    const one = asking(lead);
    const write = (code: string, key: string) => writeSignInCode(parts, lead, code, key);
    await sendCode({ ...parts, write, send: (email) => parts.post.send(email) }, one);
    expect(parts.posted).toMatchObject([{ to: lead, kind: 'sign-in-code' }]);
    const code = /\b\d{6}\b/.exec(parts.posted[0]?.text.split('\n\n').slice(1).join('\n\n') ?? '')?.[0] ?? '';
    expect(await check(one, code)).toBe('right');
  });
});

describe('limits', () => {
  const held = (until: string, limit: string) => ({ came: 'held', held: { why: 'limit', until }, limit });

  it('let ten codes go to an address in an hour, wherever they are asked from', async () => {
    for (let i = 0; i < 10; i++) expect((await ask(lead)).sent).toEqual({ came: 'asked' });
    const eleventh = await ask(lead);
    expect(eleventh.sent).toEqual(held('2026-09-07T09:00:00Z', 'address'));
    expect(codes).toHaveLength(10);
    // and nothing can be guessed with what was never sent
    for (let i = 0; i < 5; i++) expect(await check(eleventh, String(i).padStart(6, '0'))).toBe('wrong');
    parts.at('2026-09-07T10:00');
    expect((await ask(lead)).sent).toEqual({ came: 'asked' });
  });

  it('are the same for a stranger’s address', async () => {
    const said = async (address: string) => {
      const all = [];
      for (let i = 0; i < 12; i++) all.push((await ask(address)).sent);
      return all;
    };
    expect(await said(STRANGER)).toEqual(await said(lead));
  });

  it('hold a stranger who asks twelve times and types five wrong codes, and not the lead', async () => {
    const source = '203.0.113.9';
    for (let i = 0; i < 12; i++) {
      const one = await ask(lead, { source });
      for (let n = 0; n < 5; n++) await check(one, wrong());
    }
    expect(codes).toHaveLength(5);
    const own = await ask(lead);
    expect(own.sent).toEqual({ came: 'asked' });
    expect(await check(own, last())).toBe('right');
  });

  it('leave a browser that has signed in before its own allowance, when strangers have used up the address’s', async () => {
    for (let i = 0; i < 12; i++) await ask(lead);
    const own = await ask(lead, { browser: 'the-lead’s' });
    expect(own.sent).toEqual({ came: 'asked' });
    expect(await check(own, last())).toBe('right');
    for (let i = 0; i < 9; i++) await ask(lead, { browser: 'the-lead’s' });
    expect((await ask(lead, { browser: 'the-lead’s' })).sent).toEqual(held('2026-09-07T09:00:00Z', 'browser'));
  });

  it('let one place ask for sixty codes a day, for whomever', async () => {
    const source = '203.0.113.9';
    const said = [];
    for (let i = 0; i < 61; i++) said.push((await ask(`person-${i}@example.org`, { source })).sent);
    expect(said.at(59)).toEqual({ came: 'asked' });
    expect(said.at(60)).toEqual(held('2026-09-08T08:00:00Z', 'source'));
  });

  it('keep neither an address nor a source that can be read', async () => {
    const { dump } = await import('#test/functions/web/crawl.ts');
    await ask(lead, { source: '203.0.113.9' });
    await ask(STRANGER, { source: '203.0.113.9' });
    const kept = (await dump(parts.table)).filter(({ pk }) => /^(ALLOWANCE|SIGN-IN)#/.test(String(pk)));
    expect(kept).toHaveLength(2 + 5);
    for (const secret of ['203.0.113.9', lead, STRANGER, 'example.org'])
      expect(JSON.stringify(kept)).not.toContain(secret);
  });
});

describe('a code that cannot be sent', () => {
  it('is promised to nobody, lead or not, until five minutes later', async () => {
    broken = true;
    const noPost = { why: 'no-post', until: '2026-09-07T08:05:00Z' };
    expect((await ask(lead)).sent).toEqual({ came: 'held', held: noPost, error: new Error('no post') });
    broken = false;
    for (const address of [STRANGER, LISTED]) expect((await ask(address)).sent).toEqual({ came: 'held', held: noPost });
    expect(codes).toEqual([]);
    parts.at('2026-09-07T09:05');
    expect((await ask(LISTED)).sent).toEqual({ came: 'asked' });
    expect(codes).toHaveLength(1);
  });
});
