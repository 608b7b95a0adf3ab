import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openQuestionsOf, type Reader, whoReads } from '#domain/programme/questionnaire.ts';
import { library } from '#programmes/library.ts';

const DOC = readFileSync(join(import.meta.dirname, '../../../docs/programmes.md'), 'utf8');

const rows = Object.values(library).map(({ key, questionnaires }) => {
  const open = Object.values(questionnaires).flatMap((one) =>
    openQuestionsOf(one).map((question) => whoReads(one, question)),
  );
  const readBy = (reader: Reader) => open.filter((readers) => readers.includes(reader)).length;
  const unread = open.filter((readers) => readers.length === 0).length;
  return { key, counts: [open.length, readBy('lead'), readBy('group'), unread], unread };
});

describe('questions that are answered in words', () => {
  it.each(rows)('are listed with who reads them, in $key', ({ key, counts }) => {
    expect(DOC).toContain(`| \`${key}\` | ${counts.join(' | ')} |`);
  });

  it('have more readers than last time, never fewer', () => {
    expect(rows.reduce((sum, { unread }) => sum + unread, 0)).toBeLessThanOrEqual(UNREAD);
  });
});

/** So many are read by nobody yet. A new question has a reader. */
const UNREAD = 116;
