import papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApiForTests, apiForTests } from '../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, testNow } from '../../test/support/figures.ts';
import { avery, company, dana } from '../analytics/testing/cast.ts';
import { aContact, anEmail, aUser } from '../analytics/testing/seeds.ts';
import { sql } from '../db/sql.ts';
import { kpiCatalogue } from '../model/kpis.ts';
import { itemsInOrder } from '../rights/testing/erasing.ts';

/** More contacts than are read at a time, one of them with a name that is a formula. */
const many = Array.from({ length: 1100 }, (_, n) =>
  aContact({ id: `c${n}`, name: `Contact ${String(n).padStart(4, '0')}`, ownerId: 'avery' }),
);
const told = company({
  users: [
    aUser({ id: 'avery', name: '=HYPERLINK("x")', emails: [avery] }),
    aUser({ id: 'morgan', emails: ['morgan@us.example'] }),
  ],
  contacts: [
    aContact({ id: 'dana', name: '@Dana, "D"', emails: [dana], ownerId: 'avery' }),
    aContact({ id: 'of morgan', ownerId: 'morgan' }),
    ...many,
  ],
  activities: [
    anEmail({ id: 'one', startsAt: '2026-11-10T09:00:00Z', from: dana, to: [avery] }),
    anEmail({ id: 'two', startsAt: '2026-11-12T09:00:00Z', from: dana, to: [avery] }),
  ],
});
const page = z.object({
  rows: z.array(z.looseObject({ record: z.looseObject({ id: z.string() }) })),
  next: z.string().nullable(),
});

describe('a list as a table', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  beforeAll(async () => {
    database = await testDatabase();
    api = apiForTests(database, { now: testNow });
    await importItems(database.db, itemsInOrder(told), { size: 2000 });
    await settle(database.db);
  });
  afterAll(() => database.close());

  const table = async (query: string) => {
    const asking = await api.signedIn(['seller'], 'avery');
    const response = await asking(`contacts/export.csv?${query}`);
    expect(response.status).toBe(200);
    const text = (await response.text()).replace(/^\ufeff/, '');
    return papa.parse<Record<string, string>>(text.trimEnd(), { header: true }).data;
  };

  it('has every row of the list in its order, and no row that who asks may not see', async () => {
    const asking = await api.signedIn(['seller'], 'avery');
    const listed: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const more = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const found = page.parse(await (await asking(`contacts?sort=-name&limit=500${more}`)).json());
      listed.push(...found.rows.map(({ record }) => record.id));
      cursor = found.next;
    }
    const rows = await table('sort=-name');
    expect(rows).toHaveLength(1101);
    expect(rows.map(({ id }) => id)).toEqual(listed);
    expect(await table('search=Contact%200017')).toHaveLength(1);
  });

  it('has every KPI as a number, and no formula', async () => {
    const row = (await table('search=dana'))[0] ?? {};
    for (const { name } of kpiCatalogue) {
      expect(row).toHaveProperty([`lifetime.${name}`]);
      expect(row).toHaveProperty([`window.${name}`]);
    }
    expect(row).toMatchObject({
      name: `'@Dana, "D"`,
      owner: `'=HYPERLINK("x")`,
      'lifetime.emailsReceived': '2',
      'health.state': 'scored',
    });
  });

  it('has no health, and is not in its order, when the organisation shows none', async () => {
    await database.db.run(sql`
      update organization set settings = settings || '{"showHealth": false}'`);
    const rows = await table('');
    await database.db.run(sql`update organization set settings = settings - 'showHealth'`);
    expect(Object.keys(rows[0] ?? {}).filter((name) => name.startsWith('health'))).toEqual([]);
    expect(rows[0]).toMatchObject({ id: 'dana' });
    expect(rows[1]).toMatchObject({ id: 'c0' });
  });

  it('is refused as a whole when its query does not fit', async () => {
    const asking = await api.signedIn(['seller'], 'avery');
    expect((await asking('contacts/export.csv?sort=nothing')).status).toBe(400);
  });
});
