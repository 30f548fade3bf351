import { createRoute, z } from '@hono/zod-openapi';
import {
  erasedSchema,
  erasureSchema,
  peopleCollectionSchema,
  peopleCollections,
} from '../../contract/rights.ts';
import { Problem } from '../../model/problem.ts';
import { erasePerson } from '../../rights/erase-person.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { smallJson } from '../small-json.ts';

const route = createRoute({
  method: 'post',
  path: '/api/v1/{collection}/{id}/erasure',
  summary: 'Erases a contact, lead or user for good, with what was derived',
  description:
    'Afterwards every figure is as it would be without the record and its addresses; activities that had nobody else on that side are removed. What is kept is a list of keyed hashes that keeps the person from coming in again. Addresses that others have as well stay theirs.',
  request: {
    params: z.object({ collection: peopleCollectionSchema, id: z.string() }),
    body: { content: { 'application/json': { schema: erasureSchema } }, required: true },
  },
  ...allowed(['administrator'], 'administer', inPerson, ...smallJson),
  responses: {
    200: {
      description: 'What was removed',
      content: { 'application/json': { schema: erasedSchema } },
    },
    404: problem('There is nobody with this id'),
    409: problem('It would be oneself, or the last administrator'),
    422: problem('The id does not stand in the body once more'),
  },
});

/** POST /api/v1/{contacts|leads|users}/{id}/erasure. */
export function erasureRoute(api: Api, { database, clock, erased }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    if (context.req.valid('json').confirm !== id) throw notConfirmed();
    const person = { type: peopleCollections[collection], id };
    const { removed, sharedWith } = await erasePerson(database, person, {
      erased,
      now: clock(),
      actor: identityOf(context),
    });
    return context.json({ person, removed, sharedWith: [...sharedWith] }, 200);
  });
}

function notConfirmed(): Problem {
  return new Problem({
    code: 'erasure_not_confirmed',
    message: 'Erasing cannot be undone, so the id has to be given twice.',
    field: 'confirm',
    hint: 'Send the id of the path as `confirm`.',
  });
}
