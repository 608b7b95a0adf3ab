import * as z from 'zod';
import type { Contact } from '#domain/people/person.ts';
import { sameAddress } from '#domain/people/person.ts';
import { address, line, text, tickBox } from '#web/kit/fields/entries.ts';
import { type Posted, type Read, read } from '#web/kit/fields/fault.ts';
import { type Line, tickLine } from '#web/kit/opened.ts';

const signer = (role: string) => ({
  fullName: line('Enter your full name', 120, 'Your full name must be 120 characters or fewer'),
  role: line(role, 120, 'Your role must be 120 characters or fewer'),
});

/** How the link signs for the school. */
export const signature = z.object({
  ...signer('Enter your role in the school'),
  agree: tickBox('Tick the box to say that you have read the agreement and can agree to it for the school'),
});

const signatureLines: readonly Line[] = [
  { label: 'Your full name', fields: ['fullName'] },
  { label: 'Your role in the school', fields: ['role'] },
];
const agreeLine = tickLine('You have read the agreement and can agree to it for the school', 'agree');

const LIKE = 'Enter the deputy’s email address in the correct format, like name@school.example.org';

/** Whoever reads the reports when the head cannot be reached: somebody else, at an address of their own. */
const deputy = (head: string) =>
  z.object({
    deputyName: line('Enter the deputy’s full name', 120, 'The deputy’s name must be 120 characters or fewer'),
    deputyEmail: address('Enter the deputy’s email address', LIKE).refine(
      (typed) => sameAddress(typed) !== sameAddress(head),
      'The deputy’s email address must be another than the headteacher’s',
    ),
  });
export const deputyFields = ['deputyName', 'deputyEmail'] as const;

const deputyLines: readonly Line[] = [
  { label: 'The deputy’s full name', fields: ['deputyName'] },
  { label: 'The deputy’s email address', fields: ['deputyEmail'] },
];

/** What the form asks of whoever signs, and where the agreement names a deputy, of that. */
export const linesToSign = (namesDeputy: boolean): readonly Line[] => [
  ...signatureLines,
  ...(namesDeputy ? deputyLines : []),
  agreeLine,
];

export interface SignatureForm {
  readonly fullName: string;
  readonly role: string;
  readonly deputy?: Contact | undefined;
}

/** How a school signs; where `head` is given, its agreement names a deputy too, who is not at that address. */
export function readSignature(posted: Posted, head: string | undefined): Read<SignatureForm> {
  const signed = read(signature, posted);
  const named = head === undefined ? undefined : read(deputy(head), posted);
  if ('faults' in signed || (named && 'faults' in named)) {
    const faults = [...('faults' in signed ? signed.faults : []), ...(named && 'faults' in named ? named.faults : [])];
    const order: readonly string[] = ['fullName', 'role', ...deputyFields, 'agree'];
    return { faults: faults.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field)) };
  }
  const { fullName, role } = signed.values;
  return {
    values: {
      fullName,
      role,
      deputy: named && { name: named.values.deputyName, email: named.values.deputyEmail },
    },
  };
}

const countersignature = z.object({
  ...signer('Enter your role in the teaching school'),
  agree: tickBox('Tick the box to say that you can agree to it for the teaching school'),
});
const vouched = z.object({ deputy: tickBox('Tick the box to say that you have checked who the deputy is') });

/** How the lead signs for the teaching school; where the school has named a deputy, that the lead has checked who it is. */
export const readCountersignature = (posted: Posted, namesDeputy: boolean): Read<z.output<typeof countersignature>> => {
  const signed = read(countersignature, posted);
  const checked = namesDeputy ? read(vouched, posted) : undefined;
  if (!checked || !('faults' in checked)) return signed;
  return { faults: [...('faults' in signed ? signed.faults : []), ...checked.faults] };
};

const REASON_LONGEST = 2_000;

/** Why a school declines, if it says. */
export const refusalOfSchool = z.object({ reason: text(REASON_LONGEST) });

export const refusalLines: readonly Line[] = [
  { label: 'Why your school cannot take part', fields: ['reason'], long: true },
];
