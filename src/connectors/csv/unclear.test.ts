import { afterAll, describe, expect, it } from 'vitest';
import { createTrial, dealHeader, deals, imported, problemOf } from './trial.ts';

const { folder, close } = createTrial();
afterAll(close);

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
