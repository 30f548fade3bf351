import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch, Item, Reject } from '../../model/bundle.ts';
import { Problem } from '../../model/problem.ts';
import { csvConnector } from './connector.ts';
import { type CsvMapping, parseMapping } from './mapping.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rapport-csv-'));
});
afterAll(() => rm(root, { recursive: true }));

let folders = 0;
async function folder(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  folders += 1;
  const path = join(root, String(folders));
  await mkdir(path);
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return path;
}

async function drained(path: string, mapping: CsvMapping, batchSize = 1000): Promise<Batch[]> {
  const batches: Batch[] = [];
  const signal = new AbortController().signal;
  for await (const batch of csvConnector(path, mapping, { batchSize })({ cursor: null, signal })) {
    batches.push(batch);
  }
  return batches;
}

async function imported(
  path: string,
  mapping: unknown,
): Promise<{ readonly values: readonly Item['value'][]; readonly rejects: readonly Reject[] }> {
  const batches = await drained(path, parseMapping(mapping));
  return {
    values: batches.flatMap(({ items }) => items.map(({ value }) => value)),
    rejects: batches.flatMap(({ rejects }) => rejects),
  };
}

async function problemOf(attempt: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await attempt.catch((error: unknown) => error);
  if (thrown instanceof Problem) return thrown;
  throw new Error(`no Problem: ${String(thrown)}`);
}

const deals = {
  timeZone: 'Europe/Berlin',
  tables: [
    {
      file: 'deals.csv',
      type: 'opportunity',
      fields: {
        id: 'No',
        name: 'Title',
        status: { from: 'State', values: { Offen: 'open', Gewonnen: 'won' } },
        estimatedValue: 'Value',
        createdAt: 'Since',
        closedAt: 'Closed',
      },
    },
  ],
};
const dealHeader = 'No,Title,State,Value,Since,Closed\n';

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

  it('are told in rows, bytes and in one piece with what came before, however often they are cut off', async () => {
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
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
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
      { numRuns: 30 },
    );
  });
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

describe('dates and numbers that can be read in two ways', () => {
  const rowsOf = (...since: readonly string[]) =>
    dealHeader + since.map((date, index) => `${index},x,Offen,1,"${date}",\n`).join('');

  it('stop the import before its first batch, until the mapping says how', async () => {
    const path = await folder({ 'deals.csv': rowsOf('31/12/2025', '04/05/2026') });
    const problem = await problemOf(imported(path, deals));
    expect(problem).toMatchObject({
      code: 'csv_dates_unclear',
      field: 'tables[0].dateOrder',
      value: '04/05/2026 (line 3)',
    });
    expect(problem.hint).toContain('31/12/2025 in line 2 can only be dmy');
    const day = async (dateOrder: string) => {
      const { values } = await imported(path, { ...deals, dateOrder });
      return values.map(
        (value) =>
          'createdAt' in value && new Date(value.createdAt ?? 0).toISOString().slice(0, 10),
      );
    };
    expect(await day('dmy')).toEqual(['2025-12-30', '2026-05-03']);
    expect(await day('mdy')).toEqual(['2026-04-04']);
  });

  it('need no word when every value can be read in one way only', async () => {
    const path = await folder({
      'deals.csv': rowsOf('31/12/2025', '05/05/2026', '2026-01-02', '3 May 2026'),
    });
    expect((await imported(path, deals)).values).toHaveLength(4);
  });

  it('stop the import also when the values contradict each other; then the wrong rows are rejected', async () => {
    const path = await folder({ 'deals.csv': rowsOf('31/12/2025', '12/31/2025') });
    expect((await problemOf(imported(path, deals))).code).toBe('csv_dates_unclear');
    const { values, rejects } = await imported(path, { ...deals, dateOrder: 'dmy' });
    expect(values).toHaveLength(1);
    expect(rejects).toMatchObject([
      {
        place: 'deals.csv line 3',
        value: '12/31/2025',
        expected: 'a date or time that exists, dmy',
      },
    ]);
  });

  it('are asked about numbers in the same way', async () => {
    const path = await folder({
      'deals.csv': `${dealHeader}1,x,Offen,"1.234",,\n2,x,Offen,"12,5",,\n`,
    });
    const problem = await problemOf(imported(path, deals));
    expect(problem).toMatchObject({
      code: 'csv_numbers_unclear',
      field: 'tables[0].decimal',
      value: '1.234 (line 2)',
    });
    expect(problem.hint).toContain('12,5 in line 3 can only be ,');
    const { values } = await imported(path, { ...deals, decimal: ',' });
    expect(values).toMatchObject([{ estimatedValue: 1234 }, { estimatedValue: 12.5 }]);
  });

  it('and so is an encoding that no mark and no UTF-8 tells', async () => {
    const path = await folder({
      'deals.csv': Buffer.from(`${dealHeader}1,Müller,Offen,1,,\n2,x,Offen,1,,\n`, 'latin1'),
    });
    const problem = await problemOf(imported(path, deals));
    expect(problem).toMatchObject({
      code: 'csv_encoding',
      field: 'files.deals.csv.encoding',
      value: '1,Müller,Offen,1,,',
    });
    const strict = await imported(path, {
      ...deals,
      files: { 'deals.csv': { encoding: 'utf-8' } },
    });
    expect(strict.values).toMatchObject([{ id: '2' }]);
    expect(strict.rejects).toMatchObject([
      { place: 'deals.csv line 2', expected: 'text in utf-8' },
    ]);
  });
});

describe('values that are looked up in another file', () => {
  const files = {
    'products.csv': 'product,price\nRoof Pro,100\nRoof Basic,50\n',
    'people.csv':
      'id,name,email\nu1,Ann,ann@us.example\nu2,Bob,bob@us.example\nu3,Bob,bob2@us.example\n',
    'members.csv': 'deal,person\nd1,u1\nd1,u2\nd9,u3\n',
    'deals.csv': 'id,product,owner\nd1,RoofPro,Ann\nd2,RoofPro,Bob\nd3,Roof Basic,Zoe\n',
  };
  const product = {
    from: 'product',
    lookup: { file: 'products.csv', key: 'product', value: 'price' },
  };
  const mapped = (fields: object) => ({
    timeZone: 'UTC',
    tables: [{ file: 'deals.csv', type: 'opportunity', fields: { id: 'id', ...fields } }],
  });

  it('match exactly or by an alias, never by likeness; what fails is told once, with its count and what is near', async () => {
    const path = await folder(files);
    const exact = await imported(path, mapped({ estimatedValue: product }));
    expect(exact.values).toMatchObject([
      { estimatedValue: null },
      { estimatedValue: null },
      { estimatedValue: 50 },
    ]);
    expect(exact.rejects).toEqual([
      {
        place: 'deals.csv',
        field: 'estimatedValue (product)',
        value: 'RoofPro',
        expected: expect.stringMatching(/"Roof Pro" is near.*left out of 2 rows, first line 2/),
      },
    ]);
    const lookup = { ...product.lookup, aliases: { RoofPro: 'Roof Pro' } };
    const aliased = await imported(path, mapped({ estimatedValue: { ...product, lookup } }));
    expect(aliased.rejects).toEqual([]);
    expect(aliased.values).toMatchObject([
      { estimatedValue: 100 },
      { estimatedValue: 100 },
      { estimatedValue: 50 },
    ]);
  });

  it('reject the row, or are left out in silence, when the mapping says so', async () => {
    const path = await folder(files);
    const strict = { ...product, lookup: { ...product.lookup, unmatched: 'reject' } };
    const { values, rejects } = await imported(path, mapped({ estimatedValue: strict }));
    expect(values).toHaveLength(1);
    expect(rejects.map(({ place }) => place)).toEqual(['deals.csv line 2', 'deals.csv line 3']);
    const silent = { ...product, lookup: { ...product.lookup, unmatched: 'ignore' } };
    expect((await imported(path, mapped({ estimatedValue: silent }))).rejects).toEqual([]);
  });

  it('do not choose one of two rows of the same name', async () => {
    const path = await folder(files);
    const owner = { from: 'owner', lookup: { file: 'people.csv', key: 'name', value: 'id' } };
    const { values, rejects } = await imported(path, mapped({ ownerId: owner }));
    expect(values).toMatchObject([{ ownerId: 'u1' }, { ownerId: null }, { ownerId: null }]);
    expect(rejects.map(({ value }) => value)).toEqual(['Bob: u2, u3', 'Zoe']);
  });

  it('go through a table of pairs to a list, and on to a third file', async () => {
    const path = await folder(files);
    const step = { file: 'members.csv', key: 'deal', value: 'person', unmatched: 'ignore' };
    const teamIds = { from: 'id', lookup: step };
    expect((await imported(path, mapped({ teamIds }))).values).toMatchObject([
      { teamIds: ['u1', 'u2'] },
      { teamIds: [] },
      {},
    ]);
    const activities = {
      timeZone: 'UTC',
      tables: [
        {
          file: 'deals.csv',
          type: 'activity',
          fields: {
            id: 'id',
            kind: { constant: 'appointment' },
            startsAt: { constant: '2026-01-01' },
            required: {
              from: 'id',
              lookup: [step, { file: 'people.csv', key: 'id', value: 'email' }],
            },
          },
        },
      ],
    };
    expect((await imported(path, activities)).values[0]).toMatchObject({
      required: ['ann@us.example', 'bob@us.example'],
    });
  });
});

describe('a mapping', () => {
  const header = 'Id,Given,Family,Mails,Site,Gone,Zone,Minutes,Seen,Ref';
  const people = (row: string, fields: object, type = 'contact') =>
    folder({ 'people.csv': `${header}\n${row}\n` }).then((path) =>
      imported(path, {
        timeZone: 'UTC',
        tables: [{ file: 'people.csv', type, fields: { id: 'Id', ...fields } }],
      }),
    );

  it('puts columns together, splits cells and takes the first that is filled', async () => {
    const row = '1,Ada,Lovelace,"A@x.example; Ada <b@x.example>",,,,,,';
    const fields = {
      name: '{Given} {Family}',
      emails: { from: 'Mails', split: ';' },
      jobTitle: ['Site', { from: 'Zone', default: 'none' }],
    };
    expect((await people(row, fields)).values).toMatchObject([
      { name: 'Ada Lovelace', emails: ['a@x.example', 'b@x.example'], jobTitle: 'none' },
    ]);
    expect((await people('1,,,,,,,,,', fields)).values).toMatchObject([{ name: '1', emails: [] }]);
  });

  it('reads web addresses as domains, units of durations, epochs, and words by their beginning', async () => {
    const domains = {
      domains: ['Site'],
      'custom.seen': { from: 'Seen', epoch: 'seconds', as: 'day' },
    };
    expect(
      (await people('1,,,,https://www.Acme.example/shop,,,,86400,', domains, 'account')).values,
    ).toMatchObject([{ domains: ['acme.example'], custom: { seen: '1970-01-02' } }]);
    const call = {
      kind: { constant: 'phonecall' },
      startsAt: { from: 'Seen', epoch: 'milliseconds' },
      durationMinutes: { from: 'Minutes', unit: 'seconds' },
      'regarding.id': 'Ref',
      'regarding.type': { from: 'Ref', startsWith: { '006': 'opportunity' } },
    };
    expect((await people('1,,,,,,,90,60000,006A', call, 'activity')).values).toMatchObject([
      { startsAt: 60000, durationMinutes: 1.5, regarding: { type: 'opportunity', id: '006A' } },
    ]);
    expect((await people('1,,,,,,,90,60000,500A', call, 'activity')).values).toMatchObject([
      { regarding: null },
    ]);
  });

  it('leaves rows out, values out, or fields blank, on conditions of columns and of fields', async () => {
    const path = await folder({
      'd.csv':
        'id,gone,stage,day,zone\n1,yes,won,2026-01-01,UTC\n2,,won,2026-01-01,UTC\n3,,new,2026-01-01,Moon\n',
    });
    const table = (type: string, fields: object) => ({
      timeZone: 'UTC',
      tables: [
        {
          file: 'd.csv',
          type,
          skip: [{ column: 'gone', is: ['Yes'] }],
          fields: { id: 'id', ...fields },
        },
      ],
    });
    const closed = {
      status: { from: 'stage', values: { won: 'won' }, otherwise: 'open' },
      closedAt: { from: 'day', when: { field: 'status', is: ['won'] } },
    };
    const opportunities = await imported(path, table('opportunity', closed));
    expect(opportunities.values).toMatchObject([
      { id: '2', closedAt: expect.any(Number) },
      { id: '3', closedAt: null },
    ]);
    expect(opportunities.rejects).toMatchObject([{ place: 'd.csv line 2', field: 'gone' }]);
    const contacts = await imported(
      path,
      table('contact', { timeZone: { from: 'zone', lenient: true } }),
    );
    expect(contacts.values).toMatchObject([
      { id: '2', timeZone: 'UTC' },
      { id: '3', timeZone: null },
    ]);
    expect(contacts.rejects[1]).toMatchObject({
      place: 'd.csv',
      value: 'Moon',
      expected: expect.stringContaining('line 4'),
    });
  });

  it('finds columns loosely when told so, and blanks those that are not there', async () => {
    const path = await folder({ 'a.csv': 'property_record_id,OwnerId\n1,u1\n' });
    const mapping = (options: object) => ({
      timeZone: 'UTC',
      files: { a: { name: ['none.csv', 'a.csv'], ...options } },
      tables: [
        {
          file: 'a',
          type: 'account',
          fields: { id: 'Record ID', ownerId: 'owner_id', industry: 'Sector' },
        },
      ],
    });
    const loose = { looseColumns: true, optionalColumns: true };
    expect((await imported(path, mapping(loose))).values).toMatchObject([
      { id: '1', ownerId: 'u1', industry: null },
    ]);
    const problem = await problemOf(imported(path, mapping({ looseColumns: true })));
    expect(problem).toMatchObject({
      code: 'csv_column_missing',
      field: 'Sector',
      value: 'property_record_id, OwnerId',
    });
  });

  it('is refused with the key that is wrong', async () => {
    const table = { file: 'a.csv', type: 'account', fields: { id: 'id' } };
    const refused = (mapping: object) =>
      problemOf(
        Promise.resolve().then(() =>
          parseMapping({ timeZone: 'UTC', tables: [table], ...mapping }),
        ),
      );
    expect(await refused({ timeZone: 'Mars' })).toMatchObject({
      code: 'csv_mapping',
      field: 'timeZone',
    });
    expect(await refused({ tables: [{ ...table, fields: { id: 'id', nam: 'x' } }] })).toMatchObject(
      {
        field: 'tables[0].fields.nam',
        message: expect.stringContaining('did you mean name?'),
      },
    );
    expect(await refused({ tables: [{ ...table, fields: { name: 'x' } }] })).toMatchObject({
      field: 'tables[0].fields.id',
    });
    expect(await refused({ tables: [{ ...table, file: '../secret.csv' }] })).toMatchObject({
      field: 'tables[0].file',
    });
    const fields = {
      id: 'id',
      name: { from: 'x', when: { field: 'industry', is: ['y'] } },
      industry: 'z',
    };
    expect(await refused({ tables: [{ ...table, fields }] })).toMatchObject({
      field: 'tables[0].fields.name.when.field',
    });
  });

  it('is refused when its files are not there', async () => {
    const path = await folder({ 'deal.csv': 'No\n' });
    expect(await problemOf(imported(path, deals))).toMatchObject({
      code: 'csv_file_missing',
      hint: 'Did you mean deal.csv?',
    });
    expect(
      (
        await problemOf(
          imported(join(path, 'deal.csv'), {
            ...deals,
            tables: [...deals.tables, { ...deals.tables[0], file: 'b.csv' }],
          }),
        )
      ).code,
    ).toBe('csv_folder_expected');
    expect((await problemOf(imported(join(path, 'none'), deals))).code).toBe('file_unreadable');
  });
});
