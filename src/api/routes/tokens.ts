import { createRoute, z } from '@hono/zod-openapi';
import { allowedScopes } from '../../access/sessions.ts';
import { makeToken, revokeToken, tokensOf } from '../../access/tokens.ts';
import { audit } from '../../audit/record.ts';
import { tokenMadeSchema, tokenMakeSchema, tokensSchema } from '../../contract/sign-in.ts';
import { Problem } from '../../model/problem.ts';
import type { Scope } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { bigintKey, problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { smallJson } from '../small-json.ts';

const list = createRoute({
  method: 'get',
  path: '/api/v1/me/tokens',
  summary: 'The tokens of the programs that act for one',
  ...allowed('members', 'read', inPerson),
  responses: {
    200: {
      description: 'Tokens that hold, the last made first, and the scopes that one can give',
      content: { 'application/json': { schema: tokensSchema } },
    },
  },
});

const make = createRoute({
  method: 'post',
  path: '/api/v1/me/tokens',
  summary: 'Makes a token: sent as `Authorization: Bearer …`, it stands for who has made it',
  request: {
    body: { content: { 'application/json': { schema: tokenMakeSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    201: {
      description: 'The token, shown this once',
      content: { 'application/json': { schema: tokenMadeSchema } },
    },
    403: problem('`not_allowed`: a scope beyond the roles'),
  },
});

const revoke = createRoute({
  method: 'delete',
  path: '/api/v1/me/tokens/{key}',
  summary: 'Revokes a token',
  request: {
    params: z.object({
      key: bigintKey,
    }),
  },
  ...allowed('members', 'read', inPerson),
  responses: { 204: { description: 'It holds no more' }, 404: problem('`token_unknown`') },
});

/** /api/v1/me/tokens: for people alone, so that no token makes another. */
export function tokensRoute(api: Api, { database, clock }: ApiDependencies): void {
  api.openapi(list, async (context) => {
    const { login, roles } = identityOf(context);
    const tokens = (await tokensOf(database, login, clock())).map((one) => ({
      ...{ key: one.key, name: one.name, scopes: [...one.scopes] },
      madeAt: new Date(one.made_at).toISOString(),
      expiresAt: new Date(one.expires_at).toISOString(),
      usedAt: one.used_at === null ? null : new Date(one.used_at).toISOString(),
    }));
    return context.json({ tokens, scopes: [...allowedScopes(roles)] }, 200);
  });
  api.openapi(make, async (context) => {
    const wanted = context.req.valid('json');
    const who = identityOf(context);
    assertScopes(wanted.scopes, allowedScopes(who.roles));
    const now = clock();
    const made = await database.transaction(async (session) => {
      const token = await makeToken(session, who.login, { ...wanted, now });
      await audit(session, {
        ...{ at: now, actor: who, action: 'token_made' },
        object: { type: 'token', id: String(token.key) },
        details: { scopes: wanted.scopes, days: wanted.days },
      });
      return token;
    });
    const { key, token, expiresAt } = made;
    return context.json({ key, token, expiresAt: new Date(expiresAt).toISOString() }, 201);
  });
  api.openapi(revoke, async (context) => {
    const { key } = context.req.valid('param');
    const who = identityOf(context);
    await database.transaction(async (session) => {
      if (!(await revokeToken(session, who.login, key))) throw tokenUnknown(key);
      await audit(session, {
        ...{ at: clock(), actor: who, action: 'token_revoked' },
        object: { type: 'token', id: String(key) },
      });
    });
    return context.body(null, 204);
  });
}

function assertScopes(wanted: readonly Scope[], held: readonly Scope[]): void {
  const beyond = wanted.find((scope) => !held.includes(scope));
  if (beyond === undefined) return;
  throw new Problem({
    code: 'not_allowed',
    message: 'A token can do no more than the person who makes it.',
    field: 'scopes',
    value: beyond,
    hint: `You can give: ${held.join(', ')}.`,
  });
}

function tokenUnknown(key: number): Problem {
  return new Problem({
    code: 'token_unknown',
    message: 'You have no token with this key.',
    field: 'key',
    value: key,
    hint: 'GET /api/v1/me/tokens lists them.',
  });
}
