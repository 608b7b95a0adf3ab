import type { Refusal } from '#domain/partnership/outcome.ts';
import { confirmation } from './fields/confirm.ts';
import { type Posted, type Read, read } from './fields/fault.ts';
import { mend, page } from './page.ts';
import type { Asked } from './web-parts.ts';

/** What the page of an act shows: its words, its fields, what follows. */
export interface AskPage {
  readonly title: string;
  readonly school: string;
  readonly back: string;
  readonly sentences?: readonly string[];
  /** of what follows; left out: "What follows" */
  readonly heading?: string;
  readonly follows?: readonly string[];
  /** what it does not reach */
  readonly stays?: readonly string[];
  readonly radios?: readonly {
    readonly name: string;
    readonly legend: string;
    readonly items: readonly {
      readonly value: string;
      readonly text: string;
      readonly hint?: { readonly text: string };
    }[];
  }[];
  readonly contact?: { readonly name: string; readonly email: string; readonly hint?: string };
  readonly date?: { readonly legend: string; readonly hint: string };
  readonly tick?: string;
  /** another thing that can be done instead */
  readonly otherwise?: { readonly text: string; readonly href: string } | undefined;
  /** what the form sends along: of what it was shown */
  readonly hidden?: readonly { readonly name: string; readonly value: string }[];
  /** left out: there is nothing to send */
  readonly button?: string;
  readonly warns?: boolean;
}

interface Asking<T> {
  readonly form: AskPage;
  /** where what is typed is shown again with what follows, before it is done; without it the form itself has the tick */
  readonly check?: (values: T) => AskPage;
  readonly read: (posted: Posted) => Read<T>;
  /** the field that a refusal is shown at */
  readonly field: string;
  readonly act: (values: T) => Promise<{ readonly done: unknown } | { readonly refused: Refusal }>;
  readonly done: (values: T) => Response | Promise<Response>;
}

const CHECKED = 'checked';

export const ask = (c: Asked, form: AskPage): Promise<Response> =>
  page(c, 'kit/ask', { ...form, action: c.req.path, typed: {} });

/** Reads the form, shows what follows, and acts once its reader has ticked that they mean it. */
export async function askAndAct<T>(c: Asked, asking: Asking<T>): Promise<Response> {
  const { posted } = c.var;
  const { form, check } = asking;
  const action = c.req.path;
  const again = (shown: AskPage, faults: readonly object[], more: object = {}) =>
    mend(c, 'kit/ask', { ...shown, action, typed: posted, faults, ...more });
  const values = asking.read(posted);
  if ('faults' in values) return again(form, values.faults);
  const checking = check?.(values.values);
  const hidden = Object.entries({ ...posted, step: CHECKED })
    .filter(([name]) => name !== 'csrf' && name !== 'confirm')
    .map(([name, value]) => ({ name, value }));
  if (checking && posted.step !== CHECKED) return page(c, 'kit/ask', { ...checking, action, typed: {}, hidden });
  const ticked = read(confirmation('Tick the box to go on'), posted);
  if ('faults' in ticked) return again(checking ?? form, ticked.faults, checking ? { hidden } : {});
  const outcome = await asking.act(values.values);
  if ('refused' in outcome && outcome.refused.why === 'not-now')
    return again(form, [{ field: asking.field, sentence: outcome.refused.sentence }]);
  return asking.done(values.values);
}
