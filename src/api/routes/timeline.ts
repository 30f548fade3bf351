import { createRoute, z } from '@hono/zod-openapi';
import { healthChanges } from '../../analytics/health-changes.ts';
import { scoresOver } from '../../analytics/snapshot.ts';
import { dayNumbers, dayText, instantAt } from '../../analytics/zone.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import {
  type HealthChange,
  settingsChangesSchema,
  timelineQuerySchema,
  timelineSchema,
} from '../../contract/timeline.ts';
import type { Database } from '../../db/pool.ts';
import { organizationIn } from '../../facts/organization.ts';
import { readSnapshot } from '../../facts/snapshot.ts';
import { healthSettingsChanges } from '../../settings/changes.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { ledgerPage, upcomingRows } from '../queries/ledger.ts';
import { decided } from '../queries/overrule.ts';
import { assertReadable, recordKey } from '../queries/record.ts';
import { historyDays } from './analytics.ts';

const timeline = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/timeline',
  summary: 'What took place with a record, what is to come, and when its health became another one',
  request: {
    params: z.object({ collection: collectionSchema, id: z.string() }),
    query: timelineQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: timelineSchema } } },
  },
});

const settingsChanges = createRoute({
  method: 'get',
  path: '/api/v1/settings/changes',
  summary: 'When settings that health depends on were changed in the last year',
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'Instants',
      content: { 'application/json': { schema: settingsChangesSchema } },
    },
  },
});

const mostUpcoming = 20;
const changesDays = 366;

/** GET /api/v1/{collection}/{id}/timeline, and GET /api/v1/settings/changes, which curves mark. */
export function timelineRoutes(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock, noteLook } = dependencies;
  api.openapi(timeline, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: asked, limit, cursor } = context.req.valid('query');
    const asOf = asked === undefined ? clock() : Date.parse(asked);
    const type = collections[collection];
    const key = await recordKey(database, type, id);
    const moment = { key, asOf };
    const who = identityOf(context);
    const { past, toCome } = await readAs(who, async (session) => {
      await assertReadable(session, key, { type, id });
      return {
        past: await ledgerPage(session, moment, { counted: 'true', limit, cursor }),
        toCome: cursor === undefined ? await upcomingRows(session, moment, mostUpcoming) : nothing,
      };
    });
    noteLook(who, { record: key });
    const [upcoming, before, changes] = await Promise.all([
      decided(database, toCome.rows),
      decided(database, past.rows),
      cursor === undefined ? changesOf(database, moment) : [],
    ]);
    return context.json(
      {
        asOf: asked ?? new Date(asOf).toISOString(),
        upcoming,
        upcomingTotal: toCome.total,
        past: before,
        healthChanges: [...changes],
        next: past.next,
      },
      200,
    );
  });
  api.openapi(settingsChanges, async (context) => {
    const instants = await healthSettingsChanges(database, clock() - changesDays * 86_400_000);
    return context.json(
      { changes: instants.map((at) => ({ at: new Date(at).toISOString() })) },
      200,
    );
  });
}

const nothing = { rows: [], total: 0 } as const;

/** The days, as far back as the curve goes, at whose end the grade was another one than the day before. */
async function changesOf(
  database: Database,
  { key, asOf }: { readonly key: number; readonly asOf: number },
): Promise<readonly HealthChange[]> {
  const { organization, settings } = await organizationIn(database);
  const { timeZone } = organization;
  const snapshot = await readSnapshot(database, [key], { asOf, timeZone });
  const record = snapshot.heads.find((head) => head.key === key);
  if (record === undefined) return [];
  const today = dayNumbers(timeZone)(asOf);
  const days = Array.from({ length: historyDays + 1 }, (_, n) => today - historyDays + n);
  const instants = days.map((day) => Math.min(asOf, instantAt(timeZone, day + 1) - 1));
  const scores = scoresOver(snapshot, { timeZone, settings }, { record, instants });
  return healthChanges(
    days.map((day, n) => ({ day, score: scores[n] ?? null })),
    settings.grades,
  )
    .map(({ day, ...change }) => ({ on: dayText(day), ...change }))
    .reverse();
}
