import * as z from 'zod';
import type { LocalDate } from '#calendar/london.ts';
import type { Contact } from '#domain/people/person.ts';
import type { GroupChoice } from '#domain/people/seat.ts';
import { dateFields, readDate } from './date.ts';
import { address, line } from './entries.ts';
import { type Posted, type Read, read } from './fault.ts';

const LIKE = 'Enter their email address in the correct format, like name@school.example.org';
const newAddress = { email: address('Enter their email address', LIKE) };
const contact = z.object({
  name: line('Enter their full name', 120, 'The name must be 120 characters or fewer'),
  ...newAddress,
});
const chosen = (field: string, among: readonly [string, ...string[]], sentence: string) =>
  z.object({ [field]: z.enum(among, { error: sentence }) });

const typed = (posted: Posted, fields: readonly string[]): boolean =>
  fields.some((f) => (posted[f] ?? '').trim() !== '');

/** What somebody says who should not have got an email, or has left; who has left may name a successor. */
export function readNotMe(posted: Posted): Read<{ readonly how: 'not-me' | 'left'; readonly successor?: Contact }> {
  const how = read(chosen('how', ['not-me', 'left'], 'Choose which of these it is'), posted);
  if ('faults' in how) return how;
  if (!typed(posted, ['name', 'email'])) return { values: { how: how.values.how as 'not-me' | 'left' } };
  if (how.values.how === 'not-me')
    return { faults: [{ field: 'name', sentence: 'Leave this empty: the school says who it is' }] };
  const successor = read(contact, posted);
  return 'faults' in successor ? successor : { values: { how: 'left', successor: successor.values } };
}

/** Who is there now: somebody else, or the same person at another address, whose name is not asked. */
export interface Named extends Contact {
  readonly same: boolean;
}

/** `vacant`: nobody has been there, so it cannot be the same person. */
export function readNamed(posted: Posted, vacant: boolean): Read<Named> {
  const who = vacant
    ? { values: { who: 'other' } }
    : read(chosen('who', ['other', 'same'], 'Choose whether it is somebody else'), posted);
  if ('faults' in who) return who;
  if (who.values.who === 'same') {
    const at = read(z.object(newAddress), posted);
    return 'faults' in at ? at : { values: { name: '', email: at.values.email, same: true } };
  }
  const other = read(contact, posted);
  return 'faults' in other ? other : { values: { ...other.values, same: false } };
}

/** Whether nobody follows, as the form of a place that can stay empty offers. */
export const saysNobody = (posted: Posted): boolean => posted.who === 'nobody';

export type YesOrNo = 'yes' | 'no';

/** Whether what somebody has asked about their own part is right. */
export function readAnswer(posted: Posted): Read<YesOrNo> {
  const found = read(chosen('answer', ['yes', 'no'], 'Choose whether this is right'), posted);
  return 'faults' in found ? found : { values: found.values.answer === 'yes' ? 'yes' : 'no' };
}

/** The day from which something holds; nothing typed: from now on. */
export function readFrom(posted: Posted): Read<LocalDate | undefined> {
  return typed(posted, dateFields('from')) ? readDate(posted, 'from', 'The day') : { values: undefined };
}

/** What somebody withdraws from who takes part in several places. */
export function readParts(posted: Posted): Read<'programme' | 'part'> {
  const found = read(chosen('what', ['programme', 'part'], 'Choose what you withdraw from'), posted);
  return 'faults' in found ? found : { values: found.values.what === 'part' ? 'part' : 'programme' };
}

/** How a group goes on; `others`: the names of groups that it can join. */
export function readChoice(posted: Posted, others: readonly string[]): Read<GroupChoice> {
  const choices: readonly [string, ...string[]] = ['carry-on', 'replace', ...others.map((_, i) => `merge-${i}`)];
  const how = read(chosen('choice', choices, 'Choose how the group goes on'), posted);
  if ('faults' in how) return how;
  const choice = String(how.values.choice);
  if (choice === 'carry-on') return { values: { what: 'carry-on' } };
  if (choice.startsWith('merge-'))
    return { values: { what: 'merge', into: others[Number(choice.slice('merge-'.length))] ?? '' } };
  const successor = read(contact, posted);
  return 'faults' in successor ? successor : { values: { what: 'replace', successor: successor.values } };
}
