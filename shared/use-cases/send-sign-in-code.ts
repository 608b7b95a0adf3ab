import { compose } from '#email/compose.ts';
import { cohortsLedBy, readCohortFacts } from '#records/cohorts.ts';
import { codeLetters } from './letters/codes.ts';
import type { Parts } from './parts.ts';

type Outgoing = Parameters<Parts['post']['send']>[0];

/** Writes the email with a code to a lead. It keeps no record: what is lost is asked for again. */
export async function writeSignInCode(
  { table, sender, now }: Pick<Parts, 'table' | 'sender' | 'now'>,
  to: string,
  code: string,
  key: string,
): Promise<Outgoing> {
  const [first] = await cohortsLedBy(table, to);
  const lead = first === undefined ? undefined : (await readCohortFacts(table, first))?.lead;
  const name = lead?.name ?? 'programme lead';
  const kind = 'sign-in-code';
  const from = { name: 'Drumbeat', email: sender };
  const raw = await compose({
    letter: codeLetters[kind].template({ name, code }),
    kind,
    key,
    from,
    to: { name: lead?.name ?? '', email: to },
    replyTo: from,
    date: now(),
  });
  return { to, raw, key, kind };
}
