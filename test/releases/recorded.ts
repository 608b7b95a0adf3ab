import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { type Instant, toInstant, withOffset } from '#calendar/london.ts';
import type { Stage } from '#domain/partnership/partnership.ts';
import { type ActLine, readActs } from '#rehearsal/story.ts';

/** An email as its reader knows it. Keys are left out: a later release may give them differently. */
export interface Sent {
  /** with the offset of London's time then */
  readonly at: string;
  readonly to: string;
  readonly kind: string;
}

/** @param gone as the inbox has it; milliseconds of the epoch */
export const toSent = ({
  at,
  to,
  kind,
}: {
  readonly at: number;
  readonly to: string;
  readonly kind: string;
}): Sent => ({
  at: withOffset(toInstant(Temporal.Instant.fromEpochMilliseconds(at))),
  to,
  kind,
});

/** A cohort as a release left it in the middle of its year, and how that release went on. */
export interface Recorded {
  /** where every line below was true */
  readonly moment: Instant;
  /** how far it was played on: long after the end of the year, when what was kept of it has been erased */
  readonly until: Instant;
  readonly cohort: string;
  /** the address of its lead */
  readonly lead: string;
  /** what had signed the links */
  readonly secret: string;
  /** links that emails had carried by then, with what each answered */
  readonly links: readonly { readonly path: string; readonly status: number; readonly state?: string }[];
  /** words that somebody had typed and not sent, by the page on which they stand */
  readonly typed: readonly { readonly page: string; readonly words: string }[];
  /** how each school's part ended, by URN */
  readonly ends: Readonly<Record<string, Stage>>;
  /** the items of both tables: see tables.ts */
  readonly tables: readonly string[];
  /** what people did afterwards */
  readonly story: readonly ActLine[];
  /** what went afterwards, in order */
  readonly emails: readonly Sent[];
}

const FOLDER = import.meta.dirname;

/** The releases that have been recorded, oldest first, each with its cohorts. */
export const releases = (): readonly { readonly release: string; readonly samples: readonly string[] }[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      release: name,
      samples: readdirSync(join(FOLDER, name)).flatMap((file) => /^(.*)\.table\.jsonl$/.exec(file)?.[1] ?? []),
    }))
    .sort((a, b) => (a.release < b.release ? -1 : 1));

const place = (release: string, sample: string, ending: string) => join(FOLDER, release, `${sample}${ending}`);

export function readRecorded(release: string, sample: string): Recorded {
  const text = (ending: string) => readFileSync(place(release, sample, ending), 'utf8');
  return {
    ...JSON.parse(text('.json')),
    tables: text('.table.jsonl').split('\n').filter(Boolean),
    story: readActs(text('.story.json')),
    emails: JSON.parse(text('.emails.json')),
  };
}

export function writeRecorded(release: string, sample: string, { tables, story, emails, ...rest }: Recorded): void {
  mkdirSync(join(FOLDER, release), { recursive: true });
  const write = (ending: string, text: string) => writeFileSync(place(release, sample, ending), text);
  write('.json', `${JSON.stringify(rest, null, 2)}\n`);
  write('.table.jsonl', tables.map((line) => `${line}\n`).join(''));
  write('.story.json', inLines(story));
  write('.emails.json', inLines(emails));
}

/** So that a difference shows as the lines that differ. */
const inLines = (all: readonly object[]): string =>
  `[\n${all.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`;

/** In the order of time; what goes in one moment goes in no order that anybody relies on. */
export const inOrder = (emails: readonly Sent[]): readonly Sent[] =>
  emails.toSorted((a, b) => (JSON.stringify([a.at, a.to, a.kind]) < JSON.stringify([b.at, b.to, b.kind]) ? -1 : 1));
