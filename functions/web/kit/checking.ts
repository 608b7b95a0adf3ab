import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { isOpen } from '#domain/obligations/obligation.ts';
import { draftName, earlierDraftName } from '#domain/obligations/unfinished.ts';
import { obligationOf } from '#domain/partnership/partnership.ts';
import type { ObligationKind } from '#domain/programme/programme.ts';
import { type Draft, type KeptDraft, readKeptDraft, saveDraft } from '#records/drafts.ts';
import { untilSaved } from '#records/until-saved.ts';
import { showBoth } from './both.ts';
import { confirmation } from './fields/confirm.ts';
import { type FieldFault, only, read } from './fields/fault.ts';
import { readAnew } from './late.ts';
import { fieldsOf, type Line, pageNamed, sinceOpened } from './opened.ts';
import { goTo, refusal } from './page.ts';
import type { AtTask } from './readers.ts';
import type { Asked, Web } from './web-parts.ts';

/** A journey is for these kinds of obligation; under any other, or when it is over, its pages do not exist. */
export const journeyOf = (...kinds: readonly ObligationKind[]) =>
  createMiddleware<Web>(async (c, next) => {
    const { obligation, corrects } = c.var.doing;
    return kinds.includes(obligation.kind) && (isOpen(obligation) || corrects) ? next() : refusal(c, 404);
  });

/** What a draft is kept under, and what an earlier release kept it under. */
export const draftNames = ({ obligation, person }: AtTask): readonly string[] => {
  const earlier = earlierDraftName(obligation, person);
  return [draftName(obligation, person), ...(earlier ? [earlier] : [])];
};

/** What whoever is here has typed so far, as it is kept. */
export async function keptDraft({ var: { parts, doing } }: Asked): Promise<KeptDraft> {
  const { table } = parts;
  const [name, ...earlier] = draftNames(doing);
  const kept = await readKeptDraft(table, doing.partnership.id, name ?? '');
  if (Object.keys(kept.draft).length > 0) return kept;
  for (const other of earlier) {
    const { draft, at } = await readKeptDraft(table, doing.partnership.id, other);
    if (Object.keys(draft).length > 0) return { ...kept, draft, ...(at && { at }) };
  }
  return kept;
}

/** What whoever is here has typed so far. */
export const draftOf = async (c: Asked): Promise<Draft> => (await keptDraft(c)).draft;

const TRIES = 5;

/** What was typed, to go on with; or a page that shows it beside what was saved since its form was opened. */
export type Typed = { readonly typed: Draft } | { readonly both: Promise<Response> };

/**
 * Keeps what was typed in a form beside what other pages of the journey have kept, and gives it all. A form that comes back
 * as it went out is kept too, but leaves no trace: mail scanners press buttons, and are no sign of life. Nothing is kept
 * where another tab has saved something else since the form was opened.
 * @param shown what the fields of the journey's forms show of a draft, before anybody types
 */
export const keepTyped = (
  c: Asked,
  lines: readonly Line[],
  shown: (draft: Draft) => Draft = (draft) => draft,
): Promise<Typed> =>
  untilSaved(TRIES, async () => {
    const { posted } = c.var;
    const kept = await keptDraft(c);
    const now = shown(kept.draft);
    const form = fieldsOf(lines)[0] ?? '';
    const since = sinceOpened(posted, lines, now, kept.pages[form]);
    if ('both' in since) return { both: showBoth(c, lines, since.both, kept.at) };
    const typed = { ...now, ...only(since.typed, fieldsOf(lines)) };
    if (fieldsOf(lines).every((field) => typed[field] === (now[field] ?? ''))) return { typed };
    await saveOver(c, typed, savedBy(c, kept, form));
    return { typed };
  });

/** With the page that saves this form of it now. */
export function savedBy(c: Asked, kept: KeptDraft, form: string): KeptDraft {
  const page = pageNamed(c.var.posted);
  return { ...kept, pages: { ...kept.pages, ...(page && { [form]: page }) } };
}

/** Keeps a draft in the place of one that was read. @throws {Conflict} when another was saved since */
export const saveOver = ({ var: { parts, doing } }: Asked, draft: Draft, over: KeptDraft): Promise<void> => {
  const { obligation, partnership, person } = doing;
  return saveDraft(parts.table, partnership.id, draftName(obligation, person), draft, parts.now(), person, over);
};

/** Stands for what a check page showed, so that only that is sent: another tab may have changed the draft since. */
export const digestOfDraft = (draft: Draft): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(draft).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
    .slice(0, 22);

/**
 * What a check page that cannot be sent comes to; unless what it showed was sent a moment before, by another press of its
 * button, and is kept no more: then they see what became of it.
 */
export async function unlessSent(c: Asked, otherwise: () => Response | Promise<Response>): Promise<Response> {
  const { base, corrects, obligation, partnership } = c.var.doing;
  if (corrects || Object.keys(await draftOf(c)).length > 0) return otherwise();
  const now = obligationOf(await readAnew(c, partnership), obligation.id);
  return now && isOpen(now) ? otherwise() : goTo(c, base);
}

/** What keeps the posted check page from being sent: the box is not ticked, or it shows what the draft no longer says. */
export function checkFaults(
  c: Asked,
  draft: Draft,
  sentence: string,
  changed = 'These answers have changed since you opened this page. Check them again',
): readonly FieldFault[] {
  const { posted } = c.var;
  if (posted.shown !== digestOfDraft(draft)) return [{ field: 'confirm', sentence: changed }];
  const ticked = read(confirmation(sentence), posted);
  return 'faults' in ticked ? ticked.faults : [];
}
