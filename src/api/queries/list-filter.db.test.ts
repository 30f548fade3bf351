import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type FiguresRow, withRandomFigures } from '../../../test/support/random-figures.ts';
import { problemSchema } from '../../contract/api.ts';
import { listSchema } from '../../contract/list.ts';
import { sql } from '../../db/sql.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const day = 86_400_000;

/** Each filter, and what it leaves, told a second time. */
const filters: readonly (readonly [string, (row: FiguresRow) => boolean])[] = [
  ['status=open', ({ status }) => status === 'open'],
  ['owner=amy', ({ owner }) => owner === 'amy'],
  ['state=scored&grade=poor', ({ grade }) => grade === 'poor'],
  ['trend=declining', ({ trend }) => trend === 'declining'],
  ['moved=up', (row) => row.before !== null && rank(row.score) > rank(row.before)],
  ['moved=down', (row) => row.before !== null && rank(row.score) < rank(row.before)],
  [
    'atRisk=true',
    (row) =>
      (row.status === null || row.status === 'open') &&
      (row.grade === 'poor' || row.trend === 'declining'),
  ],
  ['staleDays=30', ({ lastAt }) => lastAt === null || lastAt < now - 30 * day],
  ['next=none', ({ nextAt }) => nextAt === null || nextAt <= now],
  ['next=booked', ({ nextAt }) => nextAt !== null && nextAt > now],
  ['closeFrom=2026-11-20', ({ closeOn }) => closeOn !== null && closeOn >= '2026-11-20'],
  ['closeBefore=2026-11-20', ({ closeOn }) => closeOn !== null && closeOn < '2026-11-20'],
  [
    'closeFrom=2026-11-19&closeBefore=2026-11-22',
    ({ closeOn }) => closeOn !== null && closeOn >= '2026-11-19' && closeOn < '2026-11-22',
  ],
  ['undated=true', ({ closeOn }) => closeOn === null],
  ['min=health.score:40', ({ score }) => score !== null && score >= 40],
  [
    'min=health.score:40&max=health.score:60,estimatedValue:50000',
    ({ score, value }) =>
      score !== null && score >= 40 && score <= 60 && value !== null && value <= 50_000,
  ],
  [
    'min=estimatedCloseDate:2026-11-20&max=estimatedCloseDate:2026-12-04',
    ({ closeOn }) => closeOn !== null && closeOn >= '2026-11-20' && closeOn <= '2026-12-04',
  ],
  [
    'min=lastInteractionAt:2026-10-21',
    ({ lastAt }) => lastAt !== null && lastAt >= Date.parse('2026-10-21T00:00:00Z'),
  ],
  // All of that day.
  [
    'max=lastInteractionAt:2026-10-21',
    ({ lastAt }) => lastAt !== null && lastAt < Date.parse('2026-10-22T00:00:00Z'),
  ],
];

function rank(score: number | null): number {
  return score === null ? 0 : score >= 60 ? 2 : score >= 40 ? 1 : 0;
}

describe('the filters of lists', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let rows: readonly FiguresRow[];
  beforeAll(async () => {
    database = await testDatabase();
    rows = await withRandomFigures(database.db, { now, seed: 11, settings: {} });
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  async function ids(asking: Asking, path: string): Promise<readonly string[]> {
    const response = await asking(path);
    expect(response.status, path).toBe(200);
    const list = listSchema.parse(await response.json());
    expect(list.total).toBe(list.rows.length);
    return list.rows.map(({ record }) => record.id).sort();
  }
  const named = (list: readonly FiguresRow[]) => list.map(({ id }) => id).sort();

  it.each(filters)('%s leaves what fits', async (filter, fits) => {
    const asking = await api.signedIn(['operations']);
    let left = 0;
    for (const [type, collection] of [
      ['opportunity', 'opportunities'],
      ['contact', 'contacts'],
    ] as const) {
      const expected = rows.filter((row) => row.type === type && fits(row));
      expect(await ids(asking, `${collection}?limit=500&${filter}`)).toEqual(named(expected));
      left += expected.length;
    }
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(85);
  });

  it('whose=mine leaves what one owns or is on the team of; team what all whom one leads have', async () => {
    const has = (row: FiguresRow, people: readonly string[]) =>
      people.some((id) => row.owner === id || row.team.includes(id));
    const deals = rows.filter(({ type }) => type === 'opportunity');
    for (const [roles, person, led] of [
      [['seller'], 'amy', ['amy']],
      [['seller', 'manager'], 'boss', ['boss', 'amy', 'ben']],
      [['operations', 'manager'], 'boss', ['boss', 'amy', 'ben']],
      [['operations', 'seller'], 'far', ['far']],
    ] as const) {
      const asking = await api.signedIn(roles, person);
      const list = (whose: string) => ids(asking, `opportunities?limit=500&whose=${whose}`);
      expect(await list('mine')).toEqual(named(deals.filter((row) => has(row, [person]))));
      expect(await list('team')).toEqual(named(deals.filter((row) => has(row, led))));
    }
    const nobody = await api.signedIn(['operations']);
    expect(await ids(nobody, 'opportunities?limit=500&whose=mine')).toEqual([]);
  });

  it('a page from any place on is that part of the list; a place and a cursor are one too many', async () => {
    const asking = await api.signedIn(['operations']);
    const page = async (query: string) =>
      listSchema
        .parse(await (await asking(`opportunities?sort=-estimatedValue&${query}`)).json())
        .rows.map(({ record }) => record.id);
    const whole = await page('limit=500');
    expect(await page('limit=7&offset=20')).toEqual(whole.slice(20, 27));
    expect(await page('limit=7&offset=1000')).toEqual([]);
    const first = listSchema.parse(await (await asking('opportunities?limit=2&offset=3')).json());
    const response = await asking(`opportunities?offset=1&cursor=${first.next}`);
    expect(problemSchema.parse(await response.json())).toMatchObject({ field: 'offset' });
    expect(await (await asking(`opportunities?limit=2&cursor=${first.next}`)).json()).toMatchObject(
      await (await asking('opportunities?limit=2&offset=5')).json(),
    );
  });

  it('what is no bound, no day and no number is refused with the words that stood there', async () => {
    const asking = await api.signedIn(['operations']);
    for (const [query, field] of [
      ['min=lastInteractionAt:yesterday', 'min'],
      ['max=name:7', 'max'],
      ['min=health.score:2026-01-01', 'min'],
      ['min=createdAt:2026-13-40', 'min'],
      ['closeBefore=soon', 'closeBefore'],
      ['staleDays=-1', 'staleDays'],
      ['whose=theirs', 'whose'],
      ['atRisk=false', 'atRisk'],
    ]) {
      const response = await asking(`opportunities?${query}`);
      const problem = problemSchema.parse(await response.json());
      expect([response.status, problem.field], query).toEqual([400, field]);
    }
  });

  it('a day is a day of the organisation', async () => {
    const { db } = database;
    const asking = await api.signedIn(['operations']);
    // Midnight in Auckland is at eleven in the morning of the day before in UTC.
    await db.run(sql`update organization set time_zone = 'Pacific/Auckland'`);
    const lastOn = rows.filter(
      ({ type, lastAt }) =>
        type === 'contact' && lastAt !== null && lastAt >= Date.parse('2026-10-20T11:00:00Z'),
    );
    expect(await ids(asking, 'contacts?limit=500&min=lastInteractionAt:2026-10-21')).toEqual(
      named(lastOn),
    );
    await db.run(sql`update organization set time_zone = 'UTC'`);
  });
});
