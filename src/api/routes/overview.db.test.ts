import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type FiguresRow, withRandomFigures } from '../../../test/support/random-figures.ts';
import { converted } from '../../analytics/currency.ts';
import { listSchema } from '../../contract/list.ts';
import { type FigureOfList, type Overview, overviewSchema } from '../../contract/overview.ts';
import { sql } from '../../db/sql.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const settings = {
  currency: 'EUR',
  rates: [
    { currency: 'USD', rate: 0.5, from: null },
    { currency: 'USD', rate: 0.9, from: '2026-11-01' },
    { currency: 'USD', rate: 3, from: '2027-01-01' },
  ],
};

describe('the overview', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let rows: readonly FiguresRow[];
  beforeAll(async () => {
    database = await testDatabase();
    rows = await withRandomFigures(database.db, { now, seed: 4, settings });
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  const overview = async (asking: Asking): Promise<Overview> =>
    overviewSchema.parse(await (await asking('overview')).json());

  /** Every reader, with the records that they may see. */
  const readers = async () =>
    [
      { asking: await api.signedIn(['operations']), sees: () => true },
      {
        asking: await api.signedIn(['manager'], 'boss'),
        sees: (row: FiguresRow) =>
          ['boss', 'amy', 'ben'].some((id) => row.owner === id || row.team.includes(id)),
      },
      {
        asking: await api.signedIn(['administrator'], 'far'),
        sees: (row: FiguresRow) => row.owner === 'far' || row.team.includes('far'),
      },
      { asking: await api.signedIn(['administrator']), sees: () => false },
    ] as const;

  const isOpen = ({ status }: FiguresRow) => status === null || status === 'open';
  const isAtRisk = (row: FiguresRow) => row.grade === 'poor' || row.trend === 'declining';
  const rank = (score: number | null) =>
    score === null ? 0 : score >= 60 ? 3 : score >= 40 ? 2 : 1;

  it('counts what every reader may see, type by type', async () => {
    for (const { asking, sees } of await readers()) {
      const found = await overview(asking);
      for (const one of found.types) {
        const open = rows.filter((row) => row.type === one.type && isOpen(row) && sees(row));
        const moved = open.filter(({ score, before }) => score !== null && before !== null);
        expect(one.open.count).toBe(open.length);
        for (const { grade, figure } of one.grades)
          expect(figure.count).toBe(open.filter((row) => row.grade === grade).length);
        expect(one.grades.map(({ grade }) => grade)).toEqual(['good', 'fair', 'poor']);
        for (const { state, figure } of one.unscored)
          expect(figure.count).toBe(open.filter((row) => row.state === state).length);
        expect(
          [...one.grades, ...one.unscored].reduce((sum, { figure }) => sum + figure.count, 0),
        ).toBe(open.length);
        expect([one.movedUp.count, one.movedDown.count]).toEqual([
          moved.filter(({ score, before }) => rank(score) > rank(before)).length,
          moved.filter(({ score, before }) => rank(score) < rank(before)).length,
        ]);
      }
      expect(found.types).toHaveLength(4);
    }
    const all = await overview((await readers())[0].asking);
    const moves = all.types.map(({ movedUp, movedDown }) => movedUp.count * movedDown.count);
    expect(Math.max(...moves)).toBeGreaterThan(0);
  });

  it('adds up what deals at risk are worth, by the rates of the day; what has no rate is counted apart', async () => {
    for (const { asking, sees } of await readers()) {
      const { valueAtRisk } = await overview(asking);
      const deals = rows.filter((row) => row.type === 'opportunity' && isOpen(row) && sees(row));
      const risky = deals.filter(isAtRisk);
      const worth = (row: FiguresRow) => converted(row, '2026-11-20', settings);
      const sum = (list: readonly FiguresRow[]) =>
        list.reduce((total, row) => total + (worth(row) ?? 0), 0);
      expect(valueAtRisk.deals.count).toBe(risky.length);
      expect(valueAtRisk.value).toBeCloseTo(sum(risky), 6);
      expect(valueAtRisk.openValue).toBeCloseTo(sum(deals), 6);
      expect(valueAtRisk.currency).toBe('EUR');
      expect([valueAtRisk.withoutValue, valueAtRisk.withoutRate]).toEqual([
        risky.filter(({ value }) => value === null).length,
        risky.filter((row) => row.value !== null && worth(row) === null).length,
      ]);
    }
    const { valueAtRisk } = await overview((await readers())[0].asking);
    expect(Math.min(valueAtRisk.withoutValue, valueAtRisk.withoutRate)).toBeGreaterThan(0);
  });

  it('compares deals in lists by the same rates: a row tells what it is worth', async () => {
    const asking = await api.signedIn(['operations']);
    const told = new Map<string, number | null>();
    let next: string | null = '';
    while (next !== null) {
      const after: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page = await asking(`opportunities?sort=name&limit=500${after}`);
      const list = listSchema.parse(await page.json());
      for (const { record, worth } of list.rows) told.set(record.id, worth);
      next = list.next;
    }
    const deals = rows.filter(({ type }) => type === 'opportunity');
    expect(told.size).toBe(deals.length);
    for (const deal of deals)
      expect(told.get(deal.id), deal.id).toBe(converted(deal, '2026-11-20', settings));
    expect(deals.some(({ id, value }) => value !== null && told.get(id) === null)).toBe(true);
  });

  it('opens every figure as the list of exactly so many records', async () => {
    for (const { asking } of await readers()) {
      const found = await overview(asking);
      const figures: FigureOfList[] = [
        found.valueAtRisk.deals,
        ...found.types.flatMap(({ open, grades, unscored, movedUp, movedDown }) => [
          ...[open, movedUp, movedDown],
          ...[...grades, ...unscored].map(({ figure }) => figure),
        ]),
      ];
      for (const { count, list } of figures) {
        const query = new URLSearchParams({ ...list.query, limit: '1' });
        const response = await asking(`${list.collection}?${query}`);
        const { total } = listSchema.parse(await response.json());
        expect(total, `${list.collection}?${query}`).toBe(count);
      }
    }
  });

  it('counts stale sources, and names them to administrators', async () => {
    await database.db.run(sql`delete from source where not exists (
      select from activity where source_key = source.key)`);
    await database.db.run(sql`update source set synced_at = ${new Date(now)}`);
    for (const [name, days] of [
      ['fresh', 1.9],
      ['old', 2.1],
      ['never', null],
    ] as const) {
      const at = days === null ? null : new Date(now - days * 86_400_000);
      await database.db.run(
        sql`insert into source (kind, name, synced_at) values ('mail', ${name}, ${at})`,
      );
    }
    const administrator = await overview(await api.signedIn(['administrator']));
    expect(administrator.staleSources).toMatchObject({
      days: 2,
      count: 2,
      sources: [{ name: 'never', syncedAt: null }, { name: 'old' }],
    });
    for (const role of ['manager', 'operations'] as const) {
      const other = await overview(await api.signedIn([role]));
      expect(other.staleSources).toMatchObject({ count: 2, sources: null });
    }
  });

  it('is not for sellers, and says nothing of people', async () => {
    expect((await (await api.signedIn(['seller'], 'amy'))('overview')).status).toBe(403);
    expect((await api.asNobody('overview')).status).toBe(401);
    const text = JSON.stringify(await overview((await readers())[0].asking));
    for (const person of ['boss', 'amy', 'ben', 'far', 'owner']) expect(text).not.toContain(person);
  });
});
