import { createRoute } from '@hono/zod-openapi';
import { settingsChangeSchema } from '../../contract/settings.ts';
import {
  settingsAnswerSchema,
  settingsChangedSchema,
  settingsPreviewSchema,
} from '../../contract/settings-answers.ts';
import { similarFieldsFoundSchema } from '../../contract/similar.ts';
import { organizationIn } from '../../facts/organization.ts';
import { Problem } from '../../model/problem.ts';
import { changeSettings } from '../../settings/change.ts';
import { previewSettings } from '../../settings/preview.ts';
import { similarFieldsFound } from '../../settings/similar-fields.ts';
import { presentSettings } from '../../settings/values.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problem } from '../described.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { jsonBody } from '../small-json.ts';

const body = {
  content: { 'application/json': { schema: settingsChangeSchema } },
  required: true,
};
const stale = problem('Somebody else has changed the settings since the version that was given');

const get = createRoute({
  method: 'get',
  path: '/api/v1/settings',
  summary: 'All settings with their defaults, limits and version',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'The settings',
      content: { 'application/json': { schema: settingsAnswerSchema } },
    },
  },
});

const patch = createRoute({
  method: 'patch',
  path: '/api/v1/settings',
  summary: 'Changes what is given, and has everything that depends on it computed again',
  description:
    'How far that has come is told by GET /api/v1/events (`progress`) and GET /api/v1/about (`pending`).',
  request: { body },
  ...allowed(['administrator'], 'administer', jsonBody),
  responses: {
    200: {
      description: 'The settings now, what changed and what waits to be computed again',
      content: { 'application/json': { schema: settingsChangedSchema } },
    },
    409: stale,
  },
});

const preview = createRoute({
  method: 'post',
  path: '/api/v1/settings/preview',
  summary: 'How many records would go from which grade to which; nothing is stored',
  description:
    'When only grades move, every stored score is looked at. Otherwise scores are computed: of all records, or of a sample when there are many, which `sampled` says; its numbers are those of the sample.',
  request: { body },
  ...allowed(['administrator'], 'administer', jsonBody),
  responses: {
    200: {
      description: 'Records by type, present grade and grade after the change',
      content: { 'application/json': { schema: settingsPreviewSchema } },
    },
    409: stale,
  },
});

const similarFields = createRoute({
  method: 'get',
  path: '/api/v1/settings/similar-fields',
  summary:
    'The custom fields that deals and their accounts have, to choose those by which deals are alike',
  ...allowed(['administrator'], 'administer'),
  responses: {
    200: {
      description: 'Fields, the most common ones first, and how many deals have them',
      content: { 'application/json': { schema: similarFieldsFoundSchema } },
    },
  },
});

/** GET and PATCH /api/v1/settings, what there is to choose from, and POST /api/v1/settings/preview: what the administrator sets, and what it would do. */
export function settingsRoute(api: Api, { database, clock }: ApiDependencies): void {
  api.openapi(get, async (context) =>
    context.json(presentSettings(await organizationIn(database)), 200),
  );
  api.openapi(similarFields, async (context) =>
    context.json(await similarFieldsFound(database), 200),
  );
  api.openapi(patch, async (context) => {
    const change = context.req.valid('json');
    const outcome = await changeSettings(database, change, {
      by: identityOf(context),
      now: clock(),
    });
    if ('stale' in outcome) throw staleVersion(change.version, outcome.stale.version);
    const { state, changed, waiting } = outcome;
    return context.json({ ...presentSettings(state), changed: [...changed], waiting }, 200);
  });
  api.openapi(preview, async (context) => {
    const change = context.req.valid('json');
    const outcome = await previewSettings(database, change, { asOf: clock() });
    if ('stale' in outcome) throw staleVersion(change.version, outcome.stale.version);
    return context.json(outcome, 200);
  });
}

function staleVersion(given: number, version: number): Problem {
  return new Problem({
    code: 'settings_changed',
    message: `The settings have changed meanwhile; their version is ${version}.`,
    field: 'version',
    value: given,
    hint: 'Get them again, look at what changed, and send the change with that version.',
  });
}
