import type { Refusal } from '#domain/partnership/outcome.ts';
import { obligationOf, type Partnership } from '#domain/partnership/partnership.ts';
import { readPartnership } from '#records/partnerships.ts';
import { oneLine } from '#wording/wording.ts';
import type { Posted } from './fields/fault.ts';
import { type Line, wordsOf } from './opened.ts';
import { goTo, page } from './page.ts';
import type { Asked } from './web-parts.ts';

/** What a form asks, and what stands of what was sent by it. */
export interface EarlierForm {
  readonly lines: readonly Line[];
  readonly sent: Posted;
  /** whoever has the form sees no more of what was sent than that theirs was not it: an old link shows little */
  readonly hidden?: boolean;
  /** nothing was sent: it is no longer asked for */
  readonly over?: boolean;
}

/** A reason that was given once. */
export const reasonSent = (why: string | undefined): EarlierForm => ({
  lines: [{ label: 'The reason', fields: ['why'] }],
  sent: { why: why ?? '' },
});

const alike = (a: string, b: string): boolean => oneLine(a).toLowerCase() === oneLine(b).toLowerCase();

/**
 * Whoever had typed something else than was sent sees it beside that, for nothing keeps it. Undefined: they had not.
 * @param to where they see how things stand
 */
export function showLate(
  c: Asked,
  to: string,
  before: EarlierForm | undefined,
  typed: Posted = c.var.posted,
): Promise<Response> | undefined {
  const { lines, sent, hidden, over } = before ?? { lines: [], sent: {} };
  const lost = lines.filter((line) => wordsOf(line, typed) && !alike(wordsOf(line, typed), wordsOf(line, sent)));
  if (lost.length === 0) return undefined;
  return page(
    c,
    'kit/late',
    {
      title: 'What you typed was not sent',
      over,
      to,
      rows: lost.map((line) => ({
        label: line.label,
        sent: hidden || over ? undefined : wordsOf(line, sent) || 'Nothing',
        typed: wordsOf(line, typed),
      })),
    },
    409,
  );
}

/** Sends the reader on after a post that did nothing, as somebody was there before them, unless words of theirs would be lost. */
export const goOnLate = (
  c: Asked,
  to: string,
  before: EarlierForm | undefined,
  typed: Posted = c.var.posted,
): Response | Promise<Response> => showLate(c, to, before, typed) ?? goTo(c, to);

/** Was the act refused because it had been done already? */
export const isLate = (outcome: object): boolean =>
  'refused' in outcome && (outcome.refused as Refusal).why === 'already';

/** A school as it stands now: since the form came somebody has done what it was to do. */
export const readAnew = async ({ var: { parts } }: Asked, before: Partnership): Promise<Partnership> =>
  (await readPartnership(parts.table, before.id))?.value ?? before;

/** The task as it stands now. */
export async function asItStands(c: Asked): Promise<void> {
  const { doing } = c.var;
  const partnership = await readAnew(c, doing.partnership);
  c.set('doing', {
    ...doing,
    partnership,
    obligation: obligationOf(partnership, doing.obligation.id) ?? doing.obligation,
  });
}
