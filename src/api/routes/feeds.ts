import { createRoute, z } from '@hono/zod-openapi';
import type { Identity } from '../../access/identity.ts';
import {
  type Feed,
  feedChangeSchema,
  feedFetchedSchema,
  feedMakeSchema,
  feedSchema,
  feedsSchema,
} from '../../contract/news.ts';
import {
  addFeed,
  automaticFeeds,
  changeFeed,
  ownFeeds,
  removeFeed,
  unknownFeed,
  withCounts,
} from '../../news/feeds.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { integerKey, problem } from '../described.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { accountOf } from '../queries/news.ts';
import { recordKey, unknownRecord } from '../queries/record.ts';
import { jsonBody } from '../small-json.ts';

const params = z.object({
  id: integerKey,
});
const feed = (description: string) => ({
  description,
  content: { 'application/json': { schema: feedSchema } },
});

const list = createRoute({
  method: 'get',
  path: '/api/v1/feeds',
  summary: 'News feeds: those that were added, and how those fare that come with a setting',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: { description: 'The feeds', content: { 'application/json': { schema: feedsSchema } } },
  },
});

const make = createRoute({
  method: 'post',
  path: '/api/v1/feeds',
  summary: 'Adds a feed (RSS, Atom, RDF or JSON Feed), or a page that names one',
  request: {
    body: { content: { 'application/json': { schema: feedMakeSchema } }, required: true },
  },
  ...allowed(['administrator'], 'administer', jsonBody),
  responses: {
    201: feed('The feed'),
    409: problem('`feed_exists`, `feed_limit`'),
    422: problem('`feed_address_refused`: the hint says why'),
  },
});

const change = createRoute({
  method: 'patch',
  path: '/api/v1/feeds/{id}',
  summary: 'Changes a feed; with another address it begins anew',
  request: {
    params,
    body: { content: { 'application/json': { schema: feedChangeSchema } }, required: true },
  },
  ...allowed(['administrator'], 'administer', jsonBody),
  responses: {
    200: feed('The feed'),
    404: problem('`feed_unknown`'),
    409: problem('`feed_exists`'),
    422: problem('`feed_address_refused`: the hint says why'),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/feeds/{id}',
  summary: 'Removes a feed with all that it brought',
  request: { params },
  ...allowed(['administrator'], 'administer'),
  responses: { 204: { description: 'It is gone' }, 404: problem('`feed_unknown`') },
});

const fetchNow = createRoute({
  method: 'post',
  path: '/api/v1/feeds/{id}/fetch',
  summary: 'Fetches a feed now, and says what came of it',
  request: { params },
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'What came of it; that it failed is an answer, too',
      content: { 'application/json': { schema: feedFetchedSchema } },
    },
    404: problem('`feed_unknown`'),
  },
});

/** /api/v1/feeds: where news come from. */
export function feedsRoute(
  api: Api,
  { database, readAs, clock, fetchFeed }: ApiDependencies,
): void {
  const one = async (who: Identity, key: number): Promise<Feed> => {
    const feeds = await readAs(who, (session) => ownFeeds(session, key));
    const [found] = await withCounts(database, feeds);
    if (found === undefined) throw unknownFeed(key);
    return found;
  };
  api.openapi(list, async (context) => {
    const [feeds, automatic] = await Promise.all([
      readAs(identityOf(context), (session) => ownFeeds(session)),
      automaticFeeds(database),
    ]);
    return context.json(
      { feeds: [...(await withCounts(database, feeds))], automatic: [...automatic] },
      200,
    );
  });
  api.openapi(make, async (context) => {
    const who = identityOf(context);
    const { account, ...wanted } = context.req.valid('json');
    const accountKey = account === null ? null : await accountFor(who, account);
    const by = { by: who, now: clock() };
    const key = await database.transaction((session) =>
      addFeed(session, { ...wanted, account: accountKey }, by),
    );
    return context.json(await one(who, key), 201);
  });
  api.openapi(change, async (context) => {
    const who = identityOf(context);
    const { id: key } = context.req.valid('param');
    const wanted = { key, change: context.req.valid('json') };
    const by = { by: who, now: clock() };
    await database.transaction((session) => changeFeed(session, wanted, by));
    return context.json(await one(who, key), 200);
  });
  api.openapi(remove, async (context) => {
    const { id } = context.req.valid('param');
    const by = { by: identityOf(context), now: clock() };
    await database.transaction((session) => removeFeed(session, id, by));
    return context.body(null, 204);
  });
  api.openapi(fetchNow, async (context) => {
    const who = identityOf(context);
    const { id } = context.req.valid('param');
    await one(who, id);
    const outcome = await fetchFeed(id);
    if (outcome === null) throw unknownFeed(id);
    return context.json({ feed: await one(who, id), ...outcome }, 200);
  });

  /** The key of an account whose name the person may see. */
  async function accountFor(who: Identity, id: string): Promise<number> {
    const key = await recordKey(database, 'account', id);
    const account = await readAs(who, (session) =>
      accountOf(session, { collection: 'accounts', key }),
    );
    if (account === null) throw unknownRecord('account', id);
    return key;
  }
}
