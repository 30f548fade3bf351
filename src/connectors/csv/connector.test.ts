import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import type { Batch } from '../../model/bundle.ts';
import { csvConnector } from './connector.ts';
import { type CsvMapping, parseMapping } from './mapping.ts';
import { createTrial, dealHeader, deals, drained, imported } from './trial.ts';

const { folder, close } = createTrial();
afterAll(close);

describe('rows of a CSV file', () => {
  it('become records, with null for what is blank', async () => {
    const path = await folder({
      'deals.csv': `${dealHeader}1,Roof,gewonnen,1500.50,2026-03-01,2026-03-29\n2,Attic,Offen,,,\n`,
    });
    const { values, rejects } = await imported(path, deals);
    expect(rejects).toEqual([]);
    expect(values).toMatchObject([
      {
        id: '1',
        status: 'won',
        estimatedValue: 1500.5,
        createdAt: Date.parse('2026-02-28T23:00:00Z'),
        closedAt: Date.parse('2026-03-29T21:59:59.999Z'),
      },
      { id: '2', status: 'open', estimatedValue: null, createdAt: null, closedAt: null },
    ]);
  });

  it('are rejected alone, with line, column, value and what was expected', async () => {
    const path = await folder({
      'deals.csv': [
        dealHeader.trim(),
        '1,"two\nlines",Offen,1,2026-03-01,',
        '2,short',
        ',no id,Offen,1,2026-03-01,',
        '4,unknown,Vertagt,1,2026-03-01,',
        '5,no day,Offen,1,2026-02-30,',
        '6,no number,Offen,viel,2026-03-01,',
        '1,again,Offen,1,2026-03-01,',
        '8,good,Offen,1,2026-03-01,',
      ].join('\n'),
    });
    const { values, rejects } = await imported(path, deals);
    expect(values.map((value) => 'id' in value && value.id)).toEqual(['1', '8']);
    expect(rejects).toEqual([
      {
        place: 'deals.csv line 4',
        field: '(row)',
        value: '2 cells',
        expected: '6 cells, as in the header',
      },
      {
        place: 'deals.csv line 5',
        field: 'id (No)',
        value: '(missing)',
        expected: expect.stringContaining('id'),
      },
      {
        place: 'deals.csv line 6',
        field: 'status (State)',
        value: 'Vertagt',
        expected: 'one of open, won, lost',
      },
      {
        place: 'deals.csv line 7',
        field: 'createdAt (Since)',
        value: '2026-02-30',
        expected: 'a date or time that exists',
      },
      {
        place: 'deals.csv line 8',
        field: 'estimatedValue (Value)',
        value: 'viel',
        expected: 'a number',
      },
      {
        place: 'deals.csv line 9',
        field: 'id',
        value: '1',
        expected: 'an id that no other opportunity here has',
      },
    ]);
  });

  it('are the same in every encoding, with every delimiter and line end', async () => {
    const text = `${dealHeader}1,"Dächer; ""neu"", gut",Offen,1500,2026-03-01,\n`;
    const plain = await imported(await folder({ 'deals.csv': text }), deals);
    expect(plain.values).toMatchObject([{ name: 'Dächer; "neu", gut' }]);
    const semicolons = Papa.unparse(Papa.parse<string[]>(text.trim()).data, { delimiter: ';' });
    const windows = [...semicolons].map((letter) => letter.charCodeAt(0));
    const variants: readonly [string | Buffer, object][] = [
      [`\uFEFF${text.replaceAll('\n', '\r\n')}`, {}],
      [text.replaceAll('\n', '\r'), {}],
      [gzipSync(text), {}],
      [Buffer.from(`\uFEFF${text}`, 'utf16le'), {}],
      [Buffer.from(text, 'utf16le'), {}],
      [Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), {}],
      [`sep=;\r\n${semicolons}`, {}],
      [semicolons, {}],
      [Buffer.from(windows), { encoding: 'windows-1252', delimiter: ';' }],
      [`Report of today\n\n${text}`, { skipLines: 2 }],
      [text.slice(dealHeader.length), { header: dealHeader.trim().split(',') }],
    ];
    for (const [content, options] of variants) {
      const path = await folder({ 'deals.csv': content });
      const mapping = { ...deals, files: { 'deals.csv': options } };
      expect((await imported(path, mapping)).values).toEqual(plain.values);
    }
  });

  it('are the same, and told with the same remarks, however often the import is cut off', async () => {
    const row = fc.record({
      id: fc.constantFrom('1', '2', '3', ''),
      name: fc.string({ unit: fc.constantFrom('a', '"', ',', '\n'), maxLength: 4 }),
      owner: fc.constantFrom('Ann', 'Bob', 'Cy'),
    });
    const mapping = parseMapping({
      timeZone: 'UTC',
      tables: [
        {
          file: 'rows.csv',
          type: 'account',
          fields: {
            id: 'id',
            name: 'name',
            ownerId: { from: 'owner', lookup: { file: 'people.csv', key: 'name', value: 'id' } },
          },
        },
      ],
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 2, max: 5 }),
        async (rows, size) => {
          const path = await folder({
            'rows.csv': Papa.unparse(rows),
            'people.csv': 'id,name\n7,Ann\n8,Bob',
          });
          const whole = await drained(path, mapping);
          const pieces: Batch[] = [];
          for (let cursor: string | null = null; ; ) {
            const next = await firstBatch(path, mapping, { cursor, size });
            if (next === null) break;
            pieces.push(next);
            cursor = next.cursor;
          }
          expect(pieces.flatMap(({ items }) => items)).toEqual(whole.flatMap(({ items }) => items));
          expect(pieces.flatMap(({ rejects }) => rejects)).toEqual(
            whole.flatMap(({ rejects }) => rejects),
          );
          expect(pieces.at(-1)?.progress.done).toBeLessThanOrEqual(
            pieces.at(-1)?.progress.total ?? 0,
          );
        },
      ),
      { numRuns: 15 },
    );
  }, 20_000);
});

async function firstBatch(
  path: string,
  mapping: CsvMapping,
  from: { readonly cursor: string | null; readonly size: number },
): Promise<Batch | null> {
  const run = { cursor: from.cursor, signal: new AbortController().signal };
  for await (const batch of csvConnector(path, mapping, { batchSize: from.size })(run))
    return batch;
  return null;
}
