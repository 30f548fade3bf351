import { createRoute, z } from '@hono/zod-openapi';
import { digestsSchema } from '../../contract/cards.ts';
import { digestStanding, stopDigest } from '../../digest/standing.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed } from '../gate.ts';
import { instantOrNull } from '../head.ts';

const standing = createRoute({
  method: 'get',
  path: '/api/v1/digests',
  summary: 'Whether digests go out, and which did not',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'Of two weeks',
      content: { 'application/json': { schema: digestsSchema } },
    },
  },
});

const token = z.object({ token: z.uuid() });

const stop = createRoute({
  method: 'post',
  path: '/api/v1/digest/stop/{token}',
  summary: 'Stops a digest: what mail programs do with its List-Unsubscribe (RFC 8058)',
  request: { params: token },
  ...allowed('everybody', 'read'),
  responses: { 204: { description: 'Nobody gets a digest by this token' } },
});

const page = createRoute({
  method: 'get',
  path: '/api/v1/digest/stop/{token}',
  summary: 'For who opens that address in a browser: the page with the switch',
  request: { params: token },
  ...allowed('everybody', 'read'),
  responses: { 302: { description: 'To the preferences; nothing is stopped yet' } },
});

/** /api/v1/digests, and the way out of one. */
export function digestsRoute(api: Api, { database, clock, mailFrom }: ApiDependencies): void {
  api.openapi(standing, async (context) => {
    const { lastSentAt, troubles, ...counts } = await digestStanding(database, clock());
    return context.json(
      {
        ...{ from: mailFrom, ...counts, lastSentAt: instantOrNull(lastSentAt) },
        troubles: troubles.map((one) => ({ ...one, nextAt: instantOrNull(one.nextAt) })),
      },
      200,
    );
  });
  api.openapi(stop, async (context) => {
    await stopDigest(database, context.req.valid('param').token);
    return context.body(null, 204);
  });
  api.openapi(page, (context) => context.redirect('/account#cards', 302));
}
