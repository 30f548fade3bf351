import { createRoute } from '@hono/zod-openapi';
import { aboutSchema } from '../../contract/api.ts';
import { sql } from '../../db/sql.ts';
import { organizationIn } from '../../facts/organization.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed } from '../gate.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/about',
  summary: 'The organisation, how much is there, and how much waits to be computed',
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'About', content: { 'application/json': { schema: aboutSchema } } },
  },
});

/** GET /api/v1/about: what the shell of the page shows before anything else. */
export function aboutRoute(api: Api, { database, clock }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const { organization, settings, demo } = await organizationIn(database);
    const [counts] = await database.query<{
      accounts: number;
      contacts: number;
      leads: number;
      opportunities: number;
      activities: number;
      pending: number;
    }>(sql`
      select (select count(*) from account) as accounts, (select count(*) from contact) as contacts,
        (select count(*) from lead) as leads, (select count(*) from opportunity) as opportunities,
        (select count(*) from activity) as activities,
        (select count(*) from record_mark) + (select count(*) from activity_mark) as pending`);
    const owners = await database.query<{ id: string; name: string }>(sql`
      select id, name from app_user join entity using (key)
      where key in (
        select owner_key from account union select owner_key from contact union select owner_key from lead
        union select owner_key from opportunity
      )
      order by lower(name), id`);
    const { pending = 0, ...there } = counts ?? {
      accounts: 0,
      contacts: 0,
      leads: 0,
      opportunities: 0,
      activities: 0,
    };
    return context.json(
      {
        organization: organization.name,
        timeZone: organization.timeZone,
        currency: settings.currency,
        demo,
        now: new Date(clock()).toISOString(),
        counts: there,
        pending,
        owners: [...owners],
        grades: settings.grades,
      },
      200,
    );
  });
}
