import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseMapping, readMapping } from './mapping.ts';
import { createTrial, deals, imported, problemOf } from './trial.ts';

const { folder, close } = createTrial();
afterAll(close);

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

  it('is told with an example in the documentation that holds', async () => {
    const page = await readFile(new URL('../../../docs/csv-mapping.md', import.meta.url), 'utf8');
    const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';
    const path = await folder({
      'mapping.json': example,
      'accounts.csv':
        'Customer no.,Company,Website,Customer since,Region\n7,Acme,www.acme.example,01.02.2020,East\n',
      'deals.csv':
        'Deal;Deleted;Product;Company;Phase;Close date\n1;;GTXPro;Acme;Gewonnen;03.04.2026\n2;yes;;;;\n',
      'products.csv': 'Product,List price\nGTX Pro,"4.821,00"\n',
    });
    const mapping = await readMapping(join(path, 'mapping.json'));
    const { values, rejects } = await imported(path, mapping);
    expect(values).toMatchObject([
      { id: '7', domains: ['acme.example'], custom: { region: 'East' } },
      {
        id: '1',
        name: 'GTXPro for Acme',
        accountId: '7',
        status: 'won',
        estimatedValue: 4821,
        estimatedCloseDate: '2026-04-03',
      },
    ]);
    expect(rejects).toMatchObject([{ place: 'deals.csv line 3', field: 'Deleted' }]);
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
