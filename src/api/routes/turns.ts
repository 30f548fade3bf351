import { createRoute, z } from '@hono/zod-openapi';
import { waitOf } from '../../analytics/turns.ts';
import { hourMs } from '../../analytics/zone.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import { type Turn, turnsQuerySchema, turnsSchema } from '../../contract/response.ts';
import { type NamedEntity, namesOf } from '../../facts/names.ts';
import type { StoredSnapshot } from '../../facts/snapshot.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, organizationOf } from '../gate.ts';
import { type ActivityNote, notesOf } from '../queries/record.ts';
import { instantAsked, recordAsked } from '../queries/record-asked.ts';
import { type AnsweredTurn, type TurnsOfRecord, turnsOfRecord } from '../queries/response.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/response/turns',
  summary: 'The turns behind the response times of a record, each with how long its answer took',
  request: {
    params: z.object({ collection: collectionSchema, id: z.string() }),
    query: turnsQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: turnsSchema } } },
  },
});

/** GET /api/v1/{collection}/{id}/response/turns: what the response times of its analytics are made of. */
export function turnsRoute(api: Api, dependencies: ApiDependencies): void {
  const { readAs, clock } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: given, days, side, state: wanted, limit, cursor } = context.req.valid('query');
    const { asOf, said } = instantAsked(given, clock());
    const after = cursor === undefined ? null : readCursor(cursor);
    const who = identityOf(context);
    const state = organizationOf(context);
    const question = { type: collections[collection], id, asOf, state };
    const { head, snapshot } = await readAs(who, (session) =>
      recordAsked(session, question, { ...dependencies, who }),
    );
    const ofRecord = turnsOfRecord(snapshot, { key: head.key, asOf, days, state });
    const keyOf = (turn: AnsweredTurn) => snapshot.activityKey(turn.email);
    const all = ofRecord.turns
      .filter((turn) => turn.isInWindow && turn.side !== side)
      .filter((turn) => (wanted === undefined ? turn.state !== 'closing' : turn.state === wanted))
      .sort((a, b) => b.startsAt - a.startsAt || keyOf(b) - keyOf(a));
    const from = after === null ? 0 : all.findIndex((turn) => isBeyond(turn, keyOf(turn), after));
    const page = from < 0 ? [] : all.slice(from, from + limit);
    const last = page.at(-1);
    const hasMore = from >= 0 && from + limit < all.length;
    // As the reader sees them: what is somebody else's stays without a subject and without people.
    const seen = await readAs(who, async (session) => ({
      notes: await notesOf(
        session,
        page.flatMap((turn) => emailsOf(turn).map(snapshot.activityKey)),
      ),
      names: await namesOf(
        session,
        page.flatMap(({ answerer }) => answerer ?? []),
      ),
    }));
    return context.json(
      {
        asOf: said,
        turns: page.map((turn) => presentTurn(turn, { ...seen, snapshot, ofRecord, asOf })),
        total: all.length,
        next:
          hasMore && last !== undefined
            ? writeCursor({ value: new Date(last.startsAt).toISOString(), key: keyOf(last) })
            : null,
      },
      200,
    );
  });
}

function isBeyond(
  { startsAt }: AnsweredTurn,
  key: number,
  { value, key: lastKey }: ReturnType<typeof readCursor>,
): boolean {
  const lastAt = Date.parse(value ?? '');
  return startsAt < lastAt || (startsAt === lastAt && key < lastKey);
}

/** The places of its first email and, if there is one, of the answer. */
function emailsOf(turn: AnsweredTurn): readonly number[] {
  return turn.state === 'answered' ? [turn.email, turn.answer] : [turn.email];
}

type Seen = {
  readonly notes: ReadonlyMap<number, ActivityNote>;
  readonly names: ReadonlyMap<number, NamedEntity>;
  readonly snapshot: StoredSnapshot;
  readonly ofRecord: TurnsOfRecord;
  readonly asOf: number;
};

function presentTurn(turn: AnsweredTurn, { notes, names, snapshot, ofRecord, asOf }: Seen): Turn {
  const noteOf = (fact: number): Turn['email'] => {
    const key = snapshot.activityKey(fact);
    const { id = '', isReadable = false, subject = null, startsAt = 0 } = notes.get(key) ?? {};
    return { key, id, isReadable, subject, startsAt: new Date(startsAt).toISOString() };
  };
  const email = noteOf(turn.email);
  const answer = turn.state === 'answered' ? noteOf(turn.answer) : null;
  const wait = waitOf(turn, asOf);
  const workingTime = ofRecord.workingTimeOf?.(turn.answerer) ?? null;
  return {
    state: turn.state,
    email,
    answer,
    elapsedHours: wait === null ? null : (wait.until - wait.from) / hourMs,
    workingHours:
      wait === null || workingTime === null ? null : workingTime(wait.from, wait.until) / hourMs,
    isCensored: wait !== null && !wait.isAnswered,
    answerer: (answer ?? email).isReadable ? personOf(names.get(turn.answerer ?? -1)) : null,
  };
}

function personOf(entity: NamedEntity | undefined): Turn['answerer'] {
  if (entity === undefined) return null;
  const { type, id, name } = entity;
  return type === 'user' || type === 'contact' || type === 'lead' ? { type, id, name } : null;
}
