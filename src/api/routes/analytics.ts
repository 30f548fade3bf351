import { createRoute, z } from '@hono/zod-openapi';
import { presentHealth, presentRecord } from '../../analytics/present.ts';
import { isOpenAt } from '../../analytics/records.ts';
import {
  healthOf,
  type Question,
  type RecordResult,
  scoresOver,
  viewOf,
} from '../../analytics/snapshot.ts';
import { dayMs, dayNumbers, dayText } from '../../analytics/zone.ts';
import {
  type Analytics,
  analyticsQuerySchema,
  analyticsSchema,
  collectionSchema,
  collections,
} from '../../contract/api.ts';
import type { Session } from '../../db/pool.ts';
import { namesOf } from '../../facts/names.ts';
import type { RecordHead } from '../../facts/records.ts';
import type { StoredSnapshot } from '../../facts/snapshot.ts';
import type { ExclusionReason } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, organizationOf } from '../gate.ts';
import { presentHead } from '../head.ts';
import { hiddenHelpers, leftOut, notesOf, readableAmong } from '../queries/record.ts';
import { instantAsked, recordAsked, resultOf } from '../queries/record-asked.ts';
import { presentResponse, turnsOfRecord } from '../queries/response.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/analytics',
  summary: 'Every figure of a record as of any instant, computed from its activities now',
  request: {
    params: z.object({ collection: collectionSchema, id: z.string() }),
    query: analyticsQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'Figures', content: { 'application/json': { schema: analyticsSchema } } },
  },
});

/** The curve of health: a point a week, half a year back. */
export const historyDays = 182;
const historyStep = 7;

/** GET /api/v1/{collection}/{id}/analytics: every figure of a record, computed from its facts as of any instant. */
export function analyticsRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: given, days } = context.req.valid('query');
    const { asOf, said } = instantAsked(given, clock());
    const who = identityOf(context);
    const state = organizationOf(context);
    const { timeZone } = state.organization;
    const question = { asOf, days, timeZone, settings: state.settings };
    const { head, snapshot, result, deals, around } = await readAs(who, async (session) => {
      const asked = { type: collections[collection], id, asOf, state };
      const record = await recordAsked(session, asked, { ...dependencies, who });
      const figures = resultOf(record.snapshot, question, record.head);
      const open = openDeals(record.snapshot, record.head, asOf);
      const [seen, against, helpers] = await Promise.all([
        seenAround(session, figures, { snapshot: record.snapshot, deals: open }),
        leftOut(database, record.head.key, asOf),
        hiddenHelpers(database, record.head, asOf),
      ]);
      return { ...record, result: figures, deals: open, around: { ...seen, against, helpers } };
    });
    const { notes, names, readable, against, helpers } = around;
    const { key } = head;
    const figures = presentRecord(
      result,
      { snapshot, view: viewOf(question) },
      {
        person: (person) => {
          // Somebody who stands on none of the reader's records is there, without a name.
          const { type: kind, id: personId } = names.get(person) ?? { type: 'contact', id: '' };
          return { type: kind === 'user' || kind === 'lead' ? kind : 'contact', id: personId };
        },
        activityId: (fact) => notes.get(snapshot.activityKey(fact))?.id ?? '',
      },
    );
    const turns = turnsOfRecord(snapshot, { key, asOf, days, state });
    const answer: Analytics = {
      asOf: said,
      days,
      timeZone,
      record: presentHead(head),
      figures: {
        ...figures,
        daily: figures.daily.map((day) => [...day]),
        mostContacted: [...figures.mostContacted],
        mostContactedBy: [...figures.mostContactedBy],
      },
      response: presentResponse(turns, snapshot, asOf),
      names: Object.fromEntries(
        [...names.values()].map((person) => [`${person.type}:${person.id}`, person.name]),
      ),
      activities: Object.fromEntries(
        [...notes.values()].map(({ id: activityId, kind, startsAt, subject }) => [
          activityId,
          { kind, startsAt: new Date(startsAt).toISOString(), subject },
        ]),
      ),
      counted: result.kpis.counted,
      excluded: excludedIn(snapshot, { key, asOf }, against),
      hiddenHelpers: helpers.map((helper) => ({
        ...helper,
        lastAt: new Date(helper.lastAt).toISOString(),
      })),
      healthHistory: historyOf(snapshot, head, question),
      opportunities: deals
        .filter((deal) => readable.has(deal.key))
        .map((deal) => ({
          id: deal.id,
          name: deal.name,
          health: presentHealth(healthOf(snapshot, question, deal)),
        })),
      hiddenOpportunities: deals.length - readable.size,
    };
    return context.json(answer, 200);
  });
}

/** What of the activities, people and deals in a record's figures its reader may see. */
async function seenAround(
  session: Session,
  { kpis, contacted, contactedBy }: RecordResult,
  { snapshot, deals }: { readonly snapshot: StoredSnapshot; readonly deals: readonly RecordHead[] },
) {
  const activities = [
    kpis.lastInteraction,
    kpis.nextInteraction,
    kpis.lastInbound,
    kpis.lastOutbound,
  ].filter((fact) => fact >= 0);
  const people = [...contacted, ...contactedBy].map(({ person }) => person);
  return {
    notes: await notesOf(session, activities.map(snapshot.activityKey)),
    names: await namesOf(session, new Set(people)),
    readable: await readableAmong(
      session,
      deals.map((deal) => deal.key),
    ),
  };
}

/** Activities that do not count, by reason: those with a reason against them, those yet to come and copies. */
function excludedIn(
  { facts, factsOf }: StoredSnapshot,
  { key, asOf }: { readonly key: number; readonly asOf: number },
  against: ReadonlyMap<ExclusionReason, number>,
): Analytics['excluded'] {
  const counts = new Map(against);
  for (const fact of factsOf(key)) {
    const why =
      (facts.countsFrom[fact] ?? 0) > asOf
        ? 'not_completed'
        : (facts.countsUntil[fact] ?? 0) <= asOf
          ? 'duplicate'
          : null;
    if (why !== null) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function historyOf(
  snapshot: StoredSnapshot,
  head: RecordHead,
  { asOf, timeZone, settings }: Question,
): Analytics['healthHistory'] {
  const dayOf = dayNumbers(timeZone);
  const points = Math.floor(historyDays / historyStep);
  const instants = Array.from(
    { length: points + 1 },
    (_, n) => asOf - (points - n) * historyStep * dayMs,
  );
  const scores = scoresOver(snapshot, { timeZone, settings }, { record: head, instants });
  return instants.map((at, n) => ({ on: dayText(dayOf(at)), score: scores[n] ?? null }));
}

/** The deals of an account that were open at that instant (ms). */
function openDeals(
  { heads }: StoredSnapshot,
  head: RecordHead,
  asOf: number,
): readonly RecordHead[] {
  if (head.type !== 'account') return [];
  return heads.filter((one) => one.type === 'opportunity' && isOpenAt(one, asOf));
}
