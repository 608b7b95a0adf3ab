import { AsyncLocalStorage } from 'node:async_hooks';
import type { LocalDate } from '#calendar/london.ts';
import { localDate, localTime } from '#calendar/london.ts';
import { batch, type Item, privateWords, readPartition } from '#records/documents.ts';
import * as keys from '#records/keys.ts';
import type { Given } from '#test/support/given.ts';
import { takeTurn } from '#use-cases/take-turn.ts';
import { turnCohort } from '#use-cases/turn-cohort.ts';
import { type CoverSite, coverSite } from './cover-site.ts';
import { dump, itemsOf } from './crawl.ts';
import type { Site } from './site.ts';
import type { Seen, Visitor } from './visitor.ts';

/** A form that is filled in: whatever its page has hidden in it goes with these fields. */
export interface Filled {
  readonly path: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, File>>;
}

const COHORT = 'world';

/** Somebody about to press the last button of a form. */
export interface Posting {
  readonly name: string;
  /** the school as it stands, and when: `2026-09-09T11:00` */
  readonly stands: () => Given;
  readonly at: string;
  readonly lead?: true;
  /** what happened before anybody opened the form */
  readonly before?: (at: CoverSite) => Promise<unknown>;
  /** beside the title that follows when it is sent once: what says that it had been done */
  readonly orSays?: string;
  /** what is noted of each time that it is sent, as it was done each time */
  readonly eachTime?: string;
  /** nobody’s: another tab is somebody else */
  readonly anybody?: true;
  /** it works for some minutes only: the clock does not go on to the next turn before it is sent */
  readonly atOnce?: true;
  /** it comes too late, and says so */
  readonly late?: true;
  /** opens the form in a tab, as far as its last button; every tab of one story fills in the same */
  readonly open: (tab: Visitor, at: CoverSite) => Promise<Filled>;
}

/** How it is pressed, and what else happens meanwhile. */
type Press = 'once' | 'twice' | 'turn meanwhile' | 'after a turn' | 'other words';

export interface Pressed {
  /** the pattern of the path that was posted to */
  readonly route: string;
  /** what each press came to, after redirects, in the order in which the tabs were opened */
  readonly answers: readonly Seen[];
  /** all that is kept, and what went */
  readonly kept: readonly string[];
  readonly mails: readonly string[];
  /** an answer was a fault of the service */
  readonly failed: boolean;
  readonly tabs: readonly TabPlayed[];
}

interface TabPlayed {
  /** the words that were typed in it */
  readonly typed: readonly string[];
  /** the pages that were seen in it, and those of them that came once its last button was pressed */
  readonly pages: readonly string[];
  readonly answers: readonly string[];
  /** those in which its form came back, not sent on */
  readonly back: readonly string[];
}

/** Plays a posting on a site of which nothing is left of what was played before. */
export async function press(site: Site, posting: Posting, how: Press): Promise<Pressed> {
  await wipe(site);
  const at = await coverSite(posting.stands(), posting.at, { site, id: COHORT });
  await posting.before?.(at);
  const browser = site.visitor();
  const two = how === 'twice' || how === 'other words';
  const tabs = two ? [browser, browser.tab()] : [browser];
  if (how === 'other words') (tabs[1] as Visitor).says = inOtherWords;
  const forms: Filled[] = [];
  const lead = await site.lead();
  for (const tab of tabs) {
    if (posting.lead) for (const [name, value] of lead.cookies) tab.cookies.set(name, value);
    forms.push(await posting.open(tab, at));
  }
  const from = { mails: site.mails.length, logged: site.logged.length };
  const opened = tabs.map(({ pages }) => pages.length);
  const { path } = forms[0] as Filled;
  // what came back in the form itself is still in the hands of whoever typed it
  const back: string[][] = tabs.map(() => []);
  const send = async (i: number, tab = tabs[i] as Visitor): Promise<Seen> => {
    const { path, fields = {}, files } = forms[i] as Filled;
    const first = await (files ? tab.postFiles(path, { ...fields, ...files }) : tab.post(path, fields));
    if (first.location === undefined) back[i]?.push(first.html);
    return followed(tab, first);
  };
  const turn = () => takeTurn(site.parts, at.id);
  const answers: Seen[] = [];
  if (!posting.atOnce) await untilNext(at);
  if (how === 'after a turn') await turn();
  if (how === 'twice') answers.push(...(await pressedTwice(site, (tab) => send(0, tab), browser)));
  else if (how === 'turn meanwhile') answers.push((await Promise.all([send(0), turn()]))[0]);
  else answers.push(await send(0));
  // a tab that was opened before
  if (two && !posting.anybody) answers.push(await send(1));
  await turnCohort(site.parts, COHORT);
  await site.turn(at.cohort);
  return {
    route: routeOf(site, path),
    answers,
    kept: (await dump(site.table))
      .filter(({ pk }) => !/^(PACE|SIGN-IN|ALLOWANCE)#/.test(String(pk)))
      .map(inLine)
      .filter((line) => !posting.eachTime || !line.includes(posting.eachTime))
      .toSorted(),
    mails: site.mails
      .slice(from.mails)
      .map(({ to, kind, subject }) => `${kind} to ${to}: ${subject}`)
      .toSorted(),
    failed: site.logged.slice(from.logged).some(({ event }) => event === 'error'),
    tabs: tabs.map(({ typed, pages }, i) => ({
      typed: typed.flatMap(([field, text]) => (isWords(field) && text.length > 2 ? [text] : [])),
      pages,
      answers: pages.slice(opened[i]),
      back: back[i] ?? [],
    })),
  };
}

const readsFirst = new AsyncLocalStorage<boolean>();

/** Three at once: one has read the school and goes on with what it knows when the two others are done. */
async function pressedTwice(
  { table }: Site,
  send: (tab: Visitor) => Promise<Seen>,
  tab: Visitor,
): Promise<readonly Seen[]> {
  const [one, two, three] = [tab.again(), tab.again(), tab.again()];
  const { documents } = table;
  const { promise: othersAreDone, resolve: goOn } = Promise.withResolvers<void>();
  const { promise: hasRead, resolve: reads } = Promise.withResolvers<void>();
  let known = false;
  const held = async (command: { readonly input: object }): Promise<unknown> => {
    if (!readsFirst.getStore()) return documents.send(command as never);
    if (known) {
      reads();
      await othersAreDone;
    }
    const answer = await documents.send(command as never);
    known ||= JSON.stringify(command.input).includes('"PARTNERSHIP#');
    return answer;
  };
  Object.assign(table, { documents: Object.create(documents, { send: { value: held } }) });
  try {
    const late = readsFirst.run(true, () => send(one));
    await Promise.race([hasRead, late]);
    const others = await Promise.all([send(two), send(three)]);
    goOn();
    return [...others, await late];
  } finally {
    Object.assign(table, { documents });
  }
}

/** Fields that somebody writes in, not those that they choose with. */
const isWords = (field: string): boolean =>
  /^(fullName|role|reason|name|email|about|why|closure\d-why|place|focus|workedOn|seen|agreed|themes|deputy(Name|Email)|group\d.*|.*-cover-.*|.*-stand-by|answer-words)$/.test(
    field,
  );

/** What somebody else would have typed there: as long, and as well formed. Who asks for a link or a code is who they are. */
const inOtherWords = (field: string, text: string, path: string): string =>
  isWords(field) && !/\/(sign-in|fresh)$/.test(path)
    ? text.replace(/^[^@]+/, (words) => words.split(' ').map(backwards).join(' '))
    : text;

const backwards = (word: string): string => [...word].toReversed().join('');

/** The clock goes on to when the school's next turn is due. */
async function untilNext(at: CoverSite): Promise<void> {
  const [head] = await readPartition(at.site.table, keys.partition({ kind: 'partnership', id: at.id }), keys.HEAD);
  const next = head?.nextAt as string | undefined;
  if (next && next > at.site.parts.now()) at.site.at(`${localDate(next) as LocalDate}T${localTime(next)}`);
}

async function followed(tab: Visitor, first: Seen): Promise<Seen> {
  let seen = first;
  for (let hops = 0; seen.location !== undefined && hops < 4; hops++) seen = await tab.get(seen.location);
  return seen;
}

async function wipe({ table }: Site): Promise<void> {
  for (const each of [table, privateWords(table)])
    await batch(
      each,
      (await itemsOf(each)).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
    );
}

/** An item without what counts saves: of the history, when each thing was saved in the same second. */
const inLine = ({ sk, version: _, messageId: __, rev: ___, ...item }: Item): string =>
  JSON.stringify(inOrder({ ...(String(sk).startsWith(keys.PAST) ? {} : { sk }), ...item }))
    // what is drawn for each page of a form that keeps what is typed
    .replaceAll(/,?"pages?":("[\w-]{8}"|\{[^}]*\})/g, '')
    // for each form of a room
    .replaceAll(/room-[\w-]{22}/g, 'room')
    // for each save that claims times, after so many others
    .replaceAll(/"base":\d+,|"try":"[\w-]{36}",/g, '')
    // and for each cohort's results
    .replaceAll(/"salt":"[\w-]+"/g, '"salt":"drawn"');

/** With its keys in order, also of what is kept as JSON: the engine gives them in any. */
function inOrder(it: unknown): unknown {
  if (typeof it === 'string' && /^[[{]"?/.test(it) && /[\]}]$/.test(it)) return inOrder(JSON.parse(it));
  if (Array.isArray(it)) return it.map(inOrder);
  if (typeof it !== 'object' || it === null || it instanceof Uint8Array) return it;
  const sorted = Object.entries(it).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, value]) => [key, inOrder(value)]));
}

/** What came of one and not of the other: `+` in the first alone, `-` in the second. */
export function unlike(a: Pressed, b: Pressed): readonly string[] {
  const all = ({ kept, mails }: Pressed) => [...kept, ...mails];
  const without = (lines: readonly string[], others: readonly string[]) => {
    const left = [...others];
    return lines.filter((line) => {
      const at = left.indexOf(line);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const short = (sign: string) => (line: string) => `${sign} ${line.slice(0, 300)}`;
  return [...without(all(a), all(b)).map(short('+')), ...without(all(b), all(a)).map(short('-'))];
}

/** The pattern that answers a path, with the place that it is mounted at left out. */
function routeOf({ app }: Site, path: string): string {
  const [handlers] = app.router.match('POST', path);
  const patterns = handlers.flatMap(([[, route]]) => (route.method === 'POST' ? [route.path] : []));
  return unmounted(patterns[0] ?? path);
}

const MOUNTS = [
  '/owed/:link',
  '/sessions/:link/owed/:obligation',
  '/sessions/:link',
  '/cohorts/:cohort/schools/:urn/owed/:obligation',
];

/** One journey is mounted for whoever comes by a link and for the lead who does it in their place. */
export const unmounted = (pattern: string): string => {
  const mount = MOUNTS.find((one) => pattern.startsWith(`${one}/`));
  return mount ? pattern.slice(mount.length) : pattern;
};
