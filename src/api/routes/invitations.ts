import { createRoute, z } from '@hono/zod-openapi';
import { deviceFor } from '../../access/devices.ts';
import {
  acceptInvitation,
  invitationOf,
  invitationPath,
  invite,
  openInvitations,
  withdrawInvitation,
} from '../../access/invitations.ts';
import { assertFit } from '../../access/password-rules.ts';
import { secondFactorOf } from '../../access/second-factor.ts';
import { beginSession } from '../../access/sessions.ts';
import { audit } from '../../audit/record.ts';
import { invitationsSchema, inviteSchema, linkMadeSchema } from '../../contract/logins.ts';
import {
  invitationAcceptedSchema,
  invitationAcceptSchema,
  invitationLookSchema,
  invitationSeenSchema,
} from '../../contract/sign-in.ts';
import { organizationIn } from '../../facts/organization.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { integerKey, problem } from '../described.ts';
import { clientOf, entered } from '../entering.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { linksOf, tried } from '../limited.ts';
import { originOf } from '../origin.ts';
import { smallJson } from '../small-json.ts';
import { linkOver } from './set-up.ts';

const list = createRoute({
  method: 'get',
  path: '/api/v1/invitations',
  summary: 'Who is invited and has not come yet',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'Invitations that hold',
      content: { 'application/json': { schema: invitationsSchema } },
    },
  },
});

const post = createRoute({
  method: 'post',
  path: '/api/v1/invitations',
  summary: 'Invites somebody: the answer has the link to give to them',
  request: { body: { content: { 'application/json': { schema: inviteSchema } }, required: true } },
  ...allowed(['administrator'], 'administer', inPerson, ...smallJson),
  responses: {
    201: {
      description: 'The link, shown this once',
      content: { 'application/json': { schema: linkMadeSchema } },
    },
    404: problem('`user_unknown`'),
    409: problem('`login_exists` or `user_taken`'),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/invitations/{key}',
  summary: 'Withdraws an invitation',
  request: { params: z.object({ key: integerKey }) },
  ...allowed(['administrator'], 'administer', inPerson),
  responses: { 204: { description: 'The link holds no more' }, 404: problem('`link_over`') },
});

const look = createRoute({
  method: 'post',
  path: '/api/v1/invitations/look',
  summary: 'What a link is for, for who holds it',
  request: {
    body: { content: { 'application/json': { schema: invitationLookSchema } }, required: true },
  },
  ...allowed('everybody', 'read', ...smallJson),
  responses: {
    200: {
      description: 'For whom it is',
      content: { 'application/json': { schema: invitationSeenSchema } },
    },
    404: problem('`link_over`'),
  },
});

const accept = createRoute({
  method: 'post',
  path: '/api/v1/invitations/accept',
  summary: 'Uses up a link: joins, or chooses a new password',
  request: {
    body: { content: { 'application/json': { schema: invitationAcceptSchema } }, required: true },
  },
  ...allowed('everybody', 'read', ...smallJson),
  responses: {
    200: {
      description: 'Signed in, unless a second factor is asked for at sign-in',
      content: { 'application/json': { schema: invitationAcceptedSchema } },
    },
    404: problem('`link_over`'),
    409: problem('`login_exists`'),
    422: problem('`password_unfit`: the hint says why'),
  },
});

/** /api/v1/invitations: made and withdrawn by administrators, looked at and accepted by who holds the link. */
export function invitationsRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, clock, limits, passwords, keys } = dependencies;
  api.openapi(list, async (context) => {
    const invitations = (await openInvitations(database, clock())).map((one) => ({
      ...{ key: one.key, email: one.email, name: one.name, roles: [...one.roles] },
      userId: one.user_id,
      madeAt: new Date(one.made_at).toISOString(),
      expiresAt: new Date(one.expires_at).toISOString(),
    }));
    return context.json({ invitations }, 200);
  });
  api.openapi(post, async (context) => {
    const { email, name, roles, userId } = context.req.valid('json');
    const now = clock();
    const made = await database.transaction(async (session) => {
      const invited = { email, name: name ?? null, roles, userId: userId ?? null };
      const link = await invite(session, invited, now);
      await audit(session, {
        ...{ at: now, actor: identityOf(context), action: 'invited' },
        ...{ object: { type: 'invitation', id: String(link.key) }, details: { roles } },
      });
      return link;
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
  api.openapi(remove, async (context) => {
    const { key } = context.req.valid('param');
    await database.transaction(async (session) => {
      if (!(await withdrawInvitation(session, key))) throw linkOver();
      await audit(session, {
        ...{ at: clock(), actor: identityOf(context), action: 'invitation_withdrawn' },
        object: { type: 'invitation', id: String(key) },
      });
    });
    return context.body(null, 204);
  });
  api.openapi(look, async (context) => {
    const { token } = context.req.valid('json');
    const seen = await tried(
      () => invitationOf(database, token, clock()),
      linksOf(context),
      limits,
    );
    if (seen === null) throw linkOver();
    const { organization } = await organizationIn(database);
    const purpose = seen.login_key === null ? ('join' as const) : ('password' as const);
    const { email, name } = seen;
    return context.json({ email, name, organization: organization.name, purpose }, 200);
  });
  api.openapi(accept, async (context) => {
    const { token, name, password } = context.req.valid('json');
    const now = clock();
    const seen = await tried(() => invitationOf(database, token, now), linksOf(context), limits);
    if (seen === null) throw linkOver();
    if (seen.login_key === null && seen.name === null && name === undefined) throw nameMissing();
    const { organization } = await organizationIn(database);
    assertFit(password, { email: seen.email, organization: organization.name }, 'password');
    const passwordHash = await passwords.hash(password);
    const shown = await database.transaction(async (session) => {
      const used = await acceptInvitation(session, token, {
        ...{ name: name ?? null, passwordHash, now },
      });
      if (used === null) throw linkOver();
      const { login, isNew } = used;
      const action = isNew ? 'invitation_accepted' : 'password_changed';
      const asksCode = (await secondFactorOf(session, login)) === 'confirmed';
      const client = clientOf(context);
      const begun = asksCode ? null : await beginSession(session, login, { now, client });
      await audit(session, { at: now, actor: { login }, action, details: { way: 'link' } });
      return begun;
    });
    if (shown === null) return context.json({ me: null }, 200);
    const device = await deviceFor(seen.email, keys);
    const me = await entered(context, { token: shown, device }, dependencies);
    return context.json({ me }, 200);
  });
}

function nameMissing(): Problem {
  return new Problem({
    code: 'request_invalid',
    message: 'name does not fit.',
    field: 'name',
    hint: 'the name by which colleagues know you',
  });
}
