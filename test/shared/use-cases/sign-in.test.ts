import { beforeEach, describe, expect, it } from 'vitest';
import { saveCohort } from '../../../shared/records/cohorts.ts';
import { sendSignInCode } from '../../../shared/use-cases/send-sign-in-code.ts';
import { checkCode, sendCode } from '../../../shared/use-cases/sign-in.ts';
import { sampleCohort } from '../../support/cohorts.ts';
import { onDynamo } from '../../support/on-dynamo.ts';
import { type TestParts, testParts } from '../../support/parts.ts';

const { cohort } = await sampleCohort();
const lead = cohort.lead.email;
const LISTED = 'new.lead@example.org';

const dynamo = onDynamo();
let parts: TestParts;
let codes: { to: string; code: string }[];
beforeEach(async () => {
  parts = testParts(await dynamo.table(), '2026-09-07T09:00');
  codes = [];
  await saveCohort(parts.table, undefined, cohort, undefined);
});

const ask = (address: string) =>
  sendCode(
    {
      ...parts,
      leads: [LISTED],
      sendMail: async (to, code) => {
        codes.push({ to, code });
      },
    },
    address,
  );
const last = () => codes.at(-1)?.code ?? '';
const wrong = () => String((Number(last()) + 1) % 1_000_000).padStart(6, '0');

describe('a one-time code', () => {
  it('goes to a lead of a cohort, and to one whom the service knows', async () => {
    await ask(` ${lead.toUpperCase()}`);
    await ask(LISTED);
    expect(codes.map((c) => c.to)).toEqual([lead, LISTED]);
    for (const { code } of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes[0]?.code).not.toBe(codes[1]?.code);
  });

  it('goes to nobody else', async () => {
    for (const stranger of ['r.pugh@greenlanes.example.org', 'nobody@example.org', '', 'x']) await ask(stranger);
    expect(codes).toEqual([]);
    expect(await checkCode(parts, 'nobody@example.org', '123456')).toBe('wrong');
  });

  it('is right once, with spaces and the address in capitals too', async () => {
    await ask(lead);
    const spaced = ` ${last().slice(0, 3)} ${last().slice(3)}`;
    expect(await checkCode(parts, lead.toUpperCase(), spaced)).toBe('right');
    expect(await checkCode(parts, lead, last())).not.toBe('right');
  });

  it('is right for one of many at once', async () => {
    await ask(lead);
    const all = await Promise.all(Array.from({ length: 4 }, () => checkCode(parts, lead, last())));
    expect(all.filter((one) => one === 'right')).toHaveLength(1);
  });

  it('may be tried five times', async () => {
    await ask(lead);
    for (let i = 0; i < 4; i++) expect(await checkCode(parts, lead, wrong())).toBe('wrong');
    expect(await checkCode(parts, lead, last())).toBe('right');
    parts.at('2026-09-07T09:02');
    await ask(lead);
    for (let i = 0; i < 5; i++) expect(await checkCode(parts, lead, wrong())).toBe('wrong');
    expect(await checkCode(parts, lead, last())).toBe('too-many-tries');
  });

  it('is tried five times even when many try at once', async () => {
    await ask(lead);
    const all = await Promise.all(Array.from({ length: 20 }, () => checkCode(parts, lead, wrong())));
    expect(all.filter((one) => one === 'wrong')).toHaveLength(5);
  });

  it('lasts ten minutes', async () => {
    await ask(lead);
    parts.at('2026-09-07T09:10');
    expect(await checkCode(parts, lead, last())).toBe('too-late');
    await ask(lead);
    parts.set('2026-09-07T08:19:59Z');
    expect(await checkCode(parts, lead, last())).toBe('right');
  });

  it('is none of another length, of letters, or of nothing', async () => {
    await ask(lead);
    for (const odd of ['', last().slice(1), `${last()}0`, 'abcdef', '١٢٣٤٥٦'])
      expect(await checkCode(parts, lead, odd)).not.toBe('right');
  });

  it('of one lead is not another’s', async () => {
    await ask(lead);
    await ask(LISTED);
    expect(await checkCode(parts, LISTED, codes[0]?.code ?? '')).toBe('wrong');
  });

  it('goes once a minute, and the one that was sent last counts', async () => {
    await ask(lead);
    await ask(lead);
    expect(codes).toHaveLength(1);
    parts.at('2026-09-07T09:01');
    await ask(lead);
    expect(codes).toHaveLength(2);
    expect(await checkCode(parts, lead, codes[0]?.code ?? '')).toBe('wrong');
    expect(await checkCode(parts, lead, last())).toBe('right');
  });

  it('goes twelve times a day', async () => {
    for (let hour = 8; hour < 23; hour++) {
      parts.at(`2026-09-07T${String(hour).padStart(2, '0')}:30`);
      await ask(lead);
    }
    expect(codes).toHaveLength(12);
    parts.at('2026-09-08T00:01');
    await ask(lead);
    expect(codes).toHaveLength(13);
  });

  it('is sent as an email of its own, at any hour', async () => {
    parts.at('2026-09-12T23:00');
    const sendMail = (to: string, code: string, key: string) => sendSignInCode(parts, to, code, key);
    await sendCode({ ...parts, leads: [], sendMail }, lead);
    expect(parts.posted).toMatchObject([{ to: lead, kind: 'sign-in-code' }]);
    const code = /\b\d{6}\b/.exec(parts.posted[0]?.text.split('\n\n').slice(1).join('\n\n') ?? '')?.[0] ?? '';
    expect(await checkCode(parts, lead, code)).toBe('right');
  });
});
