import { createRoute } from '@hono/zod-openapi';
import { looksAt } from '../../audit/looked.ts';
import { auditPage } from '../../audit/read.ts';
import { verifyAudit } from '../../audit/verify.ts';
import {
  auditQuerySchema,
  auditSchema,
  auditVerificationQuerySchema,
  auditVerificationSchema,
  looksSchema,
} from '../../contract/audit.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';

const list = createRoute({
  method: 'get',
  path: '/api/v1/audit',
  summary: 'What was done, by whom, latest first',
  request: { query: auditQuerySchema },
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: auditSchema } } },
  },
});

const verification = createRoute({
  method: 'get',
  path: '/api/v1/audit/verification',
  summary: 'Whether every entry of the audit log is as it was written',
  request: { query: auditVerificationQuerySchema },
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'The first entry that is not, if there is one',
      content: { 'application/json': { schema: auditVerificationSchema } },
    },
  },
});

const looks = createRoute({
  method: 'get',
  path: '/api/v1/me/looks',
  summary: 'Who looked at the figures of one’s own records, latest first',
  description:
    'Each viewer, record and day once. Empty for those who are nobody in the CRM, as they have no records.',
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'Looks', content: { 'application/json': { schema: looksSchema } } },
  },
});

/** GET /api/v1/audit and /api/v1/audit/verification for administrators, GET /api/v1/me/looks for everybody. */
export function auditRoutes(api: Api, { database }: ApiDependencies): void {
  api.openapi(list, async (context) =>
    context.json(await auditPage(database, context.req.valid('query')), 200),
  );
  api.openapi(verification, async (context) => {
    const { noted } = context.req.valid('query');
    const [number = '', hash = ''] = noted?.split(':') ?? [];
    const head = noted === undefined ? null : { number: Number(number), hash };
    return context.json(await verifyAudit(database, head), 200);
  });
  api.openapi(looks, async (context) => {
    const { user } = identityOf(context);
    return context.json({ looks: user === null ? [] : await looksAt(database, user.key) }, 200);
  });
}
