import { compose } from '../email/compose.ts';
import { write } from '../email/templates/index.ts';
import { cohortsLedBy, readCohortFacts } from '../records/cohorts.ts';
import type { Parts } from './parts.ts';

/** Sends the email with a code to a lead. It keeps no record: what is lost is asked for again. */
export async function sendSignInCode(
  { table, post, sender, now }: Pick<Parts, 'table' | 'post' | 'sender' | 'now'>,
  to: string,
  code: string,
  key: string,
): Promise<void> {
  const [first] = await cohortsLedBy(table, to);
  const lead = first === undefined ? undefined : (await readCohortFacts(table, first))?.lead;
  const name = lead?.name ?? 'programme lead';
  const kind = 'sign-in-code';
  const from = { name: 'Drumbeat', email: sender };
  const raw = await compose({
    letter: write[kind]({ name, code }),
    kind,
    key,
    from,
    to: { name: lead?.name ?? '', email: to },
    replyTo: from,
    date: now(),
  });
  await post.send({ to, raw, key, kind });
}
