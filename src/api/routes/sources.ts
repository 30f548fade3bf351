import { createRoute, z } from '@hono/zod-openapi';
import { sourceChangedSchema, sourceChangeSchema, sourcesSchema } from '../../contract/sources.ts';
import { Problem } from '../../model/problem.ts';
import { changeSource, sourcesIn } from '../../settings/sources.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { integerKey, problem } from '../described.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { jsonBody } from '../small-json.ts';

const get = createRoute({
  method: 'get',
  path: '/api/v1/sources',
  summary: 'Where things come from: last sync, bulk rule, consent',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'All sources',
      content: { 'application/json': { schema: sourcesSchema } },
    },
  },
});

const patch = createRoute({
  method: 'patch',
  path: '/api/v1/sources/{id}',
  summary: 'Changes the bulk rule of a source, or notes or withdraws the consent to it',
  description:
    'With another bulk rule the mail of the source that came through lists is interpreted again. Headers that were not stored, because the source was read without the rule, come back only when it is read again.',
  request: {
    params: z.object({ id: integerKey }),
    body: {
      content: { 'application/json': { schema: sourceChangeSchema } },
      required: true,
    },
  },
  ...allowed(['administrator'], 'administer', jsonBody),
  responses: {
    200: {
      description: 'The source now',
      content: { 'application/json': { schema: sourceChangedSchema } },
    },
    404: problem('There is no such source'),
  },
});

/** GET /api/v1/sources and PATCH /api/v1/sources/{id}. */
export function sourcesRoute(api: Api, { database, clock }: ApiDependencies): void {
  api.openapi(get, async (context) =>
    context.json({ sources: [...(await sourcesIn(database, clock()))] }, 200),
  );
  api.openapi(patch, async (context) => {
    const { id } = context.req.valid('param');
    const change = context.req.valid('json');
    assertGivenBefore(change.consent?.givenAt, clock());
    const changed = await changeSource(database, id, {
      ...change,
      by: identityOf(context),
      now: clock(),
    });
    if (changed === null) throw unknownSource(id);
    return context.json(changed, 200);
  });
}

function unknownSource(id: number): Problem {
  return new Problem({
    code: 'source_unknown',
    message: 'There is no source with this id.',
    field: 'id',
    value: id,
    hint: 'GET /api/v1/sources lists them.',
  });
}

/** Nobody has consented yet to what only begins tomorrow. */
function assertGivenBefore(givenAt: string | undefined, now: number): void {
  if (givenAt === undefined || Date.parse(givenAt) <= now) return;
  throw new Problem({
    code: 'request_invalid',
    message: 'The consent has not been given yet.',
    field: 'consent.givenAt',
    value: givenAt,
    hint: 'an instant that is not in the future',
  });
}
