import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { demoLogin, demoPeopleIn } from '../../access/demo.ts';
import { tooManyAttempts } from '../../access/limits.ts';
import { presentMe } from '../../access/me.ts';
import { beginSession, endSession } from '../../access/sessions.ts';
import { isSetUpNeeded } from '../../access/set-up.ts';
import { type SignInOutcome, signIn } from '../../access/sign-in.ts';
import { audit } from '../../audit/record.ts';
import {
  demoSignInSchema,
  sessionSchema,
  signedInSchema,
  signInSchema,
} from '../../contract/sign-in.ts';
import { organizationIn } from '../../facts/organization.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { deviceIn } from '../device-cookie.ts';
import { clientOf, entered } from '../entering.ts';
import { type Api, allowed } from '../gate.ts';
import { clientAddress } from '../origin.ts';
import { clearSessionCookie } from '../session-cookie.ts';
import { smallJson } from '../small-json.ts';

const signedIn = {
  description: 'Signed in: the session is in the cookie',
  content: { 'application/json': { schema: signedInSchema } },
};

const get = createRoute({
  method: 'get',
  path: '/api/v1/session',
  summary: 'Who asks, and in which ways one can sign in',
  ...allowed('everybody', 'read'),
  responses: {
    200: {
      description: 'The person, or null',
      content: { 'application/json': { schema: sessionSchema } },
    },
  },
});

const post = createRoute({
  method: 'post',
  path: '/api/v1/session',
  summary: 'Signs in with a password, and a code when there is a second factor',
  request: {
    body: { content: { 'application/json': { schema: signInSchema } }, required: true },
  },
  ...allowed('everybody', 'read', ...smallJson),
  responses: {
    200: signedIn,
    401: problem('`sign_in_failed`, `second_factor_needed` or `second_factor_wrong`'),
    429: problem('`too_many_attempts`; Retry-After says for how many seconds'),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/session',
  summary: 'Signs out: the session is over, wherever its cookie may be',
  ...allowed('everybody', 'read'),
  responses: { 204: { description: 'Signed out' } },
});

const demo = createRoute({
  method: 'post',
  path: '/api/v1/session/demo',
  summary: 'Signs in to the demo company as one of its people',
  request: {
    body: { content: { 'application/json': { schema: demoSignInSchema } }, required: true },
  },
  ...allowed('everybody', 'read', ...smallJson),
  responses: { 200: signedIn, 409: problem('`demo_over`') },
});

/** GET, POST and DELETE /api/v1/session, and POST /api/v1/session/demo. */
export function sessionRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, clock, onError } = dependencies;
  api.openapi(get, async (context) => {
    const who = context.get('identity');
    const { demo: isDemo } = await organizationIn(database);
    const people = await demoPeopleIn(database);
    const answer = {
      me: who === null ? null : await presentMe(database, who),
      ways: {
        password: true as const,
        openId: dependencies.openId === null ? null : { name: dependencies.openId.name },
        demo: people === null ? null : [...people],
      },
      setUpNeeded: await isSetUpNeeded(database),
      demo: isDemo,
    };
    return context.json(answer, 200);
  });
  api.openapi(post, async (context) => {
    const { email, password, code } = context.req.valid('json');
    const outcome = await signIn(
      {
        ...{ email, password, code: code ?? null, now: clock() },
        ...{
          address: clientAddress(context),
          device: deviceIn(context),
          client: clientOf(context),
        },
      },
      dependencies,
    );
    if (outcome.is === 'signed_in')
      return context.json({ me: await entered(context, outcome, dependencies) }, 200);
    // Nobody waits for the log: for somebody who exists it has more to write.
    void noteFailure(outcome, dependencies).catch(onError);
    throw refusal(outcome);
  });
  api.openapi(remove, async (context) => {
    const who = context.get('identity');
    if (who?.by.kind === 'session') {
      await database.transaction(async (session) => {
        await endSession(session, who.login, who.by.key);
        await audit(session, { at: clock(), actor: who, action: 'signed_out' });
      });
    }
    forget(context);
    return context.body(null, 204);
  });
  api.openapi(demo, async (context) => {
    const { as: person } = context.req.valid('json');
    const now = clock();
    const token = await database.transaction(async (session) => {
      const login = await demoLogin(session, person);
      if (login === null) throw demoOver(person);
      const begun = await beginSession(session, login, { now, client: clientOf(context) });
      const details = { way: 'demo' };
      await audit(session, { at: now, actor: { login }, action: 'signed_in', details });
      return begun;
    });
    return context.json({ me: await entered(context, { token, device: null }, dependencies) }, 200);
  });
}

/** Pages that were left lie in the browser's cache; what it has stored holds the look of the page alone, and stays. */
function forget(context: Context): void {
  clearSessionCookie(context);
  context.header('clear-site-data', '"cache"');
}

type Refused = Exclude<SignInOutcome, { readonly is: 'signed_in' }>;

async function noteFailure(
  outcome: Refused,
  { database, clock }: Pick<ApiDependencies, 'database' | 'clock'>,
): Promise<void> {
  if (!('login' in outcome)) return;
  const { login, is } = outcome;
  await database.transaction((session) =>
    audit(session, {
      ...{ at: clock(), actor: 'nobody', action: 'sign_in_failed' },
      object: login === null ? null : { login },
      details: { because: is === 'second_factor_wrong' ? 'code' : 'password' },
    }),
  );
}

function refusal(outcome: Refused): Problem {
  switch (outcome.is) {
    case 'too_many_attempts':
      return tooManyAttempts(outcome.seconds);
    case 'second_factor_needed':
      return new Problem({
        code: 'second_factor_needed',
        message: 'A code is needed as well.',
        field: 'code',
        hint: 'Send the code of the authenticator app, or a recovery code, along with the password.',
      });
    case 'second_factor_wrong':
      return new Problem({
        code: 'second_factor_wrong',
        message: 'The code is wrong, or has been used.',
        field: 'code',
        hint: 'Wait for the next code of the app, or use a recovery code.',
      });
    case 'sign_in_failed':
      return new Problem({
        code: 'sign_in_failed',
        message: 'Address and password do not fit together.',
        hint: 'An administrator can make a link for a new password.',
      });
  }
}

function demoOver(person: string): Problem {
  return new Problem({
    code: 'demo_over',
    message: 'Nobody can look around here by one click.',
    field: 'as',
    value: person,
    hint: 'Sign in with your own login.',
  });
}
