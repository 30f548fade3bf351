import { createRoute, z } from '@hono/zod-openapi';
import { handedOverSchema, handOverSchema, peopleSchema } from '../../contract/people.ts';
import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { Problem } from '../../model/problem.ts';
import { handOver } from '../../people/hand-over.ts';
import { peopleIn } from '../../people/list.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { smallJson } from '../small-json.ts';

const get = createRoute({
  method: 'get',
  path: '/api/v1/people',
  summary: 'People of ours: who they are, whether they can sign in, and no figure of theirs',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: { description: 'By name', content: { 'application/json': { schema: peopleSchema } } },
  },
});

const post = createRoute({
  method: 'post',
  path: '/api/v1/people/{id}/hand-over',
  summary: 'Gives another person what this one owns and works on',
  description:
    'The CRM stays the master: a record that it sends again with another owner is theirs. Change it there as well. Who had a deal stays on its team, so that their activities still belong to it; deactivate their login to keep them out.',
  request: {
    params: z.object({ id: z.string() }),
    body: { content: { 'application/json': { schema: handOverSchema } }, required: true },
  },
  ...allowed(['administrator'], 'administer', ...smallJson),
  responses: {
    200: {
      description: 'How many of each',
      content: { 'application/json': { schema: handedOverSchema } },
    },
    404: problem('`user_unknown`'),
  },
});

/** GET /api/v1/people and POST /api/v1/people/{id}/hand-over. */
export function peopleRoute(api: Api, { database, clock }: ApiDependencies): void {
  api.openapi(get, async (context) =>
    context.json({ people: [...(await peopleIn(database))] }, 200),
  );
  api.openapi(post, async (context) => {
    const { id } = context.req.valid('param');
    const { to, what } = context.req.valid('json');
    if (to === id) throw toThemselves(to);
    const by = { by: identityOf(context), now: clock() };
    const handed = await database.transaction(async (session) => {
      const from = await userKey(session, id, 'id');
      return handOver(session, { from, to: await userKey(session, to, 'to'), what }, by);
    });
    return context.json(handed, 200);
  });
}

async function userKey(session: Session, id: string, field: string): Promise<number> {
  const [row] = await session.query<{ key: number }>(
    sql`select key from app_user join entity using (key) where id = ${id}`,
  );
  if (row !== undefined) return row.key;
  throw new Problem({
    code: 'user_unknown',
    message: 'The CRM knows nobody of ours with this id.',
    field,
    value: id,
    hint: 'GET /api/v1/people lists them.',
  });
}

function toThemselves(to: string): Problem {
  return new Problem({
    code: 'request_invalid',
    message: 'Nobody hands over to themselves.',
    field: 'to',
    value: to,
    hint: 'the id of somebody else',
  });
}
