import { createRoute, z } from '@hono/zod-openapi';
import {
  collectionSchema,
  collections,
  ledgerQuerySchema,
  ledgerSchema,
} from '../../contract/api.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { ledgerPage } from '../queries/ledger.ts';
import { decided } from '../queries/overrule.ts';
import { assertReadable, recordKey } from '../queries/record.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/activities',
  summary:
    'The ledger of a record: every activity that belongs to it, counted or left out, with the reason',
  request: {
    params: z.object({ collection: collectionSchema, id: z.string() }),
    query: ledgerQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: ledgerSchema } } },
  },
});

/** GET /api/v1/{collection}/{id}/activities: the ledger of a record. */
export function activitiesRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock, noteLook } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const query = context.req.valid('query');
    const asOf = query.asOf === undefined ? clock() : Date.parse(query.asOf);
    const type = collections[collection];
    const key = await recordKey(database, type, id);
    const who = identityOf(context);
    const page = await readAs(who, async (session) => {
      await assertReadable(session, key, { type, id });
      return ledgerPage(session, { key, asOf }, query);
    });
    noteLook(who, { record: key });
    return context.json({ ...page, rows: await decided(database, page.rows) }, 200);
  });
}
