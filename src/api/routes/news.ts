import { createRoute, z } from '@hono/zod-openapi';
import type { Identity } from '../../access/identity.ts';
import { audit } from '../../audit/record.ts';
import { collections } from '../../contract/api.ts';
import {
  newsCollectionSchema,
  newsQuerySchema,
  newsSchema,
  rejectSchema,
} from '../../contract/news.ts';
import type { Role } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { integerKey, problem } from '../described.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import {
  accountOf,
  type NewsAccount,
  newsOf,
  reject,
  rejectable,
  restore,
} from '../queries/news.ts';
import { assertReadable, recordKey, unknownRecord } from '../queries/record.ts';
import { jsonBody } from '../small-json.ts';

const record = z.object({ collection: newsCollectionSchema, id: z.string() });
const itemOfRecord = record.extend({
  item: integerKey,
});
const rejecting: readonly Role[] = ['seller', 'manager', 'administrator'];
const unknown = problem('`news_unknown`, `record_unknown`');

const list = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/news',
  summary: 'News about an account, or about the account of a contact, newest first',
  request: { params: record, query: newsQuerySchema },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'News', content: { 'application/json': { schema: newsSchema } } },
  },
});

const notAbout = createRoute({
  method: 'post',
  path: '/api/v1/{collection}/{id}/news/{item}/not-about-them',
  summary: 'An item, or all of its source, is not about the account: nobody sees it there any more',
  request: {
    params: itemOfRecord,
    body: { content: { 'application/json': { schema: rejectSchema } }, required: true },
  },
  ...allowed([...rejecting], 'administer', jsonBody),
  responses: { 204: { description: 'It is left out' }, 404: unknown },
});

const aboutAfterAll = createRoute({
  method: 'delete',
  path: '/api/v1/{collection}/{id}/news/{item}/not-about-them',
  summary: 'Takes that back, for the item and for its source',
  request: { params: itemOfRecord },
  ...allowed([...rejecting], 'administer'),
  responses: { 204: { description: 'It is shown again' }, 404: unknown },
});

/** /api/v1/{collection}/{id}/news: what is said about an account, and what is not about it. */
export function newsRoute(api: Api, { database, readAs, clock }: ApiDependencies): void {
  type Params = z.output<typeof record>;
  const reading = async <T>(
    who: Identity,
    { collection, id }: Params,
    work: (
      session: Parameters<Parameters<typeof readAs>[1]>[0],
      account: NewsAccount | null,
    ) => Promise<T>,
  ): Promise<T> => {
    const type = collections[collection];
    const key = await recordKey(database, type, id);
    return readAs(who, async (session) => {
      await assertReadable(session, key, { type, id });
      return work(session, await accountOf(session, { collection, key }));
    });
  };
  const itemIn = (who: Identity, { item, ...params }: z.output<typeof itemOfRecord>) =>
    reading(who, params, async (session, account) => {
      if (account === null) throw unknownRecord('account', params.id);
      return {
        account: account.key,
        ...(await rejectable(session, { account: account.key, item })),
      };
    });

  api.openapi(list, async (context) => {
    const who = identityOf(context);
    const { cursor, limit } = context.req.valid('query');
    const news = await reading(who, context.req.valid('param'), async (session, account) => {
      const page =
        account === null
          ? { items: [], next: null }
          : await newsOf(session, account.key, { cursor, limit });
      return {
        ...page,
        account: account === null ? null : { id: account.id, name: account.name },
        mayReject: who.roles.some((role) => rejecting.includes(role)),
      };
    });
    return context.json(news, 200);
  });
  api.openapi(notAbout, async (context) => {
    const who = identityOf(context);
    const { source } = context.req.valid('json');
    const { account, identity, sourceHost } = await itemIn(who, context.req.valid('param'));
    const kind = source ? ('source' as const) : ('item' as const);
    const now = clock();
    await database.transaction(async (session) => {
      const rejection = { account, kind, value: source ? sourceHost : identity };
      if (!(await reject(session, rejection, { login: who.login, now }))) return;
      const details = { what: kind, source: sourceHost };
      await audit(session, {
        at: now,
        actor: who,
        action: 'news_rejected',
        object: { entity: account },
        details,
      });
    });
    return context.body(null, 204);
  });
  api.openapi(aboutAfterAll, async (context) => {
    const who = identityOf(context);
    const item = await itemIn(who, context.req.valid('param'));
    const now = clock();
    await database.transaction(async (session) => {
      if ((await restore(session, item)) === 0) return;
      const details = { source: item.sourceHost };
      await audit(session, {
        at: now,
        actor: who,
        action: 'news_restored',
        object: { entity: item.account },
        details,
      });
    });
    return context.body(null, 204);
  });
}
