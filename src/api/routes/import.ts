import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRoute, z } from '@hono/zod-openapi';
import { importReportSchema } from '../../contract/api.ts';
import { Problem } from '../../model/problem.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed } from '../gate.ts';

const route = createRoute({
  method: 'post',
  path: '/api/v1/import',
  summary: 'Imports one file: the body is the file as it is, of any size',
  description:
    'Importing the same file twice changes nothing. What does not fit is rejected alone and reported with its place. Message bodies are read past and never stored.',
  request: {
    query: z.object({
      name: z
        .string()
        .min(1)
        .max(255)
        .meta({ description: 'Name of the file: its ending and content tell the format' }),
      mapping: z.string().max(100_000).optional().meta({
        description:
          'For CSV: the mapping as JSON text, or the name of a preset; docs/csv-mapping.md',
      }),
      bulkRule: z.enum(['on', 'off']).optional().meta({
        description: '`off` for a shared list mailbox, which marks every message as bulk',
      }),
      newContacts: z.enum(['on', 'off']).default('off').meta({
        description: 'Make contacts of unknown people who wrote to us and whom we wrote to',
      }),
      ourDomain: z
        .string()
        .max(255)
        .optional()
        .meta({ description: 'A domain of our own to add to the organisation' }),
      continues: z.string().max(1000).optional().meta({
        description: 'Name of the source whose newer file this is; left out: a source of its own',
      }),
    }),
    body: {
      content: {
        'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) },
      },
    },
  },
  ...allowed(['administrator'], 'import'),
  responses: {
    200: {
      description: 'What was read, and what became of it',
      content: { 'application/json': { schema: importReportSchema } },
    },
  },
});

/** Uploads wait in a folder of their own that only this user can read, and are gone when the answer is sent. */
export function importRoute(api: Api, { importFile }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const { name, mapping, bulkRule, newContacts, ourDomain, continues } =
      context.req.valid('query');
    const { body } = context.req.raw;
    if (body === null) {
      throw new Problem({
        code: 'request_invalid',
        message: 'The request has no body.',
        field: 'body',
        hint: 'Send the file itself as the body: curl --data-binary @inbox.mbox …',
      });
    }
    const folder = await mkdtemp(join(tmpdir(), 'rapport-import-'));
    try {
      const path = join(folder, `${randomUUID()}-${basename(name)}`);
      await writeFile(path, body, { mode: 0o600 });
      const options = {
        mapping: mapping ?? null,
        bulkRule: bulkRule === undefined ? null : bulkRule === 'on',
        newContacts: newContacts === 'on',
        ourDomain: ourDomain ?? null,
        continues: continues ?? null,
      };
      return context.json(await importFile({ path, name, options }), 200);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
