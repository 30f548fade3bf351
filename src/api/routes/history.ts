import { createRoute, z } from '@hono/zod-openapi';
import { scoresOver } from '../../analytics/snapshot.ts';
import { dayMs, dayNumbers, dayText } from '../../analytics/zone.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import { historyQuerySchema, historySchema } from '../../contract/engagement.ts';
import { organizationIn } from '../../facts/organization.ts';
import { readSnapshot } from '../../facts/snapshot.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { idsIn } from '../queries/many-ids.ts';
import { keysOfRecords, readableAmong } from '../queries/record.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/history',
  summary: 'Scores of some records over the last twelve weeks, computed from their activities now',
  request: { params: z.object({ collection: collectionSchema }), query: historyQuerySchema },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'Scores', content: { 'application/json': { schema: historySchema } } },
  },
});

const points = 13;
const stepDays = 7;
const atMost = 100;

/** GET /api/v1/{collection}/history: what a list draws as a small curve; register it before those of a record. */
export function historyRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock, noteLook } = dependencies;
  api.openapi(route, async (context) => {
    const { collection } = context.req.valid('param');
    const type = collections[collection];
    const ids = idsIn(context.req.valid('query').ids, atMost);
    const who = identityOf(context);
    const asOf = clock();
    const [{ organization, settings }, known] = await Promise.all([
      organizationIn(database),
      keysOfRecords(
        database,
        ids.map((id) => ({ type, id })),
      ),
    ]);
    const theirs = await readAs(who, (session) => readableAmong(session, [...known.keys()]));
    if (who.roles.some((role) => role === 'manager' || role === 'operations'))
      noteLook(who, { list: collection });
    const { timeZone } = organization;
    const instants = Array.from(
      { length: points },
      (_, n) => asOf - (points - 1 - n) * stepDays * dayMs,
    );
    const dayOf = dayNumbers(timeZone);
    const snapshot = await readSnapshot(database, [...theirs], { asOf, timeZone });
    const scores = snapshot.heads
      .filter(({ key }) => theirs.has(key))
      .map((record): [string, (number | null)[]] => [
        record.id,
        [...scoresOver(snapshot, { timeZone, settings }, { record, instants })],
      ]);
    return context.json(
      { on: instants.map((at) => dayText(dayOf(at))), scores: Object.fromEntries(scores) },
      200,
    );
  });
}
