import { createRoute, z } from '@hono/zod-openapi';
import { tieWeight } from '../../analytics/ties.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import { tieActivitiesQuerySchema, tieActivitiesSchema } from '../../contract/ties.ts';
import { readTieFacts, tiesTo } from '../../facts/ties.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, organizationOf } from '../gate.ts';
import { hiddenId, kindOf, notesOf } from '../queries/record.ts';
import { instantAsked } from '../queries/record-asked.ts';
import { type Customer, knowableUser } from '../queries/ties.ts';
import { tiesAsked } from '../queries/ties-asked.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/ties/{user}/activities',
  summary: 'The activities behind what a colleague knows of the people of a record',
  description: 'Not for colleagues who left or opted out.',
  request: {
    params: z.object({ collection: collectionSchema, id: z.string(), user: z.string() }),
    query: tieActivitiesQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'A page',
      content: { 'application/json': { schema: tieActivitiesSchema } },
    },
  },
});

/** GET /api/v1/{collection}/{id}/ties/{user}/activities: what a tie is made of. */
export function tieActivitiesRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id, user } = context.req.valid('param');
    const { asOf: asked, person, limit, cursor } = context.req.valid('query');
    const { asOf } = instantAsked(asked, clock());
    const who = identityOf(context);
    const question = { type: collections[collection], id, asOf };
    const { customers, open } = await tiesAsked(question, who, dependencies);
    const userKey = await readAs(who, (session) => knowableUser(session, user));
    const { timeZone } = organizationOf(context).organization;
    const keys = customers
      .filter((one) => person === undefined || referenceOf(one) === person)
      .flatMap((one) => (open.has(one.key) ? one.key : []));
    const read = await readTieFacts(database, keys, { asOf, timeZone });
    const behind = new Set(
      keys.flatMap((one) =>
        tiesTo(read, one)
          .filter((tie) => tie.person === userKey)
          .flatMap(({ activities }) => activities),
      ),
    );
    const all = Array.from(behind, (fact) => ({
      fact,
      key: read.activityKey(fact),
      startsAt: read.facts.startsAt[fact] ?? 0,
    })).sort((a, b) => b.startsAt - a.startsAt || b.key - a.key);
    const rest = all.filter(isAfter(cursor));
    const page = rest.slice(0, limit);
    const notes = await readAs(who, (session) =>
      notesOf(
        session,
        page.map((one) => one.key),
      ),
    );
    const last = page.at(-1);
    return context.json(
      {
        rows: page.map(({ fact, key: activity, startsAt }) => {
          const note = notes.get(activity);
          const kindSide = read.facts.kindSide[fact] ?? 0;
          return {
            id: note?.id ?? hiddenId(activity),
            isReadable: note !== undefined && note.id !== hiddenId(activity),
            kind: kindOf(kindSide),
            side: kindSide % 2 === 1 ? ('them' as const) : ('us' as const),
            startsAt: new Date(startsAt).toISOString(),
            subject: note?.subject ?? null,
            weight: tieWeight(read.facts, fact, asOf),
          };
        }),
        next:
          last === undefined || rest.length <= limit
            ? null
            : writeCursor({ value: new Date(last.startsAt).toISOString(), key: last.key }),
        total: all.length,
      },
      200,
    );
  });
}

function referenceOf({ type, id }: Customer): string {
  return `${type}:${id}`;
}

function isAfter(cursor: string | undefined) {
  if (cursor === undefined) return () => true;
  const { value, key: end } = readCursor(cursor);
  const at = Date.parse(value ?? '');
  return ({ startsAt, key }: { readonly startsAt: number; readonly key: number }) =>
    startsAt < at || (startsAt === at && key < end);
}
