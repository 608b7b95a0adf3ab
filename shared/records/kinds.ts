import type { Item } from './documents.ts';
import type { PrivateKind } from './keys.ts';

/** What becomes of an item when one person is erased. */
type OfOne =
  /** their names and addresses are taken out of it */
  | 'nameless'
  /** what is theirs goes, and names and addresses are taken out of the rest */
  | 'theirs'
  /** all of it goes: it is made again from what is left, where it is still needed */
  | 'removed'
  /** it holds ids, numbers and times alone */
  | 'nothing'
  /** it holds a hash of an address and is gone by itself within a month */
  | 'by itself'
  /** the same, for as long as a school’s records name the address: it is given back with the save that takes it out of them */
  | 'given back';

/** With what it goes, or loses its names, when a cohort has been kept for its time. */
type OfAll = 'reports' | 'answers' | 'names' | 'nameless' | 'nothing' | 'by itself' | 'given back';

/** A kind of item, and how erasing treats it. */
export interface ItemKind {
  /** how its partition begins */
  readonly pk: string;
  /** its sort key; with a # at the end, how that begins */
  readonly sk: string;
  /** about whom or by whom it holds anything */
  readonly holds: string;
  readonly one: OfOne;
  readonly all: OfAll;
}

const ofSchool = (sk: string, holds: string, one: OfOne, all: OfAll): ItemKind => ({
  pk: 'PARTNERSHIP#',
  sk,
  holds,
  one,
  all,
});
const ofPrivate = (kind: PrivateKind, sk: string, holds: string, one: OfOne, all: OfAll): ItemKind => ({
  pk: `${kind}#`,
  sk,
  holds,
  one,
  all,
});
const ofCohort = (sk: string, holds: string, one: OfOne, all: OfAll): ItemKind => ({
  pk: 'COHORT#',
  sk,
  holds,
  one,
  all,
});
const ofLead = (sk: string, holds: string, one: OfOne, all: OfAll): ItemKind => ({ pk: 'LEAD#', sk, holds, one, all });

/**
 * Every kind of item that the two tables hold. Erasing goes through all items of a partition and asks here what to do with
 * each; what is not listed cannot be erased and makes it fail. A key of `keys.ts` that is missing here fails a test.
 */
export const kinds = {
  school: ofSchool('live#head', 'people, signatures, names of groups, typed reasons', 'nameless', 'nameless'),
  obligation: ofSchool('live#obligation#', 'seats', 'nameless', 'nameless'),
  session: ofSchool('live#session#', 'typed places, aims and reasons', 'nameless', 'nameless'),
  cycles: ofSchool('live#cycles', 'seats, names of who covers, typed reasons', 'nameless', 'nameless'),
  provision: ofSchool('live#provision', 'timetables by address, people who cover, absences', 'nameless', 'names'),
  plan: ofSchool('live#plan', 'wishes and proposals with names of who covers', 'nameless', 'names'),
  unsent: ofSchool('live#message#', 'seats: the words are written when it goes', 'nameless', 'nameless'),
  rest: ofSchool(
    'live#rest#',
    'any of these: it is written, and gone, before anything else happens',
    'nameless',
    'nameless',
  ),
  sent: ofSchool('sent#', 'seats', 'nothing', 'nothing'),
  past: ofSchool('past#', 'people as they came, names, addresses, typed reasons', 'nameless', 'nameless'),
  answers: ofPrivate('ANSWERS', 'answers#', 'what one person, or somebody in a room, answered', 'theirs', 'answers'),
  draft: ofPrivate('DRAFTS', 'draft#', 'what somebody has typed so far', 'theirs', 'answers'),
  report: ofPrivate('REPORTS', 'report#', 'a coach’s words about a teacher', 'theirs', 'reports'),
  document: ofPrivate(
    'REPORTS',
    'document#',
    'a report as a PDF, with the names of all its readers',
    'removed',
    'reports',
  ),
  cohort: ofCohort('live#head', 'its lead, typed reasons of closures', 'nameless', 'nameless'),
  carried: ofCohort('live#programme', 'a programme as its lead wrote it', 'nameless', 'nameless'),
  unsentToLead: ofCohort('live#message#', 'nothing: the words are written when it goes', 'nothing', 'nothing'),
  sentToLead: ofCohort('sent#', 'nothing', 'nothing', 'nothing'),
  imported: ofCohort('school#', 'people, timetables and sessions as imported', 'nameless', 'nameless'),
  counted: ofCohort(
    'counted',
    'references to those of whom results have told, dropped when they are erased',
    'nothing',
    'nothing',
  ),
  result: ofCohort('result#', 'counts of five people or more', 'nothing', 'nothing'),
  evaluation: ofCohort('evaluation', 'counts', 'nameless', 'nameless'),
  themes: ofCohort('themes', 'what the lead wrote', 'nameless', 'nameless'),
  files: ofCohort('import#', 'files of which no cohort has been made yet, compressed', 'nameless', 'nothing'),
  led: ofLead('cohort#', 'whose cohorts they are', 'nothing', 'nothing'),
  ledFiles: ofLead('files#', 'whose files they are', 'nothing', 'nothing'),
  filesBefore: ofLead('import#', 'files with faults, compressed, of an earlier release', 'nameless', 'nothing'),
  programme: ofLead('programme#', 'a programme as its lead wrote it', 'nameless', 'nameless'),
  access: ofLead('access', 'whether they may sign in', 'nothing', 'nothing'),
  code: { pk: 'SIGN-IN#', sk: 'code#', holds: 'a hash of an address', one: 'by itself', all: 'by itself' },
  codeBefore: {
    pk: 'SIGN-IN#',
    sk: 'code',
    holds: 'the same, of an earlier release',
    one: 'by itself',
    all: 'by itself',
  },
  signedIn: { pk: 'SIGN-IN#', sk: 'session#', holds: 'a lead’s browser', one: 'nothing', all: 'nothing' },
  typed: {
    pk: 'SIGN-IN#',
    sk: 'typed#',
    holds: 'what a lead typed when their session ran out, encrypted, for a day',
    one: 'by itself',
    all: 'by itself',
  },
  trouble: { pk: 'SIGN-IN#', sk: 'trouble', holds: 'a time', one: 'nothing', all: 'nothing' },
  allowance: {
    pk: 'ALLOWANCE#',
    sk: 'count',
    holds: 'hashes of addresses and places',
    one: 'by itself',
    all: 'by itself',
  },
  once: { pk: 'ONCE#', sk: 'once', holds: 'a hash of an address', one: 'by itself', all: 'by itself' },
  stoppage: {
    pk: 'POST',
    sk: 'stoppage',
    holds: 'times and a reason of the mail service',
    one: 'nothing',
    all: 'nothing',
  },
  suspect: { pk: 'POST', sk: 'suspect', holds: 'the key of an email', one: 'nothing', all: 'nothing' },
  waiting: { pk: 'POST', sk: 'waiting#', holds: 'the id of a cohort', one: 'nothing', all: 'nothing' },
  pace: { pk: 'PACE#', sk: 'pace', holds: 'a number', one: 'nothing', all: 'nothing' },
  busy: {
    pk: 'BUSY#',
    sk: 'day#',
    holds: 'a hash of an address, times of a day, and ids of schools',
    one: 'given back',
    all: 'given back',
  },
} as const satisfies Readonly<Record<string, ItemKind>>;

export type KindName = keyof typeof kinds;

const names = Object.keys(kinds) as readonly KindName[];

/** @throws for an item of no kind that is listed: nobody has said what it holds */
export function itemKindOf({ pk, sk }: Item | { readonly pk: string; readonly sk: string }): KindName {
  const found = names.filter((name) => {
    const kind: ItemKind = kinds[name];
    const isIt = kind.sk.endsWith('#') ? String(sk).startsWith(kind.sk) : sk === kind.sk;
    return isIt && String(pk).startsWith(kind.pk);
  });
  const [only] = found;
  if (!only || found.length > 1) throw new TypeError('An item is of no kind that is known');
  return only;
}
