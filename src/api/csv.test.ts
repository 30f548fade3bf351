import fc from 'fast-check';
import papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvLines, csvResponse } from './csv.ts';

describe('a table as CSV', () => {
  it.each([
    '=1+1',
    '+49 30 1234',
    '-2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\n=1',
    '=1\nnext line',
    '＝1',
    '－1',
  ])('holds %j as text', (text) => {
    expect(papa.parse<string[]>(csvLines([[text]]), { delimiter: ',' }).data[0]?.[0]).toBe(
      `'${text}`,
    );
  });

  it('holds numbers as numbers, also below zero, and nothing for what is not known', () => {
    expect(csvLines([[-1.5, 0, null, true, 'plain']])).toBe('-1.5,0,,true,plain\r\n');
  });

  it('gives back whatever text stood in it, but for the quote before formulas', () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), {
          minLength: 1,
        }),
        (rows) => {
          const width = rows[0]?.length ?? 0;
          const table = rows.map((row) => Array.from({ length: width }, (_, n) => row[n] ?? ''));
          const { data } = papa.parse<string[]>(csvLines(table).replace(/\r\n$/, ''), {
            newline: '\r\n',
          });
          expect(data.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
            table.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
          );
        },
      ),
    ));

  it('comes as a file in UTF-8 that says so', async () => {
    const pages = async function* () {
      yield [['Zoë']];
      yield [];
      yield [['=2']];
    };
    const response = csvResponse('a "list"', ['name'], pages());
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a__list_.csv"');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.subarray(3).toString()).toBe("name\r\nZoë\r\n'=2\r\n");
  });
});
