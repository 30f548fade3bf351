import { createRoute } from '@hono/zod-openapi';
import { aboutSchema } from '../../contract/api.ts';
import { sql } from '../../db/sql.ts';
import { organizationIn } from '../../facts/organization.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed } from '../gate.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/about',
  summary: 'The organisation, what it shows, and how many records wait to be computed',
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'About', content: { 'application/json': { schema: aboutSchema } } },
  },
});

/** GET /api/v1/about: what the page needs before it shows anything, so nothing that takes long. */
export function aboutRoute(api: Api, { database, clock }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const { organization, settings, demo } = await organizationIn(database);
    const [waiting] = await database.query<{ pending: number }>(sql`
      select (select count(*) from record_mark) + (select count(*) from activity_mark) as pending`);
    return context.json(
      {
        organization: organization.name,
        timeZone: organization.timeZone,
        currency: settings.currency,
        demo,
        now: new Date(clock()).toISOString(),
        pending: waiting?.pending ?? 0,
        shown: { health: settings.showHealth, figures: settings.analyticsOn },
        grades: settings.grades,
      },
      200,
    );
  });
}
