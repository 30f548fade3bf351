/** Who may call which route: declared beside every route, checked before anything else of it happens. */

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import type { Identity, Role, Scope } from '../access/identity.ts';
import type { OrganizationState } from '../facts/organization.ts';
import { Problem } from '../model/problem.ts';
import { sessionTokenIn } from './session-cookie.ts';

/** What requests carry along. */
export type ApiEnvironment = {
  Variables: {
    identity: Identity | null;
    /** The organisation and its settings as the request found them; null for who has not signed in. */
    organization: OrganizationState | null;
    /** Whether the session or token still holds: for answers that take long. */
    isStillThere: () => Promise<boolean>;
  };
};
export type Api = OpenAPIHono<ApiEnvironment>;

/** What a browser or a program has shown to be known by. */
export type Shown = { readonly kind: 'session' | 'token'; readonly token: string };
/** Who that is; null: nobody, or not any more. */
export type Identify = (shown: Shown) => Promise<Identity | null>;

/** Finds out who asks, for every route, and reads beside it what the organisation has set. */
export function identified(
  identify: Identify,
  organization: () => Promise<OrganizationState>,
): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const shown = shownIn(context);
    const [identity, state] =
      shown === null ? [null, null] : await Promise.all([identify(shown), organization()]);
    context.set('identity', identity);
    context.set('organization', identity === null ? null : state);
    context.set('isStillThere', async () => shown !== null && (await identify(shown)) !== null);
    await next();
  };
}

function shownIn(context: Context): Shown | null {
  const bearer = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (bearer !== undefined) return { kind: 'token', token: bearer };
  const session = sessionTokenIn(context);
  return session === undefined ? null : { kind: 'session', token: session };
}

/**
 * Who a route is for: `everybody` (also who has not signed in), `members` (whoever has signed in, with any role), or
 * those with one of the roles. Tokens need the scope besides.
 */
export type Audience = 'everybody' | 'members' | readonly Role[];

/** The part of a route's description that says whom it is for, and sees to it. `more`: what else runs before it. */
export function allowed(to: Audience, scope: Scope, ...more: readonly MiddlewareHandler[]) {
  return {
    middleware: [gate(to, scope), ...more],
    security: to === 'everybody' ? [] : [{ session: [] }, { token: [scope] }],
    [declaration]: { to: typeof to === 'string' ? to : [...to], scope },
  };
}

/** Where a route's description says whom it is for. */
export const declaration = 'x-allowed';

function gate(to: Audience, scope: Scope): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    if (to !== 'everybody') {
      const who = identityOf(context);
      if (!who.scopes.includes(scope)) throw withoutScope(scope);
      if (to !== 'members' && !to.some((role) => who.roles.includes(role))) throw notAllowed(to);
    }
    await next();
  };
}

/** Lets only people through who sit at a browser: what a token could do to last for ever, or to become another. */
export const inPerson: MiddlewareHandler<ApiEnvironment> = async (context, next) => {
  if (identityOf(context).by.kind !== 'session') {
    throw new Problem({
      code: 'not_allowed',
      message: 'No token can do this.',
      field: 'authorization',
      hint: 'Sign in with a browser.',
    });
  }
  await next();
};

/** Who asks, in a route that is for those who have signed in. */
export function identityOf(context: Context<ApiEnvironment>): Identity {
  const identity = context.get('identity');
  if (identity !== null) return identity;
  throw notSignedIn();
}

/** The organisation and its settings, in a route that is for those who have signed in and does not change them. */
export function organizationOf(context: Context<ApiEnvironment>): OrganizationState {
  const state = context.get('organization');
  if (state !== null) return state;
  throw notSignedIn();
}

function notSignedIn(): Problem {
  return new Problem({
    code: 'not_signed_in',
    message: 'This is for people who have signed in.',
    hint: 'Sign in, or send a token: Authorization: Bearer …',
  });
}

/** Fails when a route does not say whom it is for, or was put beside the description of routes. */
export function assertDeclared(api: Api): void {
  const declared = new Set(
    api.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === 'route' && declaration in definition.route
        ? [`${definition.route.method.toUpperCase()} ${honoPath(definition.route.path)}`]
        : [],
    ),
  );
  for (const { method, path } of api.routes) {
    if (method === 'ALL' || declared.has(`${method} ${path}`)) continue;
    throw new Error(
      `The route ${method} ${path} does not say whom it is for: see src/api/gate.ts.`,
    );
  }
}

/** `/a/{id}` as Hono writes it. */
function honoPath(path: string): string {
  return path.replaceAll(/\{(.+?)\}/g, ':$1');
}

function withoutScope(scope: Scope): Problem {
  return new Problem({
    code: 'not_allowed',
    message: 'The token was not made for this.',
    field: 'scope',
    value: scope,
    hint: 'Make one with this scope.',
  });
}

function notAllowed(to: readonly Role[]): Problem {
  return new Problem({
    code: 'not_allowed',
    message: 'Your role does not allow this.',
    field: 'role',
    hint: `It is for: ${to.join(', ')}.`,
  });
}
