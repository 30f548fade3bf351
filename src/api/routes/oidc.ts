import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { networkOf, tooManyAttempts } from '../../access/limits.ts';
import type { OpenIdPerson } from '../../access/oidc.ts';
import { attemptMs, beginAttempt, takeAttempt } from '../../access/oidc-attempts.ts';
import { loginOfPerson } from '../../access/oidc-logins.ts';
import type { OpenIdRules } from '../../access/oidc-settings.ts';
import { beginSession } from '../../access/sessions.ts';
import { audit } from '../../audit/record.ts';
import { type OpenIdProblem, openIdBeginSchema } from '../../contract/openid.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { clientOf, entered } from '../entering.ts';
import { type Api, type ApiEnvironment, allowed } from '../gate.ts';
import { clientAddress, originOf } from '../origin.ts';
import { setAttemptCookie, takeAttemptCookie } from '../session-cookie.ts';

const callbackPath = '/api/v1/session/openid/callback';

const begin = createRoute({
  method: 'get',
  path: '/api/v1/session/openid',
  summary: "Sends the browser to the organisation's own sign-in",
  request: { query: openIdBeginSchema },
  ...allowed('everybody', 'read'),
  responses: {
    303: { description: 'To the provider; to /sign-in?problem=… when that is not possible' },
  },
});

const callback = createRoute({
  method: 'get',
  path: callbackPath,
  summary: 'Where the provider sends the browser back to',
  ...allowed('everybody', 'read'),
  responses: {
    303: { description: 'Signed in, to where one wanted to go; else to /sign-in?problem=…' },
  },
});

/** GET /api/v1/session/openid and its callback: a browser goes there, so problems are told by the sign-in page. */
export function openIdRoutes(api: Api, dependencies: ApiDependencies): void {
  const { database, clock, openId, limits } = dependencies;
  const counted = async (context: Context) => {
    const seconds = await limits.take('write', networkOf(clientAddress(context)));
    if (seconds !== null) throw tooManyAttempts(seconds);
  };
  api.openapi(begin, (context) =>
    toldByPage(context, dependencies, async () => {
      if (openId === null) throw problem('openid_off');
      await counted(context);
      const now = clock();
      const { to } = context.req.valid('query');
      const { secret, checks } = await beginAttempt(database, { to, now });
      const address = await openId.begin(`${originOf(context)}${callbackPath}`, checks);
      setAttemptCookie(context, secret, now + attemptMs);
      return address.href;
    }),
  );
  api.openapi(callback, (context) =>
    toldByPage(context, dependencies, async () => {
      if (openId === null) throw problem('openid_off');
      await counted(context);
      const { search, searchParams } = new URL(context.req.url);
      const secret = takeAttemptCookie(context);
      const state = searchParams.get('state');
      const attempt =
        secret === null || state === null
          ? null
          : await takeAttempt(database, { secret, state }, clock());
      if (attempt === null) throw problem('openid_over');
      const cameBackTo = new URL(`${callbackPath}${search}`, originOf(context));
      const person = await openId.finish(cameBackTo, attempt.checks);
      const token = await signedInAs(person, openId.rules, {
        ...{ database, now: clock(), client: clientOf(context) },
      });
      await entered(context, { token, device: null }, dependencies);
      return attempt.to;
    }),
  );
}

/** Begins a session for a person that the provider vouches for. Throws `openid_unverified` and `openid_unknown`. */
async function signedInAs(
  person: OpenIdPerson,
  rules: OpenIdRules,
  {
    database,
    now,
    client,
  }: Pick<ApiDependencies, 'database'> & { readonly now: number; readonly client: string | null },
): Promise<string> {
  const outcome = await database.transaction(async (session) => {
    const found = await loginOfPerson(session, person, { rules, now });
    if (found.is !== 'known') {
      const object = found.login === null ? null : { login: found.login };
      const details = { way: 'provider', because: found.is };
      await audit(session, { at: now, actor: 'nobody', action: 'sign_in_failed', object, details });
      return found.is;
    }
    const { login, made, roles, rolesBefore } = found;
    const token = await beginSession(session, login, { now, client });
    const actor = { login };
    if (made === 'invited')
      await audit(session, { at: now, actor, action: 'invitation_accepted', object: actor });
    if (rolesBefore !== null) {
      const details = { before: rolesBefore, roles, because: 'groups' };
      await audit(session, {
        ...{ at: now, actor: 'system', action: 'roles_changed', object: actor, details },
      });
    }
    const details = { way: 'provider', ...(made === 'new' ? { new: true } : {}) };
    await audit(session, { at: now, actor, action: 'signed_in', details });
    return { token };
  });
  if (typeof outcome === 'string') throw problem(outcome);
  return outcome.token;
}

/** Goes where `work` says, or to the sign-in page with the code of what went wrong. */
async function toldByPage(
  context: Context<ApiEnvironment>,
  { onError }: Pick<ApiDependencies, 'onError'>,
  work: () => Promise<string>,
): Promise<Response> {
  try {
    return context.redirect(await work(), 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // What has a cause is the provider's or the configuration's: whoever runs the server has to see it.
    if (error.cause !== undefined && error.cause !== null) onError(error);
    return context.redirect(`/sign-in?problem=${error.code}`, 303);
  }
}

function problem(code: OpenIdProblem): Problem {
  return new Problem({
    code,
    message: 'Signing in with the account of the organisation did not work.',
  });
}
