import { createRoute, z } from '@hono/zod-openapi';
import type { Identity } from '../../access/identity.ts';
import { assertFit } from '../../access/password-rules.ts';
import { endSession, endSessions, sessionsOf } from '../../access/sessions.ts';
import { setPassword } from '../../access/set-up.ts';
import { audit } from '../../audit/record.ts';
import {
  ownSessionsSchema,
  passwordChangeSchema,
  sessionsEndedSchema,
} from '../../contract/sign-in.ts';
import { organizationIn } from '../../facts/organization.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { bigintKey, problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { assertPassword } from '../password-again.ts';
import { smallJson } from '../small-json.ts';

const ended = {
  description: 'How many were ended',
  content: { 'application/json': { schema: sessionsEndedSchema } },
};

const sessions = createRoute({
  method: 'get',
  path: '/api/v1/me/sessions',
  summary: 'Where one is signed in',
  ...allowed('members', 'read', inPerson),
  responses: {
    200: {
      description: 'The sessions, the last used first',
      content: { 'application/json': { schema: ownSessionsSchema } },
    },
  },
});

const endOne = createRoute({
  method: 'delete',
  path: '/api/v1/me/sessions/{key}',
  summary: 'Signs out somewhere else',
  request: {
    params: z.object({
      key: bigintKey,
    }),
  },
  ...allowed('members', 'read', inPerson),
  responses: { 204: { description: 'That session is over' }, 404: problem('`session_unknown`') },
});

const endOthers = createRoute({
  method: 'delete',
  path: '/api/v1/me/sessions',
  summary: 'Signs out everywhere else',
  ...allowed('members', 'read', inPerson),
  responses: { 200: ended },
});

const password = createRoute({
  method: 'post',
  path: '/api/v1/me/password',
  summary: 'Changes the password, and signs out everywhere else',
  request: {
    body: { content: { 'application/json': { schema: passwordChangeSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    200: ended,
    403: problem('`password_wrong`'),
    409: problem('`password_none`: there is none to change'),
    422: problem('`password_unfit`: the hint says why'),
    429: problem('`too_many_attempts`'),
  },
});

/** /api/v1/me/sessions and POST /api/v1/me/password. */
export function meRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, clock, passwords } = dependencies;
  api.openapi(sessions, async (context) => {
    const { login, by } = identityOf(context);
    const list = (await sessionsOf(database, login, clock())).map((one) => ({
      ...{ key: one.key, client: one.client, current: one.key === by.key },
      beganAt: new Date(one.began_at).toISOString(),
      seenAt: new Date(one.seen_at).toISOString(),
      expiresAt: new Date(one.expires_at).toISOString(),
    }));
    return context.json({ sessions: list }, 200);
  });
  api.openapi(endOne, async (context) => {
    const { key } = context.req.valid('param');
    const who = identityOf(context);
    await database.transaction(async (session) => {
      if (!(await endSession(session, who.login, key))) throw sessionUnknown(key);
      await audit(session, ownEntry(who, clock(), { sessions: 1 }));
    });
    return context.body(null, 204);
  });
  api.openapi(endOthers, async (context) => {
    const who = identityOf(context);
    const number = await database.transaction(async (session) => {
      const others = await endSessions(session, who.login, who.by.key);
      if (others > 0) await audit(session, ownEntry(who, clock(), { sessions: others }));
      return others;
    });
    return context.json({ ended: number }, 200);
  });
  api.openapi(password, async (context) => {
    const { current, next } = context.req.valid('json');
    const who = identityOf(context);
    await assertPassword(who, { password: current, field: 'current' }, dependencies);
    const { organization } = await organizationIn(database);
    assertFit(next, { email: who.email, organization: organization.name }, 'next');
    const hash = await passwords.hash(next);
    const now = clock();
    const number = await database.transaction(async (session) => {
      await setPassword(session, { login: who.login, hash, now });
      const others = await endSessions(session, who.login, who.by.key);
      await audit(session, {
        ...{ at: now, actor: who, action: 'password_changed' },
        details: { way: 'password', sessionsEnded: others },
      });
      return others;
    });
    return context.json({ ended: number }, 200);
  });
}

function ownEntry(who: Identity, at: number, details: { readonly sessions: number }) {
  return { at, actor: who, action: 'session_ended' as const, details };
}

function sessionUnknown(key: number): Problem {
  return new Problem({
    code: 'session_unknown',
    message: 'You have no session with this key.',
    field: 'key',
    value: key,
    hint: 'GET /api/v1/me/sessions lists them.',
  });
}
