import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { isOpen } from '#domain/obligations/obligation.ts';
import { draftName, earlierDraftName } from '#domain/obligations/unfinished.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';
import { type Draft, readDraft, saveDraft } from '#records/drafts.ts';
import { confirmation } from './fields/confirm.ts';
import { type FieldFault, only, read } from './fields/fault.ts';
import { refusal } from './page.ts';
import type { Doing } from './readers.ts';
import type { Asked, Web } from './web-parts.ts';

/** A journey is for these kinds of obligation; under any other, or when it is over, its pages do not exist. */
export const journeyOf = (...kinds: readonly ObligationKind[]) =>
  createMiddleware<Web>(async (c, next) => {
    const { obligation, corrects } = c.var.doing;
    return kinds.includes(obligation.kind) && (isOpen(obligation) || corrects) ? next() : refusal(c, 404);
  });

/** What a draft is kept under, and what an earlier release kept it under. */
export const draftNames = ({ obligation, person }: Doing): readonly string[] => {
  const earlier = earlierDraftName(obligation, person);
  return [draftName(obligation, person), ...(earlier ? [earlier] : [])];
};

/** What whoever is here has typed so far. */
export async function draftOf({ var: { parts, doing } }: Asked): Promise<Draft> {
  for (const name of draftNames(doing)) {
    const draft = await readDraft(parts.table, doing.partnership.id, name);
    if (Object.keys(draft).length > 0) return draft;
  }
  return {};
}

/**
 * Keeps what was typed in these fields beside what other pages of the journey have kept, and gives it all. A form that
 * comes back as it went out is kept too, but leaves no trace: mail scanners press buttons, and are no sign of life.
 */
export async function keepTyped(c: Asked, fields: readonly string[], before?: Draft): Promise<Draft> {
  const { parts, doing, posted } = c.var;
  const shown = before ?? (await draftOf(c));
  const typed = only(posted, fields);
  if (fields.every((field) => typed[field] === (shown[field] ?? ''))) return { ...shown, ...typed };
  const draft = { ...shown, ...typed };
  const name = draftName(doing.obligation, doing.person);
  await saveDraft(parts.table, doing.partnership.id, name, draft, parts.now(), doing.person);
  return draft;
}

/** Stands for what a check page showed, so that only that is sent: another tab may have changed the draft since. */
export const digestOf = (draft: Draft): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(draft).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
    .slice(0, 22);

/** What keeps the posted check page from being sent: the box is not ticked, or it shows what the draft no longer says. */
export function checkFaults(c: Asked, draft: Draft, sentence: string): readonly FieldFault[] {
  const { posted } = c.var;
  if (posted.shown !== digestOf(draft))
    return [{ field: 'confirm', sentence: 'These answers have changed since you opened this page. Check them again' }];
  const ticked = read(confirmation(sentence), posted);
  return 'faults' in ticked ? ticked.faults : [];
}
