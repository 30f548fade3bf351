import { createRoute, z } from '@hono/zod-openapi';
import { summaryOf } from '../../analytics/summary.ts';
import { analyticsQuerySchema, collectionSchema, collections } from '../../contract/api.ts';
import { summarySchema } from '../../contract/summary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, organizationOf } from '../gate.ts';
import { instantAsked, recordAsked } from '../queries/record-asked.ts';
import { summaryFigures } from '../queries/summary.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/summary',
  summary: 'The one or two things that matter about a record, each said from a figure of its page',
  request: {
    params: z.object({ collection: collectionSchema, id: z.string() }),
    query: analyticsQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'Sentences', content: { 'application/json': { schema: summarySchema } } },
  },
});

/** GET /api/v1/{collection}/{id}/summary: codes and figures; whoever shows them words them. */
export function summaryRoute(api: Api, dependencies: ApiDependencies): void {
  const { readAs, clock } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: given, days } = context.req.valid('query');
    const now = clock();
    const { asOf, said } = instantAsked(given, now);
    const who = identityOf(context);
    const state = organizationOf(context);
    const tools = { ...dependencies, who };
    const type = collections[collection];
    const asked = await readAs(who, (session) =>
      recordAsked(session, { type, id, asOf, state }, tools),
    );
    const figures = await summaryFigures(asked, { asOf, days, state, now }, tools);
    const sentences = summaryOf(figures).map((sentence) => ({ ...sentence }));
    return context.json({ asOf: said, days, sentences }, 200);
  });
}
