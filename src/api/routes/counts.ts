import { createRoute } from '@hono/zod-openapi';
import { countsSchema } from '../../contract/api.ts';
import { sql } from '../../db/sql.ts';
import type { RecordType } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/counts',
  summary: 'How many records of each kind one may see, and who owns them',
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'Counts', content: { 'application/json': { schema: countsSchema } } },
  },
});

type Counted = {
  readonly type: RecordType;
  readonly owner: number | null;
  readonly records: number;
};

/** GET /api/v1/counts: what stands beside the names of the lists, and whom their filter by owner offers. */
export function countsRoute(api: Api, { readAs }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const { counts, owners } = await readAs(identityOf(context), async (session) => {
      const counts = await session.query<Counted>(sql`
        select type, owner_key as owner, count(*) as records from record_analytics group by type, owner_key`);
      const keys = [...new Set(counts.flatMap(({ owner }) => owner ?? []))];
      const owners = await session.query<{ id: string; name: string }>(sql`
        select id, name from app_user join entity using (key)
        where key = any(${keys}::integer[]) order by lower(name), id`);
      return { counts, owners };
    });
    const count = (type: RecordType) =>
      counts.reduce((sum, row) => (row.type === type ? sum + row.records : sum), 0);
    return context.json(
      {
        records: {
          accounts: count('account'),
          contacts: count('contact'),
          leads: count('lead'),
          opportunities: count('opportunity'),
        },
        owners: [...owners],
      },
      200,
    );
  });
}
