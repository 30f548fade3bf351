import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  analyticsSchema,
  collectionSchema,
  collections,
  countsSchema,
  ledgerSchema,
} from '../../src/contract/api.ts';
import { listSchema } from '../../src/contract/list.ts';
import { similarSchema } from '../../src/contract/similar.ts';
import { sql } from '../../src/db/sql.ts';
import { type ApiForTests, apiForTests } from '../support/api.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testNow } from '../support/figures.ts';
import { type Settled, settleWorld } from './check.ts';
import type { Visible } from './oracle.ts';

/** The same oracle as for the policies, asked through the API: what comes out of it is what the text allows. */
describe('the API of a random organisation', () => {
  let database: TestDatabase;
  let settled: Settled;
  let api: ApiForTests;
  beforeAll(async () => {
    database = await testDatabase();
    settled = await settleWorld(database.owner, { seed: 7, size: 40 });
    api = apiForTests(database, { now: testNow });
  });
  afterAll(() => database.close());

  const visitors = () =>
    settled.visitors.flatMap(({ login, key, allowed }) =>
      login === null || key === null ? [] : [{ email: login.email, key, login, allowed }],
    );
  async function askingAs(key: number) {
    const ask = await api.withLogin(key);
    return async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | number> => {
      const response = await ask(path);
      return response.ok ? schema.parse(await response.json()) : response.status;
    };
  }
  const seen = (allowed: Visible, table: string) => allowed.get(table) ?? new Set<string>();

  it('lists the records that are somebody’s, in every list and nowhere else', async () => {
    for (const { email, key, login, allowed } of visitors()) {
      const ask = await askingAs(key);
      const listed: string[] = [];
      for (const collection of collectionSchema.options) {
        const list = await ask(`${collection}?limit=500`, listSchema);
        if (typeof list === 'number') continue;
        expect(list.total).toBe(list.rows.length);
        listed.push(...list.rows.map(({ record }) => `${record.type}:${record.id}`));
        for (const { account, contact } of list.rows.map(({ record }) => record)) {
          // A lead's company is a name without a record.
          if (account !== null && account.id !== '') {
            expect(seen(allowed, 'account').has(`account:${account.id}`), email).toBe(true);
          }
          if (contact !== null) {
            expect(seen(allowed, 'contact').has(`contact:${contact.id}`), email).toBe(true);
          }
        }
      }
      expect(listed.sort(), email).toEqual([...seen(allowed, 'record_analytics')].sort());
      const counts = await ask('counts', countsSchema);
      expect(typeof counts === 'number', email).toBe(!login.active);
      if (typeof counts !== 'number') {
        expect(Object.values(counts.records).reduce((sum, count) => sum + count, 0)).toBe(
          listed.length,
        );
      }
    }
  });

  it('opens the page and the ledger of those records alone, and in it the activities that may be read', async () => {
    const all = [...(settled.names.get('record_analytics')?.values() ?? [])];
    let opened = 0;
    let read = 0;
    let closed = 0;
    for (const { email, key, login, allowed } of visitors().slice(0, 12)) {
      const ask = await askingAs(key);
      for (const record of all.filter((_, n) => n % 3 === 0)) {
        const [type = '', id = ''] = record.split(':');
        const collection = collectionSchema.options.find((name) => collections[name] === type);
        const mayOpen = login.active && seen(allowed, 'record_analytics').has(record);
        const page = await ask(`${collection}/${id}/analytics`, analyticsSchema);
        const ledger = await ask(`${collection}/${id}/activities?limit=500`, ledgerSchema);
        const refusals = login.active ? [403, 404] : [401];
        if (typeof page === 'number' || typeof ledger === 'number') {
          expect(mayOpen, `${email} ${record}`).toBe(false);
          expect(refusals).toContain(page);
          expect(refusals).toContain(ledger);
          closed += 1;
          continue;
        }
        expect(mayOpen, `${email} ${record}`).toBe(true);
        opened += 1;
        const shown = JSON.stringify({ page, ledger });
        for (const activity of settled.names.get('activity')?.values() ?? []) {
          if (!seen(allowed, 'activity').has(activity)) {
            expect(shown.includes(`"${activity}"`), `${email} ${record} ${activity}`).toBe(false);
          }
        }
        for (const row of ledger.rows) {
          expect(row.isReadable).toBe(seen(allowed, 'activity').has(row.id));
          if (row.isReadable) read += 1;
          else {
            expect(row).toMatchObject({ subject: null, participants: [], source: null, flags: [] });
          }
          for (const { type: kind, id: other } of row.records) {
            expect(seen(allowed, kind).has(`${kind}:${other}`), `${email} ${other}`).toBe(true);
          }
        }
        for (const deal of page.opportunities) {
          expect(seen(allowed, 'record_analytics').has(`opportunity:${deal.id}`)).toBe(true);
        }
        for (const person of Object.keys(page.names)) {
          const table = person.startsWith('user:') ? 'app_user' : person.split(':')[0];
          expect(seen(allowed, table ?? '').has(person), `${email} ${record} ${person}`).toBe(true);
        }
      }
    }
    expect(Math.min(opened, closed, read)).toBeGreaterThan(50);
  });

  it('finds similar deals among those that one may see, and tells nothing of the others', async () => {
    await database.owner.run(sql`
      update opportunity set estimated_value = 7000 + key,
        status = (array['open', 'won', 'lost'])[key % 3 + 1],
        closed_at = case when key % 3 > 0 then ${new Date(testNow)}::timestamptz - key * interval '1 hour' end`);
    const deals = [...(settled.names.get('opportunity')?.values() ?? [])];
    const named = await database.owner.query<{
      id: string;
      name: string;
      value: number | null;
    }>(sql`
      select id, name, estimated_value as value from opportunity join entity using (key)`);
    let [listed, hidden] = [0, 0];
    for (const { email, key, login, allowed } of visitors()) {
      if (!login.active) continue;
      const ask = await askingAs(key);
      for (const deal of deals.filter((one) => seen(allowed, 'record_analytics').has(one))) {
        const found = await ask(`opportunities/${deal.split(':')[1]}/similar?k=25`, similarSchema);
        if (typeof found === 'number') throw new Error(`${email} ${deal}: ${found}`);
        const shown = [...found.won, ...found.lost];
        for (const { id } of shown) {
          expect(seen(allowed, 'record_analytics').has(`opportunity:${id}`), email).toBe(true);
        }
        listed += shown.length;
        const text = JSON.stringify(found);
        for (const { id, name, value } of named) {
          if (seen(allowed, 'opportunity').has(`opportunity:${id}`)) continue;
          expect(text.includes(`"${id}"`) || text.includes(`"${name}"`), `${email} ${id}`).toBe(
            false,
          );
          if (value !== null) expect(text.includes(`"its":${value}}`)).toBe(false);
          hidden += 1;
        }
      }
    }
    expect(Math.min(listed, hidden)).toBeGreaterThan(50);
  });
});
