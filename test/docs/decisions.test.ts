import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ROOT } from '#infra/bundling.ts';

const FOLDER = `${ROOT}docs/decisions/`;
const HEAD = /^# (\d+)\. (.+)\n\nDate: (\d{4}-\d\d-\d\d)\n\nStatus: (Accepted|Superseded by (\d{3}))\n\n/;

const files = (await readdir(FOLDER)).filter((name) => /^\d/.test(name)).toSorted();
const records = await Promise.all(
  files.map(async (file) => {
    const [, number = '', title = '', date = '', status = '', successor] =
      HEAD.exec(await readFile(FOLDER + file, 'utf8')) ?? [];
    return { file, number: number.padStart(3, '0'), title, date, status, successor };
  }),
);

describe('a record of a decision', () => {
  it('begins with its number, which is that of its file, a title, a date and a status', () => {
    for (const { file, number, title, date } of records) {
      expect(file, `${file} begins as docs/decisions/README.md says`).toMatch(new RegExp(`^${number}-[a-z-]+\\.md$`));
      expect(title).not.toBe('');
      expect(Number.isNaN(Date.parse(date))).toBe(false);
    }
    expect(new Set(records.map(({ number }) => number)).size).toBe(records.length);
  });

  it('that is superseded names a record that there is', () => {
    const numbers = records.map(({ number }) => number);
    for (const { successor } of records) if (successor) expect(numbers).toContain(successor);
  });

  it('has its row in the index, in order', async () => {
    const index = await readFile(`${FOLDER}README.md`, 'utf8');
    const rows = index.slice(index.indexOf('| record |')).trim().split('\n').slice(2);
    expect(rows).toEqual(
      records.map(
        ({ number, title, file, date, status }) => `| [${number}. ${title}](${file}) | ${date} | ${status} |`,
      ),
    );
  });
});
