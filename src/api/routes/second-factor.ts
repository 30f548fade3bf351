import { createRoute } from '@hono/zod-openapi';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  secondFactorOf,
} from '../../access/second-factor.ts';
import { audit } from '../../audit/record.ts';
import {
  passwordAgainSchema,
  secondFactorBegunSchema,
  secondFactorConfirmedSchema,
  secondFactorConfirmSchema,
} from '../../contract/sign-in.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { tried } from '../limited.ts';
import { assertPassword } from '../password-again.ts';
import { smallJson } from '../small-json.ts';

const path = '/api/v1/me/second-factor';
const passwordAgain = {
  body: { content: { 'application/json': { schema: passwordAgainSchema } }, required: true },
};

const begin = createRoute({
  method: 'post',
  path,
  summary: 'Makes the secret of a second factor, which counts when it is confirmed',
  request: passwordAgain,
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    200: {
      description: 'For the authenticator app',
      content: { 'application/json': { schema: secondFactorBegunSchema } },
    },
    403: problem('`password_wrong`'),
    409: problem('`second_factor_on`: remove it first; `password_none`'),
    429: problem('`too_many_attempts`'),
  },
});

const confirm = createRoute({
  method: 'put',
  path,
  summary: 'Confirms the second factor with a first code',
  request: {
    body: {
      content: { 'application/json': { schema: secondFactorConfirmSchema } },
      required: true,
    },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    200: {
      description: 'Recovery codes, shown this once: each takes the place of a code one time',
      content: { 'application/json': { schema: secondFactorConfirmedSchema } },
    },
    403: problem('`code_wrong`'),
    409: problem('`second_factor_not_begun`'),
    429: problem('`too_many_attempts`'),
  },
});

const remove = createRoute({
  method: 'delete',
  path,
  summary: 'Removes the second factor',
  request: passwordAgain,
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: {
    204: { description: 'No code is asked for any more' },
    403: problem('`password_wrong`'),
    429: problem('`too_many_attempts`'),
  },
});

/** POST, PUT and DELETE /api/v1/me/second-factor. */
export function secondFactorRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, clock, limits, keys } = dependencies;
  api.openapi(begin, async (context) => {
    const { password } = context.req.valid('json');
    const who = identityOf(context);
    await assertPassword(who, { password, field: 'password' }, dependencies);
    const { login, email } = who;
    const begun = await beginSecondFactor(database, { login, email, now: clock() }, keys);
    if (begun === null) throw secondFactorOn();
    return context.json(begun, 200);
  });
  api.openapi(confirm, async (context) => {
    const { code } = context.req.valid('json');
    const who = identityOf(context);
    const { login, by } = who;
    if ((await secondFactorOf(database, login)) !== 'begun') throw notBegun();
    const now = clock();
    const codes = await tried(
      () => confirmSecondFactor(database, { login, code, now }, keys),
      { name: 'again', by: String(by.key) },
      limits,
    );
    if (codes === null) throw codeWrong();
    await database.transaction((session) =>
      audit(session, {
        ...{ at: now, actor: who, action: 'second_factor_changed' },
        details: { is: 'on' },
      }),
    );
    return context.json({ recoveryCodes: [...codes] }, 200);
  });
  api.openapi(remove, async (context) => {
    const { password } = context.req.valid('json');
    const who = identityOf(context);
    await assertPassword(who, { password, field: 'password' }, dependencies);
    await database.transaction(async (session) => {
      if (!(await removeSecondFactor(session, who.login))) return;
      await audit(session, {
        ...{ at: clock(), actor: who, action: 'second_factor_changed' },
        details: { is: 'off' },
      });
    });
    return context.body(null, 204);
  });
}

function secondFactorOn(): Problem {
  return new Problem({
    code: 'second_factor_on',
    message: 'There is a second factor already.',
    hint: 'Remove it, then begin another one.',
  });
}

function notBegun(): Problem {
  return new Problem({
    code: 'second_factor_not_begun',
    message: 'There is no second factor to confirm.',
    hint: 'Begin one: POST /api/v1/me/second-factor.',
  });
}

function codeWrong(): Problem {
  return new Problem({
    code: 'code_wrong',
    message: 'The code is wrong.',
    field: 'code',
    hint: 'See that the clock of the telephone is right, and take the code that is shown now.',
  });
}
