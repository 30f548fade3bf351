import { createRoute } from '@hono/zod-openapi';
import { madePrivateSchema, neverSchema, privateSchema } from '../../contract/rights.ts';
import { Problem } from '../../model/problem.ts';
import { makePrivate, neverOf, setNever } from '../../rights/own-rules.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { smallJson } from '../small-json.ts';

const never = {
  description: 'The addresses',
  content: { 'application/json': { schema: neverSchema } },
};

const getNever = createRoute({
  method: 'get',
  path: '/api/v1/me/never',
  summary: 'With whom one is never analysed',
  ...allowed('members', 'read', inPerson),
  responses: { 200: never, 404: problem('One is nobody in the CRM') },
});

const putNever = createRoute({
  method: 'put',
  path: '/api/v1/me/never',
  summary: 'Says with whom one is never analysed',
  description:
    'Activities with both oneself and one of the addresses do not count (`excluded_by_rule`), past ones too. Nobody else sees the list.',
  request: {
    body: { content: { 'application/json': { schema: neverSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: { 200: never, 404: problem('One is nobody in the CRM') },
});

const postPrivate = createRoute({
  method: 'post',
  path: '/api/v1/me/private',
  summary:
    'Makes an activity, or all that one is on of its conversation, private, or takes it back',
  description:
    'What is private counts nowhere, and stays so when it comes in again. Of a conversation it is what is there by now.',
  request: {
    body: { content: { 'application/json': { schema: privateSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    200: {
      description: 'How many changed',
      content: { 'application/json': { schema: madePrivateSchema } },
    },
    404: problem('One takes part in no such activity'),
  },
});

/** GET and PUT /api/v1/me/never, POST /api/v1/me/private. */
export function ownRulesRoutes(api: Api, { database, erased }: ApiDependencies): void {
  api.openapi(getNever, async (context) =>
    context.json({ addresses: [...(await neverOf(database, ownKey(identityOf(context))))] }, 200),
  );
  api.openapi(putNever, async (context) => {
    const user = ownKey(identityOf(context));
    const { addresses } = context.req.valid('json');
    const kept = await database.transaction(async (session) => {
      await setNever(session, { user, addresses }, erased);
      return neverOf(session, user);
    });
    return context.json({ addresses: [...kept] }, 200);
  });
  api.openapi(postPrivate, async (context) => {
    const user = ownKey(identityOf(context));
    const { activity, whole, private: isPrivate } = context.req.valid('json');
    const wanted = { activity, whole: whole === 'conversation', isPrivate };
    const activities = await database.transaction((session) => makePrivate(session, user, wanted));
    return context.json({ activities }, 200);
  });
}

function ownKey({ user }: ReturnType<typeof identityOf>): number {
  if (user !== null) return user.key;
  throw new Problem({
    code: 'user_unknown',
    message: 'You are nobody in the CRM, so there is nothing of you in the analytics.',
    field: 'user',
    hint: 'An administrator can say who you are there.',
  });
}
