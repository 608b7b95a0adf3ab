import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openQuestionsOf, whoReads } from '#domain/programme/questionnaire.ts';
import { library } from '#programmes/library.ts';

const DOC = readFileSync(join(import.meta.dirname, '../../../docs/programmes.md'), 'utf8');

const rows = Object.values(library).map(({ key, questionnaires }) => {
  const open = Object.values(questionnaires).flatMap((one) =>
    openQuestionsOf(one).map((question) => whoReads(one, question)),
  );
  const read = open.filter((readers) => readers.length > 0).length;
  return { key, open: open.length, read, unread: open.length - read };
});

describe('questions that are answered in words', () => {
  it.each(rows)('are listed with who reads them, in $key', ({ key, open, read, unread }) => {
    expect(DOC).toContain(`| \`${key}\` | ${open} | ${read} | ${unread} |`);
  });

  it('are read by somebody more often than last time', () => {
    // never more than this: each new question has a reader
    expect(rows.reduce((sum, { unread }) => sum + unread, 0)).toBeLessThanOrEqual(UNREAD);
  });
});

const UNREAD = 180;
