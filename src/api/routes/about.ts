import { createRoute } from '@hono/zod-openapi';
import { aboutSchema } from '../../contract/api.ts';
import { sql } from '../../db/sql.ts';
import { organizationIn } from '../../facts/organization.ts';
import type { RecordType } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/about',
  summary: 'The organisation, how many records one may see, and how many wait to be computed',
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'About', content: { 'application/json': { schema: aboutSchema } } },
  },
});

type Counted = {
  readonly type: RecordType;
  readonly owner: number | null;
  readonly records: number;
};

/** GET /api/v1/about: what the shell of the page shows before anything else. */
export function aboutRoute(api: Api, { database, readAs, clock }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const { organization, settings, demo } = await organizationIn(database);
    const [waiting] = await database.query<{ pending: number }>(sql`
      select (select count(*) from record_mark) + (select count(*) from activity_mark) as pending`);
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
        organization: organization.name,
        timeZone: organization.timeZone,
        currency: settings.currency,
        demo,
        now: new Date(clock()).toISOString(),
        counts: {
          accounts: count('account'),
          contacts: count('contact'),
          leads: count('lead'),
          opportunities: count('opportunity'),
        },
        pending: waiting?.pending ?? 0,
        owners: [...owners],
        shown: { health: settings.showHealth, figures: settings.analyticsOn },
        grades: settings.grades,
      },
      200,
    );
  });
}
