import { createRoute } from '@hono/zod-openapi';
import { deviceFor } from '../../access/devices.ts';
import { assertFit } from '../../access/password-rules.ts';
import { beginSession } from '../../access/sessions.ts';
import { isSetUpToken, setUpWith } from '../../access/set-up.ts';
import { audit } from '../../audit/record.ts';
import { setUpSchema, signedInSchema } from '../../contract/sign-in.ts';
import { organizationIn } from '../../facts/organization.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { clientOf, entered } from '../entering.ts';
import { type Api, allowed } from '../gate.ts';
import { linksOf, tried } from '../limited.ts';
import { smallJson } from '../small-json.ts';

const post = createRoute({
  method: 'post',
  path: '/api/v1/set-up',
  summary: 'Makes the first administrator, for who has the link that the first start has printed',
  request: { body: { content: { 'application/json': { schema: setUpSchema } }, required: true } },
  ...allowed('everybody', 'read', ...smallJson),
  responses: {
    200: {
      description: 'The administrator, signed in',
      content: { 'application/json': { schema: signedInSchema } },
    },
    404: problem('`link_over`: the link was used, or another one has been made since'),
    422: problem('`password_unfit`: the hint says why'),
  },
});

/** POST /api/v1/set-up. */
export function setUpRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, clock, limits, passwords, keys } = dependencies;
  api.openapi(post, async (context) => {
    const { token, email, name, password } = context.req.valid('json');
    const now = clock();
    const holds = async () => (await isSetUpToken(database, token, now)) || null;
    if ((await tried(holds, linksOf(context), limits)) === null) throw linkOver();
    const { organization } = await organizationIn(database);
    assertFit(password, { email, organization: organization.name }, 'password');
    const passwordHash = await passwords.hash(password);
    const shown = await database.transaction(async (session) => {
      const login = await setUpWith(session, token, { email, name, passwordHash, now });
      if (login === null) throw linkOver();
      const begun = await beginSession(session, login, { now, client: clientOf(context) });
      await audit(session, { at: now, actor: { login }, action: 'set_up' });
      return begun;
    });
    const device = await deviceFor(email, keys);
    const me = await entered(context, { token: shown, device }, dependencies);
    return context.json({ me }, 200);
  });
}

/** 404: a link that was none, was used, or is too old. Which of these, only who made it can know. */
export function linkOver(): Problem {
  return new Problem({
    code: 'link_over',
    message: 'This link does not hold (any more).',
    field: 'token',
    hint: 'Ask for a new one: an administrator makes it, or the command: npm run -s rapport -- set-up.',
  });
}
