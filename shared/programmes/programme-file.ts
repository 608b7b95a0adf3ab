import type * as z from 'zod';
import type { Programme } from '#domain/programme/programme.ts';
import { type ImportFault, quoted } from '#import/fault.ts';
import { pathInWords, valueAt } from '#import/json-path.ts';
import { readJson } from '#import/json-text.ts';
import { faultsOf } from './check-programme.ts';
import { programmeShape } from './programme-shape.ts';

export const PROGRAMME = 'programme.json';

/** A programme is kept beside its cohort in one item, which holds 400 KB. */
export const MOST_BYTES_OF_A_FILE = 180_000;

/** Ten thousand faults of one kind are one mistake. */
const MOST_FAULTS = 500;

export type ReadProgramme = { readonly programme: Programme } | { readonly faults: readonly ImportFault[] };

/** Reads a programme from its file, or says every fault with its place in words. Never throws for what the text holds. */
export function readProgramme(text: string): ReadProgramme {
  if (Buffer.byteLength(text) > MOST_BYTES_OF_A_FILE)
    return fault({
      problem: `This file is larger than ${MOST_BYTES_OF_A_FILE / 1000} KB.`,
      remedy: 'Shorten its texts, or split the programme in two.',
    });
  const json = readJson(text.replace(/^\ufeff/, ''));
  if ('trouble' in json)
    return fault(text.trim() ? json.trouble : { ...json.trouble, remedy: 'Write the programme between { and }.' });
  return checkProgramme(json.data);
}

/** Any data that should be a programme. Keys in an order of their own come back in the order of the shape. */
export function checkProgramme(data: unknown): ReadProgramme {
  const read = programmeShape.safeParse(data);
  if (!read.success) return { faults: read.error.issues.slice(0, MOST_FAULTS).map((issue) => inShape(issue, data)) };
  const faults = faultsOf(read.data).slice(0, MOST_FAULTS).map(inRunning);
  return faults.length > 0 ? { faults } : { programme: read.data };
}

const fault = (trouble: Omit<ImportFault, 'file'>) => ({ faults: [{ file: PROGRAMME, ...trouble }] });

const placed = (path: readonly PropertyKey[]) => (path.length > 0 ? { column: pathInWords(path) } : {});

/** What is not of the shape. */
function inShape(issue: z.core.$ZodIssue, data: unknown): ImportFault {
  const remedy = `Write ${issue.message}.`;
  if (issue.code === 'unrecognized_keys')
    return {
      file: PROGRAMME,
      ...placed(issue.path),
      problem: `${quoted(issue.keys[0])} is not a name that belongs here.`,
      remedy,
    };
  const input = valueAt(data, ...issue.path);
  const problem = input === undefined ? 'This is missing.' : `${quoted(input)} is not what belongs here.`;
  return { file: PROGRAMME, ...placed(issue.path), problem, remedy };
}

const PLACED = /^([a-zA-Z]+(?:\.[\w-]+|\[\d+\])*):? (.*)$/s;

/** What the checker says, which begins with its place as programmers write it: `steps[3].after names 'mid', and no step has that key`. */
function inRunning(sentence: string): ImportFault {
  const [, place = '', rest = sentence] = PLACED.exec(sentence) ?? [];
  const path = place
    .split(/[.[]/)
    .filter(Boolean)
    .map((part) => (part.endsWith(']') ? Number(part.slice(0, -1)) : part));
  const problem = /^(has|is|are|names|makes|opens|ends|begins|leaves|asks|holds|agrees|describes)\b/.test(rest)
    ? `This ${rest.replace(/^are\b/, 'is')}.`
    : `${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`;
  return { file: PROGRAMME, ...placed(path), problem, remedy: 'Change it here, or where it is named.' };
}

/** A programme as a file, always in the same order: of its questionnaires in the order in which they are asked. */
export function writeProgramme(programme: Programme): string {
  const read = programmeShape.safeParse(programme);
  // one that was kept before a rule became stricter is written as it is
  const shaped = read.success ? read.data : programme;
  const asked = shaped.steps.map((step) => step.questionnaire);
  const place = (key: string) => (asked.includes(key) ? asked.indexOf(key) : asked.length);
  const ordered = {
    ...shaped,
    questionnaires: inOrder(shaped.questionnaires, place),
    chasing: inOrder(shaped.chasing, () => 0),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/** What is kept by key in an order: by place, then by the alphabet. */
const inOrder = <T>(byKey: Readonly<Record<string, T>>, place: (key: string) => number): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(byKey).sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)));
