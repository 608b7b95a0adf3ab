import { describe, expect, it } from 'vitest';
import { catalogue, type MessageKind } from '#domain/messages/catalogue.ts';
import { toText } from '#email/letter.ts';
import { writeLetter } from './facts.ts';
import { samples } from './sample-facts.ts';

const kinds = Object.keys(samples) as MessageKind[];

/** What people typed, by the name of the fact that holds it, and whether the programme lead may read it. */
const mayLeadRead: Readonly<Record<string, boolean>> = {
  workedOn: false,
  seen: false,
  agreed: false,
  // a reason for declining is given to the lead, for a late report to its reader and the lead, for a change to all
  reason: true,
  why: true,
  focus: true,
};

/** What people typed in facts, with whether the lead may read it. */
function typed(value: unknown, name = ''): readonly { readonly words: string; readonly lead: boolean }[] {
  if (typeof value === 'string')
    return Object.hasOwn(mayLeadRead, name) ? [{ words: value, lead: mayLeadRead[name] === true }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => typed(inner, Array.isArray(value) ? name : key));
}

const firstLine = (words: string): string => words.split('\r\n')[0] ?? '';

describe.each(kinds)('a reply to %s', (kind) => {
  it.each(samples[kind].map((facts, i) => [i, facts] as const))('(%i) reaches whoever may read it', (_, facts) => {
    const letter = writeLetter(kind, facts as never);
    const text = toText(letter);
    const quoted = typed(facts).filter(({ words }) => words && text.includes(firstLine(words)));
    if (quoted.some(({ lead }) => !lead)) expect(catalogue[kind].repliesTo).not.toBe('lead');

    const said = letter.footer.join(' ');
    if (!('to' in facts) || !('lead' in facts)) return;
    const { to, lead } = facts as { to: { role: string }; lead: string };
    if (to.role === 'lead') expect(said).toContain('A reply to this email comes back to you.');
    else if (catalogue[kind].repliesTo === 'lead') {
      expect(said).toContain(`${lead} leads the programme.`);
      expect(said).toMatch(/ reply (to this email )?reaches them\./);
    } else {
      const { reply } = facts as unknown as { reply: { name: string | undefined } };
      expect(said).not.toContain('reaches them');
      expect(said).toContain(reply.name ? `reaches ${reply.name} alone` : 'Do not reply to this email');
      if (!reply.name) expect(said).not.toMatch(/reply and|reply to tell/);
    }
  });
});

it('the words of a report are among the samples', () => {
  expect(kinds.filter((kind) => samples[kind].some((facts) => typed(facts).some(({ lead }) => !lead)))).toEqual([
    'coach-report',
  ]);
});

it('a kind whose reader may be the lead’s own replies to the lead', () => {
  for (const kind of kinds)
    if (samples[kind].some((facts) => 'to' in facts && (facts as { to: { role: string } }).to.role === 'lead'))
      expect(catalogue[kind].repliesTo).toBe('lead');
});
