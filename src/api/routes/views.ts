import { createRoute, z } from '@hono/zod-openapi';
import type { Identity } from '../../access/identity.ts';
import { viewChangeSchema, viewMakeSchema, viewSchema, viewsSchema } from '../../contract/views.ts';
import { Problem } from '../../model/problem.ts';
import type { Role } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { integerKey, problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { changeView, makeView, removeView, viewsFor } from '../queries/views.ts';
import { smallJson } from '../small-json.ts';

const view = (description: string) => ({
  description,
  content: { 'application/json': { schema: viewSchema } },
});
const params = z.object({
  key: integerKey,
});

const list = createRoute({
  method: 'get',
  path: '/api/v1/views',
  summary: 'Saved views of lists: one’s own and those that are shared with one’s roles',
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'The views', content: { 'application/json': { schema: viewsSchema } } },
  },
});

const make = createRoute({
  method: 'post',
  path: '/api/v1/views',
  summary: 'Saves a view',
  request: {
    body: { content: { 'application/json': { schema: viewMakeSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    201: view('The view'),
    403: problem('`not_allowed`: managers and administrators share'),
    409: problem('`view_exists`: one of that name; `view_limit`: too many'),
  },
});

const change = createRoute({
  method: 'patch',
  path: '/api/v1/views/{key}',
  summary: 'Changes a view of one’s own; what is left out stays',
  request: {
    params,
    body: { content: { 'application/json': { schema: viewChangeSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    200: view('The view'),
    403: problem('`not_allowed`: managers and administrators share'),
    404: problem('`view_unknown`'),
    409: problem('`view_exists`'),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/views/{key}',
  summary: 'Removes a view of one’s own; administrators also a shared one',
  request: { params },
  ...allowed('members', 'read', inPerson),
  responses: { 204: { description: 'It is gone' }, 404: problem('`view_unknown`') },
});

/** /api/v1/views: saved views of lists. */
export function viewsRoute(api: Api, { database, clock }: ApiDependencies): void {
  api.openapi(list, async (context) => {
    const who = identityOf(context);
    const views = await viewsFor(database, who);
    return context.json({ views: [...views], mayShare: mayShare(who) }, 200);
  });
  api.openapi(make, async (context) => {
    const wanted = context.req.valid('json');
    const who = identityOf(context);
    assertMayShare(who, wanted.sharedWith);
    const now = clock();
    const made = await database.transaction((session) =>
      makeView(session, who, { ...wanted, now }),
    );
    return context.json(made, 201);
  });
  api.openapi(change, async (context) => {
    const { key } = context.req.valid('param');
    const wanted = context.req.valid('json');
    const who = identityOf(context);
    assertMayShare(who, wanted.sharedWith ?? null);
    const now = clock();
    const changed = await database.transaction((session) =>
      changeView(session, who, { ...wanted, key, now }),
    );
    return context.json(changed, 200);
  });
  api.openapi(remove, async (context) => {
    const { key } = context.req.valid('param');
    await removeView(database, identityOf(context), key);
    return context.body(null, 204);
  });
}

const sharing: readonly Role[] = ['manager', 'administrator'];

function mayShare({ roles }: Identity): boolean {
  return roles.some((role) => sharing.includes(role));
}

function assertMayShare(who: Identity, sharedWith: Role | null): void {
  if (sharedWith === null || mayShare(who)) return;
  throw new Problem({
    code: 'not_allowed',
    message: 'Your role does not share views.',
    field: 'sharedWith',
    value: sharedWith,
    hint: `It is for: ${sharing.join(', ')}.`,
  });
}
