import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems } from '../../test/support/figures.ts';
import { aBundle, anAccount } from '../analytics/testing/seeds.ts';
import { sql } from '../db/sql.ts';
import { newsSince } from './since.ts';

const day = 86_400_000;
const since = Date.parse('2026-11-10T00:00:00Z');

describe('news since an instant', () => {
  let database: TestDatabase;
  let keys: ReadonlyMap<string, number>;
  beforeAll(async () => {
    database = await testDatabase();
    const accounts = ['a', 'b', 'c'].map((id) => anAccount({ id }));
    await importItems(database.db, bundleItems(aBundle({ accounts })));
    const rows = await database.db.query<{ id: string; key: number }>(
      sql`select id, key from entity where type = 'account'`,
    );
    keys = new Map(rows.map(({ id, key }) => [id, key]));
    await database.db.run(sql`
      insert into news_feed (kind, url, interval_minutes, added_at) values ('own', 'https://paper.example/', 60, now())`);
  });
  afterAll(() => database.close());

  it('are counted by account, with the newest; old ones and those about somebody else are left out', async () => {
    await item('first', { published: since + day, accounts: ['a', 'b'] });
    await item('second', { published: since + 2 * day, accounts: ['a'] });
    await item('old', { published: since - day, accounts: ['a', 'c'] });
    await item('wrong', { published: since + 3 * day, accounts: ['a'] });
    await item('of a wrong source', {
      published: since + 3 * day,
      accounts: ['b'],
      host: 'x.example',
    });
    await reject('a', 'item', 'wrong');
    await reject('b', 'source', 'x.example');
    const found = await newsSince(database.db, [...keys.values()], since);
    expect(found.map(({ accountKey, items, latest }) => [accountKey, items, latest.title])).toEqual(
      [
        [keys.get('a'), 2, 'second'],
        [keys.get('b'), 1, 'first'],
      ],
    );
    expect(found[0]?.latest).toMatchObject({
      url: null,
      source: 'Paper',
      publishedAt: since + 2 * day,
    });
    expect(await newsSince(database.db, [keys.get('c') ?? 0], since)).toEqual([]);
  });

  async function item(
    title: string,
    {
      published,
      accounts,
      host = 'paper.example',
    }: { readonly published: number; readonly accounts: readonly string[]; readonly host?: string },
  ): Promise<void> {
    const at = new Date(published);
    await database.db.run(sql`
      with item as (
        insert into news_item (feed_key, identity, title_key, title, source, source_host, published_at, is_dated,
          first_seen_at, last_seen_at)
        select key, ${title}, ${title}, ${title}, 'Paper', ${host}, ${at}, true, ${at}, ${at} from news_feed
        returning key
      )
      insert into news_match (account_key, item_key, because, words)
      select entity.key, item.key, 'name', '{}' from item, entity where id = any(${accounts})`);
  }

  async function reject(account: string, kind: string, value: string): Promise<void> {
    await database.db.run(sql`
      insert into news_rejection (account_key, kind, value, rejected_at)
      values (${keys.get(account) ?? 0}, ${kind}, ${value}, now())`);
  }
});
