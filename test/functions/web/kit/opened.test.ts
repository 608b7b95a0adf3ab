import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Posted } from '#web/kit/fields/fault.ts';
import { BOTH, type Line, OPENED, openedOn, pageNamed, sinceOpened, takeField } from '#web/kit/opened.ts';

const lines: readonly Line[] = [
  { label: 'Name', fields: ['name'] },
  { label: 'Date', fields: ['day', 'month'] },
  { label: 'Words', fields: ['words'], long: true },
];

const values = fc.constantFrom('', 'a', 'b', 'c d');
const filled = fc.record({ name: values, day: values, month: values, words: values });

const posts = (typed: Posted, opened: Posted): Posted => ({ ...typed, [OPENED]: openedOn(lines, opened) });

describe('a form that was opened on something', () => {
  it('gives what was typed while nothing else has been saved', () => {
    fc.assert(
      fc.property(filled, filled, (opened, typed) => {
        expect(sinceOpened(posts(typed, opened), lines, opened)).toEqual({ typed });
      }),
    );
  });

  it('in which nothing was typed means what has been saved since', () => {
    fc.assert(
      fc.property(filled, filled, (opened, now) => {
        expect(sinceOpened(posts(opened, opened), lines, now)).toEqual({ typed: now });
      }),
    );
  });

  it('shows each line on which the two differ, where both have been changed, and loses neither', () => {
    fc.assert(
      fc.property(filled, filled, filled, (opened, now, typed) => {
        const since = sinceOpened(posts(typed, opened), lines, now);
        const alike = (a: Posted, b: Posted) => JSON.stringify(a) === JSON.stringify(b);
        expect('typed' in since).toBe(alike(now, opened) || alike(typed, opened) || alike(typed, now));
        if ('typed' in since) return;
        const { both } = since;
        expect([both.now, both.typed]).toEqual([now, typed]);
        for (const line of lines) {
          const differs = line.fields.some((field) => typed[field as 'name'] !== now[field as 'name']);
          expect(both.differences.some((one) => one.line === line)).toBe(differs);
        }
      }),
    );
  });

  it('keeps of each line what is chosen, and asks again for a line that was left out', () => {
    const now = { name: 'saved', day: '1', month: '2', words: 'One' };
    const typed = { name: 'typed', day: '1', month: '3', words: 'Two' };
    const choose = (takes: Posted) => sinceOpened({ ...posts(typed, now), [BOTH]: 'yes', ...takes }, lines, now);
    const [name, date, words] = lines.map(takeField);
    const takes = { [`${name}`]: 'typed', [`${date}`]: 'saved', [`${words}`]: 'both' };
    expect(choose(takes)).toEqual({ typed: { name: 'typed', day: '1', month: '2', words: 'One\n\nTwo' } });
    expect(choose({ ...takes, [`${date}`]: '' })).toMatchObject({ both: { asked: true, typed } });
  });

  it('has the side that was changed chosen beforehand, where only one was', () => {
    const opened = { name: '', day: '', month: '', words: '' };
    const since = sinceOpened(posts({ ...opened, words: 'Mine' }, opened), lines, { ...opened, name: 'Theirs' });
    expect('both' in since && since.both.differences.map(({ line, take }) => [line.label, take])).toEqual([
      ['Name', 'saved'],
      ['Words', 'typed'],
    ]);
  });

  it('is saved over by the page that saved last: whoever goes back to it has seen that', () => {
    const opened = { name: '', day: '', month: '', words: '' };
    const posted = posts({ ...opened, name: 'Again' }, opened);
    const since = sinceOpened(posted, lines, { ...opened, name: 'Once' }, pageNamed(posted));
    expect(since).toEqual({ typed: { ...opened, name: 'Again' } });
  });

  it('shows what was typed into a field that is gone', () => {
    const [, ...rest] = lines;
    const posted = posts({ name: 'Typed', day: '', month: '', words: '' }, {});
    expect(sinceOpened(posted, rest, {})).toMatchObject({ both: { gone: ['Typed'] } });
  });

  it('that does not say so writes over nothing that is there', () => {
    expect(sinceOpened({ name: '' }, lines, { name: 'Saved' })).toEqual({ typed: { name: 'Saved' } });
    expect(sinceOpened({ name: 'Typed' }, lines, { name: 'Saved' })).toHaveProperty('both');
    expect(sinceOpened({ name: 'Typed' }, lines, {})).toMatchObject({ typed: { name: 'Typed' } });
  });
});
