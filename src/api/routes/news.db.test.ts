import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems } from '../../../test/support/figures.ts';
import {
  aBundle,
  aContact,
  anAccount,
  anOpportunity,
  aUser,
} from '../../analytics/testing/seeds.ts';
import { feedFetchedSchema, feedSchema, feedsSchema, newsSchema } from '../../contract/news.ts';
import { sql } from '../../db/sql.ts';
import { type FeedServer, feedServer, rss } from '../../news/testing/servers.ts';
import { type NewsWorker, openNews } from '../../news/worker.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const day = 86_400_000;

describe('news of an account', () => {
  let database: TestDatabase;
  let server: FeedServer;
  let worker: NewsWorker;
  let api: ApiForTests;
  let ann: Asking;
  let bob: Asking;
  let root: Asking;
  beforeAll(async () => {
    database = await testDatabase();
    server = await feedServer();
    await importItems(
      database.db,
      bundleItems(
        aBundle({
          users: [aUser({ id: 'ann' }), aUser({ id: 'bob', emails: ['bob@ours.example'] })],
          accounts: [anAccount({ id: 'contoso', name: 'Contoso Pharma', ownerId: 'ann' })],
          contacts: [
            aContact({ id: 'cara', accountId: 'contoso', ownerId: 'ann' }),
            aContact({
              id: 'carl',
              accountId: null,
              ownerId: 'ann',
              emails: ['carl@them.example'],
            }),
          ],
          opportunities: [anOpportunity({ id: 'deal', accountId: 'contoso', ownerId: 'bob' })],
        }),
      ),
    );
    worker = openNews(database.db, {
      fetchDocument: server.fetchDocument,
      clock: () => now,
      chance: () => 0.5,
      signal: new AbortController().signal,
    });
    await worker.round();
    api = apiForTests(database, { now, fetchFeed: worker.fetchNow });
    ann = await api.signedIn(['seller'], 'ann');
    bob = await api.signedIn(['seller'], 'bob');
    root = await api.signedIn(['administrator']);
    const items = [1, 2, 3, 4, 5].map((n) => ({
      title: `Contoso Pharma, part ${n}`,
      link: `http://${n < 3 ? 'wrong' : 'paper'}.com/${n}`,
      date: new Date(now - n * day).toUTCString(),
      description: '<b>Bold</b> <script>alert(1)</script>claims',
    }));
    server.put(
      'http://paper.com/feed',
      rss([...items, { title: 'Weather', link: 'http://paper.com/w' }]),
    );
  });
  afterAll(async () => {
    await worker.close();
    server.close();
    await database.close();
  });

  it('begin with a feed that an administrator adds, and fetches', async () => {
    const made = await json(root, 'feeds', 'POST', { url: 'http://paper.com/feed' });
    expect(made.status).toBe(201);
    const { id } = feedSchema.parse(made.body);
    const fetched = await json(root, `feeds/${id}/fetch`, 'POST');
    expect(feedFetchedSchema.parse(fetched.body)).toMatchObject({
      outcome: 'read',
      items: 6,
      added: 6,
      matched: 5,
      feed: {
        name: 'Paper',
        items: 6,
        matched: 5,
        failure: null,
        account: null,
        nextAt: '2026-11-20T13:00:00.000Z',
      },
    });
    expect(feedsSchema.parse((await json(root, 'feeds')).body)).toMatchObject({
      feeds: [{ id }],
      automatic: [],
    });
  });

  it('are shown newest first, page by page, at the account and at its contacts', async () => {
    const first = await news(ann, 'accounts/contoso', '?limit=3');
    expect(first.items.map(({ title }) => title)).toEqual(
      [1, 2, 3].map((n) => `Contoso Pharma, part ${n}`),
    );
    expect(first).toMatchObject({
      account: { id: 'contoso', name: 'Contoso Pharma' },
      mayReject: true,
    });
    expect(first.items[0]).toMatchObject({
      excerpt: 'Bold claims',
      url: 'http://wrong.com/1',
      source: 'Paper',
      because: 'name',
      words: ['Contoso Pharma'],
      publishedAt: new Date(now - day).toISOString(),
      dated: true,
    });
    const rest = await news(ann, 'accounts/contoso', `?limit=3&cursor=${first.next}`);
    expect(rest.items.map(({ title }) => title)).toEqual(
      [4, 5].map((n) => `Contoso Pharma, part ${n}`),
    );
    expect(rest.next).toBeNull();
    expect((await news(ann, 'contacts/cara')).items).toHaveLength(5);
    expect(await news(ann, 'contacts/carl')).toMatchObject({ account: null, items: [] });
  });

  it('are not for who may not see the record', async () => {
    expect((await json(bob, 'accounts/contoso/news')).status).toBe(403);
    expect((await json(bob, 'contacts/carl/news')).status).toBe(404);
    expect((await json(ann, 'accounts/nobody/news')).status).toBe(404);
    expect((await json(ann, 'opportunities/deal/news')).status).toBe(400);
    expect((await json(ann, 'accounts/contoso/news?cursor=x')).status).toBe(400);
    expect((await json(bob, 'accounts/contoso/news/1/not-about-them', 'POST', {})).status).toBe(
      403,
    );
  });

  it('that are not about them are gone for all, also of their source, until somebody takes it back', async () => {
    const [first, second, third] = (await news(ann, 'accounts/contoso')).items;
    const at = (item: typeof first) => `accounts/contoso/news/${item?.id}/not-about-them`;
    expect((await json(ann, at(third), 'POST', {})).status).toBe(204);
    expect((await json(ann, at(third), 'POST', {})).status).toBe(204);
    expect(await titles('contacts/cara')).toEqual([1, 2, 4, 5]);
    expect((await json(ann, at(first), 'POST', { source: true })).status).toBe(204);
    expect(await titles('accounts/contoso')).toEqual([4, 5]);
    // What the source brings next is not about them either.
    server.put(
      'http://paper.com/more',
      rss([{ title: 'Contoso Pharma, part 6', link: 'http://www.wrong.com/6' }]),
    );
    const more = feedSchema.parse(
      (await json(root, 'feeds', 'POST', { url: 'http://paper.com/more' })).body,
    );
    await json(root, `feeds/${more.id}/fetch`, 'POST');
    expect(await titles('accounts/contoso')).toEqual([4, 5]);
    expect((await json(ann, at(second), 'DELETE')).status).toBe(204);
    expect(await titles('accounts/contoso')).toEqual([6, 1, 2, 4, 5]);
    expect((await json(ann, at(third), 'DELETE')).status).toBe(204);
    expect(await titles('accounts/contoso')).toEqual([6, 1, 2, 3, 4, 5]);
    expect(
      (await json(ann, 'accounts/contoso/news/999999/not-about-them', 'POST', {})).status,
    ).toBe(404);
    const log = await database.db.query<{ action: string; object_id: string }>(sql`
      select action, object_id from audit_entry where action like 'news%' order by number`);
    expect(log).toEqual(
      ['news_rejected', 'news_rejected', 'news_restored', 'news_restored'].map((action) => ({
        action,
        object_id: 'contoso',
      })),
    );
  });

  it.each([
    ['http://127.0.0.1/feed', 'literal_address'],
    ['http://localhost/feed', 'not_a_public_name'],
    ['file:///etc/passwd', 'scheme'],
    ['http://feeds.paper.com:8080/', 'port'],
    ['feeds', 'not_an_address'],
  ])('do not come from %s', async (url, hint) => {
    const { status, body } = await json(root, 'feeds', 'POST', { url });
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'feed_address_refused', field: 'url', value: url, hint },
    });
  });

  it('do not come from addresses with a password, which nobody is told again', async () => {
    const { body } = await json(root, 'feeds', 'POST', { url: 'http://u:secret@paper.com/' });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('come from feeds that can be changed, stopped and removed, with what they brought', async () => {
    const { feeds } = feedsSchema.parse((await json(root, 'feeds')).body);
    const [one, other] = feeds;
    expect((await json(root, 'feeds', 'POST', { url: one?.url })).status).toBe(409);
    expect((await json(root, `feeds/${one?.id}`, 'PATCH', { url: other?.url })).status).toBe(409);
    const changed = await json(root, `feeds/${one?.id}`, 'PATCH', {
      name: 'Mine',
      active: false,
      intervalMinutes: 30,
    });
    expect(changed.body).toMatchObject({
      name: 'Mine',
      active: false,
      intervalMinutes: 30,
      nextAt: null,
    });
    expect((await json(root, `feeds/${one?.id}`, 'PATCH', { intervalMinutes: 1 })).status).toBe(
      400,
    );
    for (const feed of feeds) {
      await database.db.run(sql`update news_feed set etag = '"1"'`);
      expect((await json(root, `feeds/${feed.id}`, 'DELETE')).status).toBe(204);
      // The others may hold what went with it.
      expect(await database.db.query(sql`select from news_feed where etag is not null`)).toEqual(
        [],
      );
    }
    expect((await json(root, `feeds/${one?.id}`, 'DELETE')).status).toBe(404);
    expect((await json(root, `feeds/${one?.id}/fetch`, 'POST')).status).toBe(404);
    expect(await titles('accounts/contoso')).toEqual([]);
    const log = await database.db.query(sql`
      select content::jsonb -> 'details' ->> 'change' as change from audit_entry where action = 'feed_changed' order by number`);
    expect(log.map(({ change }) => change)).toEqual([
      'added',
      'added',
      'changed',
      'removed',
      'removed',
    ]);
  });

  it('of one account come from a feed for an account that the administrator may see', async () => {
    const unseen = await json(root, 'feeds', 'POST', {
      url: 'http://x.com/feed',
      account: 'contoso',
    });
    expect(unseen).toMatchObject({ status: 404, body: { code: 'record_unknown' } });
    const both = await api.signedIn(['seller', 'administrator'], 'ann');
    const seen = await json(both, 'feeds', 'POST', {
      url: 'http://x.com/feed',
      account: 'contoso',
    });
    expect(seen).toMatchObject({
      status: 201,
      body: { account: { id: 'contoso', name: 'Contoso Pharma' } },
    });
    // Who does not see the account is still told that the feed is not about all of them.
    expect(feedsSchema.parse((await json(root, 'feeds')).body).feeds).toMatchObject([
      { url: 'http://x.com/feed', account: { id: null, name: null } },
    ]);
  });

  async function json(
    asking: Asking,
    path: string,
    method = 'GET',
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const init =
      body === undefined
        ? { method }
        : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await asking(path, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  async function news(asking: Asking, record: string, query = '') {
    return newsSchema.parse((await json(asking, `${record}/news${query}`)).body);
  }

  async function titles(record: string): Promise<readonly number[]> {
    return (await news(ann, record)).items.map(({ title }) => Number(/\d+$/.exec(title)?.[0]));
  }
});
