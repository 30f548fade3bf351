import { createRoute, z } from '@hono/zod-openapi';
import { summaryOf } from '../../analytics/summary.ts';
import { analyticsQuerySchema, collectionSchema, collections } from '../../contract/api.ts';
import { summarySchema } from '../../contract/summary.ts';
import { organizationIn } from '../../facts/organization.ts';
import { readSnapshot } from '../../facts/snapshot.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { assertReadable, notYet, recordKey, unknownRecord } from '../queries/record.ts';
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
  const { database, readAs, clock, noteLook } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: asked, days } = context.req.valid('query');
    const now = clock();
    const asOf = asked === undefined ? now : Date.parse(asked);
    const type = collections[collection];
    const [state, key] = await Promise.all([
      organizationIn(database),
      recordKey(database, type, id),
    ]);
    const who = identityOf(context);
    const { timeZone } = state.organization;
    const [snapshot] = await Promise.all([
      readSnapshot(database, [key], { asOf, timeZone }),
      readAs(who, (session) => assertReadable(session, key, { type, id })),
    ]);
    noteLook(who, { record: key });
    const head = snapshot.heads.find((one) => one.key === key);
    if (head === undefined) throw unknownRecord(type, id);
    const question = { head, asOf, days, state, now };
    const figures = await summaryFigures(snapshot, question, { ...dependencies, who });
    if (figures === null) throw notYet(head, asOf);
    const sentences = summaryOf(figures).map((sentence) => ({ ...sentence }));
    return context.json({ asOf: asked ?? new Date(asOf).toISOString(), days, sentences }, 200);
  });
}
