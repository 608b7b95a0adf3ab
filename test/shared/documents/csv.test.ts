import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csv } from '#documents/csv.ts';

it('quotes any cell so that it is read back as one, and never as a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }), (cells) => {
      const [row = []] = parse(csv([cells]), { bom: true, relax_column_count: true }) as string[][];
      expect(row.map((cell, i) => cell === cells[i] || cell === `'${cells[i]}`)).toEqual(cells.map(() => true));
      for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});

it('begins with a byte order mark, ends each line as Windows does, and quotes what a spreadsheet might split', () => {
  expect(
    csv([
      ['a', 'b'],
      ['1;2', "O'Brien", 'plain'],
      ['say "so"', '=1+1', ''],
    ]),
  ).toBe('\ufeffa,b\r\n"1;2","O\'Brien",plain\r\n"say ""so""","\'=1+1",\r\n');
});
