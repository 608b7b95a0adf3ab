import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { School } from '#domain/cohort/cohort.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { faultSentence } from '#import/fault.ts';
import { type ReadCohort, readCohort } from '#import/read-cohort.ts';
import { faultsOf } from '#programmes/check-programme.ts';
import { type Cast, casts } from '#rehearsal/cast.ts';
import type { Rehearsal } from '#rehearsal/rehearsal.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { readFolder } from './cohort-folder.ts';

/**
 * Rehearses every cohort in the folders of a folder, with each cast: a line for each, and lines for what is wrong.
 * Plans of cover are quick ones. @returns whether all went from launch to close
 */
export async function rehearseAll(parent: string, say: (line: string) => void): Promise<boolean> {
  let well = true;
  const wrong = (line: string) => {
    well = false;
    say(line);
  };
  const entries = await readdir(parent, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  if (names.length === 0) wrong(`There is no folder in ${parent}.`);
  for (const name of names) {
    const read = await readCohort(await readFolder(join(parent, name)));
    if ('faults' in read) for (const fault of read.faults) wrong(`${name}: ${faultSentence(fault)}`);
    else rehearseWithAll(name, read, say, wrong);
  }
  return well;
}

function rehearseWithAll(
  name: string,
  read: ReadCohort,
  say: (line: string) => void,
  wrong: (line: string) => void,
): void {
  for (const fault of faultsOf(read.cohort.programme)) wrong(`${name}: ${fault}`);
  for (const cast of casts) {
    try {
      const played = rehearse({ ...read, cast });
      say(inOneLine(name, cast, read, played));
      for (const trouble of troubles(cast, played)) wrong(`${name}, ${cast}: ${trouble}`);
    } catch (error) {
      wrong(`${name}, ${cast}: ${(error as Error).message}`);
    }
  }
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function inOneLine(name: string, cast: Cast, { schools }: ReadCohort, { messages, obligations }: Rehearsal): string {
  const { total, done, lapsed, released } = obligations;
  const people = schools.reduce((sum, school) => sum + peopleOf(school), 0);
  const who = `${counted(schools.length, 'school')}, ${counted(people, 'person').replace('persons', 'people')}`;
  return `${name}, ${cast}: ${who}, ${counted(messages.length, 'message')}, ${counted(total, 'obligation')}: ${done} done, ${lapsed} lapsed, ${released} released`;
}

/** Guests are counted where they belong. */
const peopleOf = ({ second, cover, coaches = [], mentors = [], teachers }: School): number =>
  2 + (second ? 1 : 0) + (cover ? 1 : 0) + coaches.length + mentors.length + teachers.length;

/** Every cohort closes, whoever does what; and where everybody is prompt, nothing lapses. */
function troubles(cast: Cast, { partnerships, messages, obligations }: Rehearsal): readonly string[] {
  const open = partnerships.filter((p) => !hasEnded(p.stage)).map((p) => p.urn);
  return [
    ...(open.length > 0 ? [`it never ends for ${open.join(', ')}`] : []),
    ...(messages.at(-1)?.kind === 'cohort-summary' ? [] : ['the lead is never told that it has closed']),
    ...(cast === 'prompt' && obligations.done < obligations.total ? ['somebody prompt was not in time'] : []),
  ];
}
