import { createRoute, z } from '@hono/zod-openapi';
import {
  optedOutSchema,
  optOutSchema,
  peopleCollectionSchema,
  peopleCollections,
} from '../../contract/rights.ts';
import { Problem } from '../../model/problem.ts';
import { optOutOf, setOptOut } from '../../rights/opt-out.ts';
import { type PersonRef, personKey } from '../../rights/person.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { smallJson } from '../small-json.ts';

const body = { content: { 'application/json': { schema: optOutSchema } }, required: true };
const responses = {
  200: {
    description: 'What holds now',
    content: { 'application/json': { schema: optedOutSchema } },
  },
  404: problem('There is nobody with this id'),
};

const seenOfSomebody = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/opt-out',
  summary: 'Whether somebody is left out of all analytics, and who said so',
  request: { params: z.object({ collection: peopleCollectionSchema, id: z.string() }) },
  ...allowed(['administrator'], 'administer'),
  responses,
});

const seenOfOneself = createRoute({
  method: 'get',
  path: '/api/v1/me/opt-out',
  summary: 'Whether one is left out of all analytics, and who said so',
  ...allowed('members', 'read', inPerson),
  responses,
});

const ofSomebody = createRoute({
  method: 'put',
  path: '/api/v1/{collection}/{id}/opt-out',
  summary: 'Takes somebody out of all analytics, or back in',
  description:
    'An import that says nothing of it, or otherwise, does not undo it. What the source says can only be taken back there.',
  request: { params: z.object({ collection: peopleCollectionSchema, id: z.string() }), body },
  ...allowed(['administrator'], 'administer', ...smallJson),
  responses,
});

const ofOneself = createRoute({
  method: 'put',
  path: '/api/v1/me/opt-out',
  summary: 'Takes oneself out of all analytics, or back in',
  request: { body },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses,
});

/** GET and PUT /api/v1/{contacts|leads|users}/{id}/opt-out and /api/v1/me/opt-out. */
export function optOutRoutes(api: Api, { database, clock }: ApiDependencies): void {
  const seen = async (person: PersonRef) => {
    const key = await personKey(database, person);
    return optOutOf(database, { key, type: person.type });
  };
  api.openapi(seenOfOneself, async (context) => {
    const { user } = identityOf(context);
    if (user === null) throw nobody();
    return context.json(await seen({ type: 'user', id: user.id }), 200);
  });
  api.openapi(seenOfSomebody, async (context) => {
    const { collection, id } = context.req.valid('param');
    return context.json(await seen({ type: peopleCollections[collection], id }), 200);
  });
  api.openapi(ofOneself, async (context) => {
    const who = identityOf(context);
    if (who.user === null) throw nobody();
    const person = { type: 'user' as const, id: who.user.id, ...context.req.valid('json') };
    const run = { now: clock(), actor: who };
    return context.json(
      await database.transaction((session) => setOptOut(session, person, run)),
      200,
    );
  });
  api.openapi(ofSomebody, async (context) => {
    const { collection, id } = context.req.valid('param');
    const person = { type: peopleCollections[collection], id, ...context.req.valid('json') };
    const run = { now: clock(), actor: identityOf(context) };
    return context.json(
      await database.transaction((session) => setOptOut(session, person, run)),
      200,
    );
  });
}

function nobody(): Problem {
  return new Problem({
    code: 'user_unknown',
    message: 'You are nobody in the CRM, so there is nothing of you in the analytics.',
    field: 'user',
    hint: 'An administrator can say who you are there.',
  });
}
