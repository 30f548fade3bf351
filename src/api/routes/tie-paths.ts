import { createRoute, z } from '@hono/zod-openapi';
import type { Tie } from '../../analytics/ties.ts';
import { collections } from '../../contract/api.ts';
import { personCollectionSchema, tiePathsSchema, tiesQuerySchema } from '../../contract/ties.ts';
import { namesOf } from '../../facts/names.ts';
import { readTiePaths } from '../../facts/ties.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, organizationOf } from '../gate.ts';
import { instantAsked } from '../queries/record-asked.ts';
import { customersNamed, openPeople } from '../queries/ties.ts';
import { tiesAsked } from '../queries/ties-asked.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/paths',
  summary: 'Two steps to a contact or lead: a colleague who knows somebody who knows them',
  description:
    'Over contacts and leads alone whose figures the reader may see. Who knows whom among customers comes of the counted activities that both took part in.',
  request: {
    params: z.object({ collection: personCollectionSchema, id: z.string() }),
    query: tiesQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'Paths', content: { 'application/json': { schema: tiePathsSchema } } },
  },
});

const mostShown = 50;

/** GET /api/v1/{collection}/{id}/paths: computed when it is asked for, and only then. */
export function tiePathsRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: asked } = context.req.valid('query');
    const { asOf, said } = instantAsked(asked, clock());
    const who = identityOf(context);
    const question = { type: collections[collection], id, asOf };
    const { key } = await tiesAsked(question, who, dependencies);
    const { timeZone } = organizationOf(context).organization;
    const { paths } = await readTiePaths(database, key, {
      asOf,
      timeZone,
      visibleAmong: (keys) => readAs(who, (session) => openPeople(session, keys)),
    });
    const shown = paths.slice(0, mostShown);
    const [users, between] = await Promise.all([
      namesOf(database, new Set(shown.map(({ user }) => user))),
      readAs(who, (session) =>
        customersNamed(
          session,
          shown.map(({ via }) => via),
        ),
      ),
    ]);
    return context.json(
      {
        asOf: said,
        paths: shown.flatMap(({ user, via, strength, first, second }) => {
          const [colleague, customer] = [users.get(user), between.get(via)];
          if (colleague === undefined || customer === undefined) return [];
          return {
            user: { id: colleague.id, name: colleague.name },
            via: { type: customer.type, id: customer.id, name: customer.name },
            strength,
            first: presentStep(first),
            second: presentStep(second),
          };
        }),
        total: paths.length,
      },
      200,
    );
  });
}

function presentStep({ strength, level, lastAt }: Tie) {
  return { strength, level, lastAt: new Date(lastAt).toISOString() };
}
