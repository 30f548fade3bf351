import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems } from '../../test/support/figures.ts';
import { aBundle, anAccount } from '../analytics/testing/seeds.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import type { OrganizationSettings } from '../model/entities.ts';
import { keepGiven } from './given.ts';
import { type FeedServer, feedServer, rss } from './testing/servers.ts';
import { type NewsWorker, openNews } from './worker.ts';

const start = Date.parse('2026-11-20T12:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;

describe('news', () => {
  let database: TestDatabase;
  let server: FeedServer;
  let news: NewsWorker;
  let now = start;
  beforeAll(async () => {
    database = await testDatabase();
    server = await feedServer();
    const accounts = [
      anAccount({ id: 'contoso', name: 'Contoso Pharma AG', domains: ['contosopharma.com'] }),
      anAccount({ id: 'fabrikam', name: 'Fabrikam, Inc.', website: 'www.fabrikam.com' }),
      anAccount({
        id: 'adatum',
        name: 'Adatum Werke',
        website: 'https://de.linkedin.com/company/adatum',
      }),
      anAccount({ id: 'orange', name: 'Orange SA', domains: ['gmail.com'] }),
    ];
    await importItems(database.db, bundleItems(aBundle({ accounts })));
    news = openNews(database.db, {
      fetchDocument: server.fetchDocument,
      clock: () => now,
      chance: () => 0.5,
      signal: new AbortController().signal,
      apartMs: 0,
    });
    await news.round();
  });
  afterAll(async () => {
    await news.close();
    server.close();
    await database.close();
  });
  beforeEach(async () => {
    await database.db.run(sql`delete from news_feed`);
    await database.db.run(sql`delete from news_rejection`);
    await set({ search: false, sites: false, keepDays: 90 });
    now = start;
  });

  it('come from a feed when it is due, once, with the accounts that they are about', async () => {
    server.put('http://paper.com/feed', rss(paper));
    const key = await add('http://paper.com/feed');
    await news.round();
    expect(await matches()).toEqual([
      ['Contoso Pharma buys Fabrikam', 'contoso', 'name', ['Contoso Pharma']],
      ['Contoso Pharma buys Fabrikam', 'fabrikam', 'name', ['Fabrikam']],
      ['Mail from the market', 'contoso', 'domain', ['contosopharma.com']],
    ]);
    expect(await feed(key)).toMatchObject({
      failures: 0,
      failure: null,
      title: 'Paper',
      next_at: now + hour,
    });
    const before = server.asked().length;
    await news.round();
    expect(server.asked()).toHaveLength(before);
    now += hour;
    await news.round();
    expect(server.asked()).toHaveLength(before + 1);
    expect(await matches()).toHaveLength(3);
  });

  it('are the same from another feed, under another address and from a search', async () => {
    server.put('http://paper.com/feed', rss(paper));
    server.put(
      'http://other.com/feed',
      rss([
        {
          title: 'CONTOSO PHARMA buys Fabrikam!',
          link: 'http://other.com/1',
          date: date(start - hour),
        },
        {
          title: 'Another headline for the same page',
          link: 'https://www.paper.com/2?utm_source=x',
        },
        { title: 'Contoso Pharma has something else to say', link: 'http://other.com/3' },
      ]),
    );
    await add('http://paper.com/feed');
    await news.round();
    const items = await count('news_item');
    const other = await add('http://other.com/feed');
    expect(await news.fetchNow(other)).toEqual({ outcome: 'read', items: 3, added: 1, matched: 1 });
    expect(await count('news_item')).toBe(items + 1);
  });

  it('of a feed of one account are about that account', async () => {
    server.put(
      'http://fruit.com/feed',
      rss([{ title: 'Juice is dear', link: 'http://fruit.com/1' }]),
    );
    await add('http://fruit.com/feed', 'orange');
    await news.round();
    expect(await matches()).toEqual([['Juice is dear', 'orange', 'feed', ['fruit.com']]]);
    // Also when it named the account, and the account is called something else by then.
    server.put(
      'http://toys.com/feed',
      rss([{ title: 'Wingtip Toys floats', link: 'http://toys.com/1' }]),
    );
    await bring(anAccount({ id: 'wingtip', name: 'Wingtip Toys' }));
    await add('http://toys.com/feed', 'wingtip');
    await news.round();
    const floats = ['Wingtip Toys floats', 'wingtip'];
    expect(await matches()).toContainEqual([...floats, 'name', ['Wingtip Toys']]);
    await bring(anAccount({ id: 'wingtip', name: 'Litware' }));
    expect(await matches()).toContainEqual([...floats, 'feed', ['toys.com']]);
  });

  it('are not asked for again when nothing changed', async () => {
    server.put('http://paper.com/feed', { body: rss(paper), headers: { etag: '"7"' } });
    const key = await add('http://paper.com/feed');
    await news.round();
    expect(await news.fetchNow(key)).toMatchObject({ outcome: 'unchanged' });
    expect(server.asked().at(-1)?.headers['if-none-match']).toBe('"7"');
    expect(await feed(key)).toMatchObject({ failures: 0, answered_at: now });
  });

  it('of a feed that fails are tried later and later, and the reason stands with it', async () => {
    const key = await add('http://paper.com/nothing');
    await news.round();
    expect(await feed(key)).toMatchObject({
      failures: 1,
      failure: 'status',
      failure_detail: '404',
      next_at: now + 2 * hour,
    });
    now += 2 * hour;
    await news.round();
    expect(await feed(key)).toMatchObject({ failures: 2, next_at: now + 4 * hour });
    server.put('http://paper.com/nothing', { body: '', status: 410 });
    now += 4 * hour;
    await news.round();
    expect(await feed(key)).toMatchObject({ failures: 3, failure: 'gone', next_at: null });
    server.put('http://paper.com/nothing', rss([]));
    await news.fetchNow(key);
    expect(await feed(key)).toMatchObject({ failures: 0, failure: null, next_at: now + hour });
    server.put('http://paper.com/nothing', 'no feed');
    await news.fetchNow(key);
    expect(await feed(key)).toMatchObject({ failures: 1, failure: 'not_a_feed' });
  });

  it('of a feed that is switched off are not fetched', async () => {
    const key = await add('http://paper.com/feed');
    await database.db.run(sql`update news_feed set active = false where key = ${key}`);
    const before = server.asked().length;
    await news.round();
    expect(server.asked()).toHaveLength(before);
  });

  it('of the feed that a page names, are those of the page', async () => {
    server.put(
      'http://blog.com/',
      '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>',
    );
    server.put(
      'http://blog.com/rss',
      rss([{ title: 'Fabrikam grows', link: 'http://blog.com/1' }]),
    );
    const key = await add('http://blog.com/');
    await news.round();
    expect(await feed(key)).toMatchObject({ found_url: 'http://blog.com/rss', failure: null });
    expect(await matches()).toEqual([['Fabrikam grows', 'fabrikam', 'name', ['Fabrikam']]]);
    await news.fetchNow(key);
    expect(server.asked().at(-1)?.url).toBe('http://blog.com/rss');
  });

  it('of a feed that moved for good are asked for where it is, and of a page where it is no more, anew', async () => {
    const to = (location: string) => ({ body: '', status: 301, headers: { location } });
    server.put('http://old.com/feed', to('http://new.com/feed'));
    server.put('http://new.com/feed', rss([{ title: 'Fabrikam moves', link: 'http://new.com/1' }]));
    const key = await add('http://old.com/feed');
    await news.round();
    expect(await feed(key)).toMatchObject({ found_url: 'http://new.com/feed', failure: null });
    const before = server.asked().length;
    await news.fetchNow(key);
    expect(server.asked().slice(before)).toMatchObject([{ url: 'http://new.com/feed' }]);
    server.put('http://new.com/feed', { body: '', status: 404 });
    server.put('http://old.com/feed', rss([]));
    for (const failures of [1, 2, 3]) {
      await news.fetchNow(key);
      expect(await feed(key)).toMatchObject({ failures });
    }
    await news.fetchNow(key);
    expect(await feed(key)).toMatchObject({ found_url: null, failures: 0 });
  });

  it('that all lead to one page are as many as there are, also when others come and go', async () => {
    const link = 'http://paper.com/news';
    const items = [
      { title: 'Fabrikam: one', link },
      { title: 'Fabrikam: two', link: `${link}#top` },
      { title: 'Fabrikam: three', link },
    ];
    const key = await add('http://paper.com/overview');
    for (const [from, to] of [
      [0, 1],
      [0, 2],
      [1, 3],
      [0, 3],
      [2, 3],
      [0, 1],
    ] as const) {
      server.put('http://paper.com/overview', rss(items.slice(from, to)));
      await news.fetchNow(key);
    }
    expect((await matches()).map(([title]) => title)).toEqual([
      'Fabrikam: one',
      'Fabrikam: three',
      'Fabrikam: two',
    ]);
  });

  it('that come as a file are kept and matched like others, once, and nobody is asked for them', async () => {
    const file = {
      ...{ url: 'https://press.example/feed', account: 'orange' },
      bytes: Buffer.from(
        rss([
          { title: 'Juice is dear', link: 'https://press.example/1' },
          { title: 'Fabrikam presses', link: 'https://press.example/2' },
          {
            title: 'Fabrikam, long ago',
            link: 'https://press.example/3',
            date: date(start - 91 * day),
          },
        ]),
      ),
    };
    expect(await keepGiven(database.db, file, now)).toEqual({ added: 2, matched: 2 });
    expect(await keepGiven(database.db, file, now)).toEqual({ added: 0, matched: 0 });
    const told = [
      ['Fabrikam presses', 'fabrikam', 'name', ['Fabrikam']],
      ['Fabrikam presses', 'orange', 'feed', ['press.example']],
      ['Juice is dear', 'orange', 'feed', ['press.example']],
    ];
    expect(await matches()).toEqual(told);
    const before = server.asked().length;
    now += day;
    await news.round();
    expect(server.asked()).toHaveLength(before);
    expect(await matches()).toEqual(told);
    const page = { ...file, bytes: Buffer.from('<html></html>') };
    await expect(keepGiven(database.db, page, now)).rejects.toMatchObject({ code: 'not_a_feed' });
  });

  it('follow an account that comes, is renamed and goes', async () => {
    server.put(
      'http://paper.com/feed',
      rss([{ title: 'Tailspin Toys floats', link: 'http://paper.com/9' }]),
    );
    await add('http://paper.com/feed');
    await news.round();
    expect(await matches()).toEqual([]);
    await bring(anAccount({ id: 'toys', name: 'Northwind' }));
    expect(await matches()).toEqual([]);
    await bring(anAccount({ id: 'toys', name: 'Tailspin Toys Ltd' }));
    expect(await matches()).toEqual([['Tailspin Toys floats', 'toys', 'name', ['Tailspin Toys']]]);
    await bring(anAccount({ id: 'toys', name: 'Litware' }));
    expect(await matches()).toEqual([]);
  });

  it('come from a search for each account when that is switched on, and go with it', async () => {
    await set({ search: true, searchUrl: 'http://search.com/rss?q={query}' });
    await news.round();
    const feeds = await database.db.query<{ id: string; url: string }>(sql`
      select id, url from news_feed join entity on entity.key = account_key where kind = 'search' order by id`);
    const asked = new Map(
      feeds.map(({ id, url }) => [id, decodeURIComponent(url.split('q=')[1] ?? '')]),
    );
    expect(asked.get('contoso')).toBe('"Contoso Pharma" OR "contosopharma.com"');
    expect(asked.get('fabrikam')).toBe('"Fabrikam" OR "fabrikam.com"');
    // A word like others, and a domain where everybody has mail.
    expect(asked.get('adatum')).toBe('"Adatum Werke"');
    expect(asked.get('orange')).toBe('"Orange SA"');
    const first = feeds.find(({ id }) => id === 'contoso')?.url ?? '';
    server.put(
      first,
      rss([{ title: 'Contoso Pharma hires', link: 'http://x.com/1' }, { title: 'Weather' }]),
    );
    now += hour;
    await news.round();
    expect(await matches()).toEqual([
      ['Contoso Pharma hires', 'contoso', 'name', ['Contoso Pharma']],
    ]);
    expect(await count('news_feed')).toBe(feeds.length);
    await set({ search: false });
    await news.round();
    expect(await count('news_feed')).toBe(0);
    expect(await matches()).toEqual([]);
  });

  it('come from the site of each account when that is switched on', async () => {
    server.put('https://contosopharma.com', rss([]));
    await set({ sites: true });
    await news.round();
    const feeds = await database.db.query(sql`
      select id, url from news_feed join entity on entity.key = account_key where kind = 'site' order by id`);
    expect(feeds).toContainEqual({ id: 'contoso', url: 'https://contosopharma.com' });
    expect(feeds).toContainEqual({ id: 'fabrikam', url: 'https://www.fabrikam.com' });
    // No website; and one that is a page of somebody else's.
    expect(feeds.map(({ id }) => id)).not.toContain('orange');
    expect(feeds.map(({ id }) => id)).not.toContain('adatum');
    await set({ sites: false });
  });

  it('are kept so many days, and none comes in that is older', async () => {
    server.put(
      'http://paper.com/feed',
      rss([
        { title: 'Fabrikam, long ago', link: 'http://paper.com/o', date: date(start - 91 * day) },
        {
          title: 'Fabrikam, some time ago',
          link: 'http://paper.com/s',
          date: date(start - 80 * day),
        },
        { title: 'Fabrikam, tomorrow', link: 'http://paper.com/t', date: date(start + 9 * day) },
      ]),
    );
    await add('http://paper.com/feed');
    await news.round();
    expect((await matches()).map(([title]) => title)).toEqual([
      'Fabrikam, some time ago',
      'Fabrikam, tomorrow',
    ]);
    expect(
      await database.db.query(sql`
      select is_dated, published_at from news_item where title like '%tomorrow'`),
    ).toEqual([{ is_dated: false, published_at: start }]);
    now += 11 * day;
    await news.round();
    expect((await matches()).map(([title]) => title)).toEqual(['Fabrikam, tomorrow']);
    expect(
      await database.db.query(sql`
        select content::jsonb -> 'details' as details from audit_entry where action = 'retention_ran'`),
    ).toEqual([{ details: { news: 1 } }]);
  });

  it('are not fetched while analytics is off', async () => {
    await add('http://paper.com/feed');
    const { settings } = await organizationIn(database.db);
    await database.db.run(
      sql`update organization set settings = ${sql.json({ ...settings, analyticsOn: false })}`,
    );
    const before = server.asked().length;
    await news.round();
    expect(server.asked()).toHaveLength(before);
    await database.db.run(sql`update organization set settings = '{}'`);
  });

  const paper = [
    {
      title: 'Contoso Pharma buys Fabrikam',
      link: 'http://paper.com/1',
      date: date(start - 2 * hour),
    },
    {
      title: 'Mail from the market',
      link: 'http://paper.com/2',
      date: date(start - 3 * hour),
      description: 'As contosopharma.com writes, on linkedin.com and elsewhere.',
    },
    { title: 'Weather', link: 'http://paper.com/3' },
  ];

  async function set(part: Partial<OrganizationSettings['news']>): Promise<void> {
    const { settings } = await organizationIn(database.db);
    await database.db.run(sql`
      update organization set settings = ${sql.json({ news: { ...settings.news, ...part } })},
        settings_version = settings_version + 1`);
  }

  async function add(url: string, account: string | null = null): Promise<number> {
    const [row] = await database.db.query<{ key: number }>(sql`
      insert into news_feed (kind, account_key, url, interval_minutes, added_at, next_at)
      values ('own', (select key from entity where type = 'account' and id = ${account}), ${url}, 60, now(), ${new Date(now)})
      returning key`);
    return row?.key ?? 0;
  }

  async function bring(account: ReturnType<typeof anAccount>): Promise<void> {
    await importItems(database.db, bundleItems(aBundle({ accounts: [account] })), {
      name: account.name,
    });
    await news.round();
  }

  async function feed(key: number): Promise<unknown> {
    const [row] = await database.db.query(sql`
      select failures, failure, failure_detail, title, found_url, next_at, answered_at from news_feed where key = ${key}`);
    return row;
  }

  async function count(table: string): Promise<number> {
    const [row] = await database.db.query<{ rows: number }>(
      sql`select count(*) as rows from ${sql.id(table)}`,
    );
    return row?.rows ?? 0;
  }

  async function matches(): Promise<readonly (readonly unknown[])[]> {
    const rows = await database.db.query<{
      title: string;
      id: string;
      because: string;
      words: readonly string[];
    }>(sql`
      select title, id, because, words from news_match join news_item on news_item.key = item_key
      join entity on entity.key = account_key order by title, id`);
    return rows.map(({ title, id, because, words }) => [title, id, because, words]);
  }
});

function date(at: number): string {
  return new Date(at).toUTCString();
}
