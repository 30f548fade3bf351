import { createRoute, z } from '@hono/zod-openapi';
import {
  type CardStore,
  cardsOfDay,
  cardsOfRecord,
  type ShownCard,
  zoneOf,
} from '../../cards/day.ts';
import { type Decision, decide } from '../../cards/decide.ts';
import { recipientsFor } from '../../cards/write-to.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import {
  cardsOfRecordSchema,
  cardsSchema,
  decidedSchema,
  type InsightCard,
  snoozeSchema,
} from '../../contract/cards.ts';
import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { organizationIn } from '../../facts/organization.ts';
import { loadRecords } from '../../facts/records.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { integerKey, problem } from '../described.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { presentHead, presentStoredHealth } from '../head.ts';
import { assertReadable, recordKey } from '../queries/record.ts';
import { smallJson } from '../small-json.ts';

const list = createRoute({
  method: 'get',
  path: '/api/v1/cards',
  summary: 'What asks for the reader today: a few cards on their own open records',
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'Chosen once a day of their time zone',
      content: { 'application/json': { schema: cardsSchema } },
    },
  },
});

const ofRecord = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/cards',
  summary: 'All cards of one record that the reader owns or works on; of others none',
  request: { params: z.object({ collection: collectionSchema, id: z.string() }) },
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'Without those that were put away',
      content: { 'application/json': { schema: cardsOfRecordSchema } },
    },
    404: problem('`record_unknown`'),
  },
});

const params = z.object({
  id: integerKey,
});
const decided = {
  200: { description: 'Kept', content: { 'application/json': { schema: decidedSchema } } },
  404: problem('`card_unknown`'),
};

const snooze = createRoute({
  method: 'post',
  path: '/api/v1/cards/{id}/snooze',
  summary: 'Puts a card away until a day to come',
  request: {
    params,
    body: { content: { 'application/json': { schema: snoozeSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: { ...decided, 400: problem('`request_invalid`: a day that is not to come') },
});

const way = (what: 'dismiss' | 'done' | 'undo', summary: string) =>
  createRoute({
    method: 'post',
    path: `/api/v1/cards/{id}/${what}`,
    summary,
    request: { params },
    ...allowed('members', 'read', inPerson),
    responses: decided,
  });
const dismiss = way('dismiss', 'Puts a card away until it has another cause');
const done = way('done', 'The same, as it has been seen to');
const undo = way('undo', 'Takes back what was decided on a card');

/** /api/v1/cards: read as the person, chosen and decided on by the program, of their own alone. */
export function cardsRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock, noteLook } = dependencies;
  api.openapi(list, async (context) => {
    const who = identityOf(context);
    const now = clock();
    const store: CardStore = { database, read: (work) => readAs(who, work) };
    const { cards, ...day } = await cardsOfDay(store, who, now);
    const shown = await presented(store, cards);
    return context.json({ asOf: new Date(now).toISOString(), ...day, cards: shown }, 200);
  });
  api.openapi(ofRecord, async (context) => {
    const { collection, id } = context.req.valid('param');
    const who = identityOf(context);
    const now = clock();
    const type = collections[collection];
    const record = await recordKey(database, type, id);
    await readAs(who, (session) => assertReadable(session, record, { type, id }));
    noteLook(who, { record });
    const store: CardStore = { database, read: (work) => readAs(who, work) };
    const { cards, day } = await cardsOfRecord(store, who, { record, now });
    const shown = await presented(store, cards);
    return context.json({ asOf: new Date(now).toISOString(), day, cards: shown }, 200);
  });

  const deciding = async (login: number, card: number, decision: Decision) => {
    const { organization } = await organizationIn(database);
    const until = await database.transaction(async (session) => {
      await session.run(sql`select set_config('rapport.login', ${String(login)}, true)`);
      const timeZone = await zoneOf(session, organization.timeZone);
      return decide(session, { login, card, timeZone, now: clock() }, decision);
    });
    return { id: card, until };
  };
  api.openapi(snooze, async (context) => {
    const { login } = identityOf(context);
    const { until } = context.req.valid('json');
    const { id } = context.req.valid('param');
    return context.json(await deciding(login, id, { what: 'snoozed', until }), 200);
  });
  api.openapi(dismiss, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await deciding(identityOf(context).login, id, { what: 'dismissed' }), 200);
  });
  api.openapi(done, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await deciding(identityOf(context).login, id, { what: 'done' }), 200);
  });
  api.openapi(undo, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(await deciding(identityOf(context).login, id, { what: null }), 200);
  });
}

/** Cards with their records. Whose record it is knows all that its head names (0010_access.sql). */
async function presented(
  { database, read }: CardStore,
  cards: readonly ShownCard[],
): Promise<InsightCard[]> {
  const keys = [...new Set(cards.map(({ record }) => record))];
  if (keys.length === 0) return [];
  const { health, recipients } = await read(async (session) => ({
    health: await healthOf(session, keys),
    recipients: await recipientsFor(session, keys),
  }));
  const heads = new Map((await loadRecords(database, keys)).map((head) => [head.key, head]));
  return cards.flatMap((card) => {
    const head = heads.get(card.record);
    const sign = health.get(card.record);
    if (head === undefined || sign === undefined) return [];
    const { key: id, reason, priority, points, value } = card;
    return {
      ...{ id, record: presentHead(head), health: presentStoredHealth(sign) },
      ...{ reason, priority, points, value },
      write: recipients.get(card.record) ?? null,
    };
  });
}

type StoredHealth = Parameters<typeof presentStoredHealth>[0];

async function healthOf(
  session: Session,
  records: readonly number[],
): Promise<ReadonlyMap<number, StoredHealth>> {
  const rows = await session.query<StoredHealth & { readonly key: number }>(sql`
    select record_key as key, health_state as state, health_score as score, health_grade as grade,
      health_trend as trend
    from record_analytics where record_key = any(${records}::integer[])`);
  return new Map(rows.map((row) => [row.key, row]));
}
