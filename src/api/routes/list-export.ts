import { createRoute, z } from '@hono/zod-openapi';
import { audit } from '../../audit/record.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import { listQuerySchema } from '../../contract/list.ts';
import { organizationIn } from '../../facts/organization.ts';
import type { RecordHead } from '../../facts/records.ts';
import { kpiCatalogue } from '../../model/kpis.ts';
import { type CsvValue, csvResponse } from '../csv.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { instantOrNull } from '../head.ts';
import { listPage, type StoredFigures } from '../queries/list.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/export.csv',
  summary: 'A list as a table, every row of it: sorted and filtered as the list, with every figure',
  description:
    'As `GET /api/v1/{collection}` answers it to who asks; `limit` and `cursor` do not count. Health is left out when the organisation hides it.',
  request: { params: z.object({ collection: collectionSchema }), query: listQuerySchema },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'A table', content: { 'text/csv': { schema: z.string() } } },
  },
});

const rowsAtOnce = 500;

/** GET /api/v1/{collection}/export.csv. */
export function listExportRoute(
  api: Api,
  { database, readAs, clock, noteLook }: ApiDependencies,
): void {
  api.openapi(route, async (context) => {
    const { collection } = context.req.valid('param');
    const { cursor: _, ...asked } = context.req.valid('query');
    const who = identityOf(context);
    const { settings } = await organizationIn(database);
    // The order would tell what is hidden.
    const byHealth = /\bhealth\b/.test(asked.sort) && !settings.showHealth;
    const query = { ...asked, now: clock(), ...(byHealth ? { sort: 'name' } : {}) };
    const columns = columnsOf(settings.showHealth);
    const page = (cursor: string | undefined) =>
      readAs(who, async (session) => {
        const given = cursor === undefined ? query : { ...query, cursor };
        const found = await listPage(
          session,
          collections[collection],
          { ...given, limit: rowsAtOnce, count: 'false' },
          database,
        );
        const rows = found.rows.map(({ head, figures }) =>
          columns.map(({ value }) => value(head, figures)),
        );
        return { rows, next: found.next };
      });
    // A query that does not fit fails before anything is answered.
    const first = await page(undefined);
    if (who.roles.some((role) => role === 'manager' || role === 'operations'))
      noteLook(who, { list: collection });
    const object = { type: 'list', id: collection };
    await database.transaction((session) =>
      audit(session, { at: clock(), actor: who, action: 'exported', object }),
    );
    const pages = async function* () {
      yield first.rows;
      for (let { next } = first; next !== null; ) {
        const more = await page(next);
        yield more.rows;
        next = more.next;
      }
    };
    return csvResponse(
      collection,
      columns.map(({ name }) => name),
      pages(),
    );
  });
}

type Column = {
  readonly name: string;
  readonly value: (head: RecordHead, figures: StoredFigures) => CsvValue;
};

function columnsOf(showHealth: boolean): readonly Column[] {
  return [
    { name: 'id', value: ({ id }) => id },
    { name: 'name', value: ({ name }) => name },
    { name: 'owner', value: ({ owner }) => owner?.name ?? null },
    { name: 'account', value: ({ account }) => account?.name ?? null },
    { name: 'status', value: ({ status }) => status },
    { name: 'stage', value: ({ stage }) => stage },
    { name: 'estimatedValue', value: ({ value }) => value },
    { name: 'currency', value: ({ currency }) => currency },
    { name: 'estimatedCloseDate', value: ({ estimatedCloseOn }) => estimatedCloseOn },
    { name: 'createdAt', value: ({ createdAt }) => instantOrNull(createdAt) },
    ...(showHealth ? healthColumns : []),
    { name: 'lastInteractionAt', value: (_, row) => instantOrNull(row.last_interaction_at) },
    { name: 'nextInteractionAt', value: (_, row) => instantOrNull(row.next_interaction_at) },
    { name: 'lastInboundAt', value: (_, row) => instantOrNull(row.last_inbound_at) },
    { name: 'lastOutboundAt', value: (_, row) => instantOrNull(row.last_outbound_at) },
    ...(['lifetime', 'window'] as const).flatMap((span) =>
      kpiCatalogue.map(
        ({ name }, place): Column => ({
          name: `${span}.${name}`,
          value: (_, row) => row[span][place] ?? null,
        }),
      ),
    ),
    { name: 'computedAt', value: (_, row) => instantOrNull(row.as_of) },
  ];
}

const healthColumns: readonly Column[] = [
  { name: 'health.state', value: (_, row) => row.health_state },
  { name: 'health.score', value: (_, row) => row.health_score },
  { name: 'health.grade', value: (_, row) => row.health_grade },
  { name: 'health.trend', value: (_, row) => row.health_trend },
];
