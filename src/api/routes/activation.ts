import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { administratorsWhoCanSignIn } from '../../access/administrators.ts';
import { deviceFor } from '../../access/devices.ts';
import { assertFit } from '../../access/password-rules.ts';
import { beginSession } from '../../access/sessions.ts';
import { makeAdministrator } from '../../access/set-up.ts';
import { audit } from '../../audit/record.ts';
import {
  type Activation,
  activateSchema,
  activationSchema,
  notices,
  noticeVersion,
} from '../../contract/activation.ts';
import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { organizationIn, organizationToChange } from '../../facts/organization.ts';
import { Problem } from '../../model/problem.ts';
import { activate, activationsIn } from '../../settings/activation.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { clientOf, entered } from '../entering.ts';
import { type Api, type ApiEnvironment, allowed, identityOf, inPerson } from '../gate.ts';
import { isLoopback } from '../networks.ts';
import { clientAddress } from '../origin.ts';
import { smallJson } from '../small-json.ts';

const get = createRoute({
  method: 'get',
  path: '/api/v1/activation',
  summary: 'The notice that comes before anything is read in, and who accepted it',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'The notice, and where the organisation stands with it',
      content: { 'application/json': { schema: activationSchema } },
    },
  },
});

const post = createRoute({
  method: 'post',
  path: '/api/v1/activation',
  summary: 'Accepts the notice for the organisation; from then on data can be read in',
  description:
    'In the demo it ends the sign-in by one click, so an administrator with a password has to be named: it is then that person who accepts, and who is signed in.',
  request: {
    body: { content: { 'application/json': { schema: activateSchema } }, required: true },
  },
  ...allowed(['administrator'], 'administer', inPerson, ...smallJson),
  responses: {
    200: {
      description: 'Accepted',
      content: { 'application/json': { schema: activationSchema } },
    },
    409: problem('`notice_changed`: another version than the one that was read'),
    422: problem('`administrator_needed`, `password_unfit`'),
  },
});

/** GET and POST /api/v1/activation. */
export function activationRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, clock, passwords, keys } = dependencies;
  api.openapi(get, async (context) => context.json(await answer(database), 200));
  api.openapi(post, async (context) => {
    const { noticeVersion: version, administrator } = context.req.valid('json');
    const who = identityOf(context);
    const now = clock();
    const person = administrator ?? null;
    if (person !== null) {
      const { organization } = await organizationIn(database);
      const owner = { email: person.email, organization: organization.name };
      assertFit(person.password, owner, 'administrator.password');
    }
    const passwordHash = person === null ? null : await passwords.hash(person.password);
    const token = await database.transaction(async (session) => {
      await organizationToChange(session);
      const isVisitor = await isOfDemo(session, who.login);
      if (isVisitor) await assertMayTakeOver(session, context);
      if (isVisitor && person === null) throw administratorNeeded();
      const login =
        person === null || passwordHash === null || !isVisitor
          ? who.login
          : await makeAdministrator(session, { ...person, passwordHash, now });
      await activate(session, { version, by: { login }, now });
      const begun = isVisitor
        ? await beginSession(session, login, { now, client: clientOf(context) })
        : null;
      const details = { noticeVersion: version };
      if (isVisitor) await audit(session, { at: now, actor: { login }, action: 'set_up' });
      await audit(session, { at: now, actor: { login }, action: 'activated', details });
      return begun;
    });
    if (token !== null && person !== null) {
      const device = await deviceFor(person.email, keys);
      await entered(context, { token, device }, dependencies);
    }
    return context.json(await answer(database), 200);
  });
}

async function answer(session: Session): Promise<Activation> {
  const accepted = await activationsIn(session);
  const { demo } = await organizationIn(session);
  const administrators = await administratorsWhoCanSignIn(session, { lock: false });
  return {
    active: accepted.length > 0,
    notice: presentedNotice(),
    accepted: accepted.map(({ acceptedAt, ...rest }) => ({
      ...rest,
      acceptedAt: new Date(acceptedAt).toISOString(),
    })),
    demo,
    administratorNeeded: demo && administrators === 0,
  };
}

/** The present notice, as every route shows it. */
export function presentedNotice(): Activation['notice'] {
  const { en, de } = notices;
  return {
    version: noticeVersion,
    texts: {
      en: { ...en, paragraphs: [...en.paragraphs] },
      de: { ...de, paragraphs: [...de.paragraphs] },
    },
  };
}

async function isOfDemo(session: Session, login: number): Promise<boolean> {
  const rows = await session.query(sql`select from login where key = ${login} and demo`);
  return rows.length > 0;
}

/** Anybody can click into the demo: it becomes the own of who sits at the machine, and of nobody else. */
async function assertMayTakeOver(
  session: Session,
  context: Context<ApiEnvironment>,
): Promise<void> {
  const address = clientAddress(context);
  const isHere = isLoopback(address);
  const administrators = await administratorsWhoCanSignIn(session, { lock: true });
  if (isHere && administrators === 0) return;
  throw new Problem({
    code: 'not_allowed',
    message: 'A visitor of the demo cannot make it somebody’s own from here.',
    hint:
      administrators > 0
        ? 'Sign in as an administrator.'
        : 'On the machine itself: rapport activate, then rapport set-up for the first administrator.',
  });
}

function administratorNeeded(): Problem {
  return new Problem({
    code: 'administrator_needed',
    message: 'With the activation nobody comes in by one click any more.',
    field: 'administrator',
    hint: 'Name who administers from now on: email, name and password.',
  });
}
