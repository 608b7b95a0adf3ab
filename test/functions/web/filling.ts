import type { Posting } from './conflicts.ts';
import type { CoverSite } from './cover-site.ts';
import type { Visitor } from './visitor.ts';

export type Fields = Readonly<Record<string, string>>;
export type Place = (at: CoverSite) => Promise<string>;

export const owed =
  (obligation: string): Place =>
  (at) =>
    at.owed(obligation);
export const sessions =
  (person: string): Place =>
  (at) =>
    at.sessions(person);

/** A form of one page. */
export const form =
  (place: Place, path: string, fields: Fields = {}): Posting['open'] =>
  async (tab, at) => {
    const where = `${await place(at)}${path}`;
    await tab.get(where);
    return { path: where, fields };
  };

/** A form that is shown again with what follows, before it is done. */
export const checked =
  (place: Place, path: string, fields: Fields): Posting['open'] =>
  async (tab, at) => {
    const where = `${await place(at)}${path}`;
    await tab.fill(where, fields);
    return { path: where, fields: { confirm: 'yes' } };
  };

/** A page of the same journey after others. */
export const after =
  (place: Place, typed: readonly (readonly [string, Fields])[], path: string, fields: Fields): Posting['open'] =>
  async (tab, at) => {
    const base = await place(at);
    for (const [earlier, written] of typed) await tab.fill(base + earlier, written);
    await tab.get(base + path);
    return { path: base + path, fields };
  };

/** Questions on one page after another, answered. */
export async function answered(tab: Visitor, base: string, pages: number, value = '2'): Promise<void> {
  for (let page = 1; page <= pages; page++) {
    const { html } = await tab.get(`${base}/questions/${page}`);
    await tab.post(`${base}/questions/${page}`, allOf(html, value));
  }
}

/** The same answer to every question of a page. */
export const allOf = (html: string, value: string): Fields =>
  Object.fromEntries([...html.matchAll(/name="(answer-[^"]*)"/g)].map(([, name = '']) => [name, value]));

export const START = 4;

export const tick = { confirm: 'yes' };
export const jo = { name: 'Jo Successor', email: 'jo@example.org' };
export const day = (prefix: string, d: string, m: string, y = '2026'): Fields => ({
  [`${prefix}-day`]: d,
  [`${prefix}-month`]: m,
  [`${prefix}-year`]: y,
});
export const words = { workedOn: 'Questions', seen: 'Pauses', agreed: 'More of them', realTime: 'no' };
export const signing = { fullName: 'Rhodri Pugh', role: 'Deputy head', agree: 'yes' };
export const decline = { reason: 'No time this year' };
export const EARLY = '2026-09-08T11:00';
export const PLAN = '2026-09-09T11:00';
export const LESSON = '2026-10-08T14:00';
