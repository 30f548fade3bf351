import { createRoute, z } from '@hono/zod-openapi';
import { invitationPath, linkForPassword } from '../../access/invitations.ts';
import { changeLogin, type LoginChanged, type LoginState, loginsIn } from '../../access/logins.ts';
import { removeSecondFactor } from '../../access/second-factor.ts';
import { type AuditEntry, audit } from '../../audit/record.ts';
import {
  linkMadeSchema,
  loginChangeSchema,
  loginSchema,
  loginsSchema,
} from '../../contract/logins.ts';
import type { Session } from '../../db/pool.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { integerKey, problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { originOf } from '../origin.ts';
import { smallJson } from '../small-json.ts';

const params = z.object({ key: integerKey });

const list = createRoute({
  method: 'get',
  path: '/api/v1/logins',
  summary: 'Who can sign in',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'All logins by name, the deactivated too',
      content: { 'application/json': { schema: loginsSchema } },
    },
  },
});

const patch = createRoute({
  method: 'patch',
  path: '/api/v1/logins/{key}',
  summary: 'Changes roles, whether somebody may sign in, and which person of the CRM that is',
  request: {
    params,
    body: { content: { 'application/json': { schema: loginChangeSchema } }, required: true },
  },
  ...allowed(['administrator'], 'administer', inPerson, ...smallJson),
  responses: {
    200: {
      description: 'The login now',
      content: { 'application/json': { schema: loginSchema } },
    },
    404: problem('`login_unknown` or `user_unknown`'),
    409: problem('`last_administrator`, `user_taken` or `demo_login`'),
  },
});

const withoutFactor = createRoute({
  method: 'delete',
  path: '/api/v1/logins/{key}/second-factor',
  summary: 'Removes the second factor of somebody who has lost it',
  request: { params },
  ...allowed(['administrator'], 'administer', inPerson),
  responses: {
    204: { description: 'No code is asked for any more' },
    404: problem('`login_unknown`'),
  },
});

const link = createRoute({
  method: 'post',
  path: '/api/v1/logins/{key}/link',
  summary: 'Makes a link with which somebody chooses a new password',
  description: 'The password of until now holds until the link is used.',
  request: { params },
  ...allowed(['administrator'], 'administer', inPerson),
  responses: {
    201: {
      description: 'The link, shown this once',
      content: { 'application/json': { schema: linkMadeSchema } },
    },
    404: problem('`login_unknown`: there is none, or it is not active'),
  },
});

/** /api/v1/logins: what administrators do with those who can sign in. */
export function loginsRoute(api: Api, { database, clock }: ApiDependencies): void {
  const shown = async (session: Session, key: number, current: number) => {
    const [login] = await loginsIn(session, { now: clock(), key });
    if (login === undefined) throw loginUnknown(key);
    return presented(login, current);
  };
  api.openapi(list, async (context) => {
    const { login: current } = identityOf(context);
    const logins = await loginsIn(database, { now: clock(), key: null });
    return context.json({ logins: logins.map((login) => presented(login, current)) }, 200);
  });
  api.openapi(patch, async (context) => {
    const { key } = context.req.valid('param');
    const change = context.req.valid('json');
    const who = identityOf(context);
    const login = await database.transaction(async (session) => {
      const changed = await changeLogin(session, key, change);
      if (changed === null) throw loginUnknown(key);
      const now = await shown(session, key, who.login);
      for (const entry of entriesFor(changed, now.roles))
        await audit(session, { ...entry, at: clock(), actor: who, object: { login: key } });
      return now;
    });
    return context.json(login, 200);
  });
  api.openapi(withoutFactor, async (context) => {
    const { key } = context.req.valid('param');
    const who = identityOf(context);
    await database.transaction(async (session) => {
      await shown(session, key, who.login);
      if (!(await removeSecondFactor(session, key))) return;
      await audit(session, {
        ...{ at: clock(), actor: who, action: 'second_factor_changed' },
        ...{ object: { login: key }, details: { is: 'off' } },
      });
    });
    return context.body(null, 204);
  });
  api.openapi(link, async (context) => {
    const { key } = context.req.valid('param');
    const now = clock();
    const made = await database.transaction(async (session) => {
      const one = await linkForPassword(session, key, now);
      if (one === null) throw loginUnknown(key);
      await audit(session, {
        ...{ at: now, actor: identityOf(context), action: 'link_made' },
        object: { login: key },
      });
      return one;
    });
    return context.json(
      {
        key: made.key,
        link: `${originOf(context)}${invitationPath(made.token)}`,
        expiresAt: new Date(made.expiresAt).toISOString(),
      },
      201,
    );
  });
}

function presented(login: LoginState, current: number) {
  const { key, email, name, roles, active, demo, sessions, tokens, signed_in_at } = login;
  return {
    ...{ key, email, name, roles: [...roles], active, demo, sessions, tokens },
    userId: login.user_id,
    hasPassword: login.has_password,
    secondFactor: login.second_factor,
    signedInAt: signed_in_at === null ? null : new Date(signed_in_at).toISOString(),
    current: key === current,
  };
}

function entriesFor(
  { rolesBefore, activeBefore }: LoginChanged,
  roles: readonly string[],
): readonly Pick<AuditEntry, 'action' | 'details'>[] {
  return [
    ...(rolesBefore === null
      ? []
      : [{ action: 'roles_changed' as const, details: { before: rolesBefore, roles } }]),
    ...(activeBefore === null
      ? []
      : [{ action: activeBefore ? ('deactivated' as const) : ('reactivated' as const) }]),
  ];
}

function loginUnknown(key: number): Problem {
  return new Problem({
    code: 'login_unknown',
    message: 'There is no (active) login with this key.',
    field: 'key',
    value: key,
    hint: 'GET /api/v1/logins lists them.',
  });
}
