import type { Instant } from '#calendar/london.ts';
import { momentInWords } from '#wording/wording.ts';
import type { FieldFault, Posted } from './fields/fault.ts';
import { BOTH, type Both, fieldsOf, type Line, OPENED, openedOn, takeField, wordsOf } from './opened.ts';
import { page } from './page.ts';
import type { Asked } from './web-parts.ts';

const NOTHING = 'Nothing';

/**
 * Shows what has been saved since a form was opened beside what was typed in it, and asks which to keep. It is posted to
 * where the form was; what was typed goes with it.
 * @param at when the other was saved, where that is known
 * @param action where the form is, where this is another page
 */
export function showBoth(
  c: Asked,
  lines: readonly Line[],
  it: Both,
  at?: Instant,
  action = c.req.path,
): Promise<Response> {
  const { now, typed, differences, gone, asked } = it;
  const faults = differences
    .filter(({ take }) => asked && !take)
    .map(({ line }): FieldFault => ({ field: takeField(line), sentence: `Choose what to keep: ${line.label}` }));
  const { go } = (c.var.posted ?? {}) as Posted;
  const hidden = [
    ...fieldsOf(lines).flatMap((name) => (typed[name] === undefined ? [] : [{ name, value: typed[name] }])),
    ...(go === undefined ? [] : [{ name: 'go', value: go }]),
  ];
  return page(
    c,
    'kit/both',
    {
      title: 'This has changed since you opened the page',
      back: action,
      action,
      at: at && momentInWords(at),
      hidden: [...hidden, { name: BOTH, value: 'yes' }, { name: OPENED, value: openedOn(lines, now) }],
      gone,
      rows: differences.map(({ line, take }) => ({
        label: line.label,
        saved: wordsOf(line, now) || NOTHING,
        typed: wordsOf(line, typed) || NOTHING,
        field: takeField(line),
        take,
        both: line.long && wordsOf(line, now) && wordsOf(line, typed),
      })),
      ...(faults.length > 0 && { faults }),
    },
    faults.length > 0 ? 422 : 409,
  );
}
