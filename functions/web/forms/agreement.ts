import * as z from 'zod';
import { line, text, tick } from './entries.ts';

const signer = (role: string) => ({
  fullName: line('Enter your full name', 120, 'Your full name must be 120 characters or fewer'),
  role: line(role, 120, 'Your role must be 120 characters or fewer'),
});

/** How the link signs for the school. */
export const signature = z.object({
  ...signer('Enter your role in the school'),
  agree: tick('Tick the box to say that you have read the agreement and can agree to it for the school'),
});
export const signatureFields = ['fullName', 'role', 'agree'] as const;

/** How the lead signs for the teaching school. */
export const countersignature = z.object({
  ...signer('Enter your role in the teaching school'),
  agree: tick('Tick the box to say that you can agree to it for the teaching school'),
});

const REASON_LONGEST = 2_000;

/** Why a school declines, if it says. */
export const refusalOfSchool = z.object({ reason: text(REASON_LONGEST) });
export const refusalFields = ['reason'] as const;
