import { createRoute, z } from '@hono/zod-openapi';
import { converted } from '../../analytics/currency.ts';
import { presentKpis } from '../../analytics/present.ts';
import { dayNumbers, dayText } from '../../analytics/zone.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import { type ListRow, listQuerySchema, listSchema } from '../../contract/list.ts';
import { listDays } from '../../facts/compute.ts';
import type { RecordHead } from '../../facts/records.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, organizationOf } from '../gate.ts';
import { instantOrNull, presentHead, presentStoredHealth } from '../head.ts';
import { type FoundRow, listPage } from '../queries/list.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}',
  summary: 'Records with their figures: sorted, filtered, a page at a time',
  request: { params: z.object({ collection: collectionSchema }), query: listQuerySchema },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: listSchema } } },
  },
});

/** GET /api/v1/{collection}: a page of a list, from the stored figures. */
export function listRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock, noteLook } = dependencies;
  api.openapi(route, async (context) => {
    const { collection } = context.req.valid('param');
    const type = collections[collection];
    const who = identityOf(context);
    const query = { ...context.req.valid('query'), now: clock() };
    const { organization, settings } = organizationOf(context);
    const { rows, next, total } = await readAs(who, (session) =>
      listPage(session, type, query, database),
    );
    const today = dayText(dayNumbers(organization.timeZone)(query.now));
    const worthOf = (head: RecordHead) => converted(head, today, settings);
    if (who.roles.some((role) => role === 'manager' || role === 'operations'))
      noteLook(who, { list: collection });
    return context.json(
      {
        rows: rows.map((row) => present(row, worthOf)),
        next,
        total,
        days: listDays,
      },
      200,
    );
  });
}

function present(
  { head, figures: row }: FoundRow,
  worthOf: (head: RecordHead) => number | null,
): ListRow {
  return {
    record: presentHead(head),
    worth: worthOf(head),
    health: presentStoredHealth({
      state: row.health_state,
      score: row.health_score,
      grade: row.health_grade,
      trend: row.health_trend,
    }),
    lastInteractionAt: instantOrNull(row.last_interaction_at),
    nextInteractionAt: instantOrNull(row.next_interaction_at),
    lastInboundAt: instantOrNull(row.last_inbound_at),
    lastOutboundAt: instantOrNull(row.last_outbound_at),
    lifetime: presentKpis(row.lifetime.map((value) => value ?? Number.NaN)),
    window: presentKpis(row.window.map((value) => value ?? Number.NaN)),
    computedAt: instantOrNull(row.as_of),
  };
}
