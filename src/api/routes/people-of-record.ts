import { createRoute, z } from '@hono/zod-openapi';
import {
  contactEngagements,
  type ContactEngagement as Engagement,
} from '../../analytics/contact-engagement.ts';
import type { Coverage as CoverageOfRecord, CoveredSide } from '../../analytics/coverage.ts';
import { healthDays } from '../../analytics/health.ts';
import { healthOf, type RecordHealth, viewOf } from '../../analytics/snapshot.ts';
import type { Tie } from '../../analytics/ties.ts';
import { collections } from '../../contract/api.ts';
import {
  type ContactEngagement,
  type Coverage,
  carriedCollectionSchema,
  peopleOfRecordSchema,
  peopleQuerySchema,
} from '../../contract/engagement.ts';
import { listDays } from '../../facts/compute.ts';
import { type NamedEntity, namesOf } from '../../facts/names.ts';
import { organizationIn } from '../../facts/organization.ts';
import { readSnapshot } from '../../facts/snapshot.ts';
import { readTieFacts, tiesTo } from '../../facts/ties.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { instantOrNull } from '../head.ts';
import { type Carrier, carriersOf, declinedMeetings, knownAmong } from '../queries/carried.ts';
import { coverageIn } from '../queries/coverage.ts';
import { assertReadable, readableAmong, recordKey, unknownRecord } from '../queries/record.ts';
import { openPeople } from '../queries/ties.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/people',
  summary: 'Who a record is carried by: its coverage, and how each of its contacts takes part',
  request: {
    params: z.object({ collection: carriedCollectionSchema, id: z.string() }),
    query: peopleQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'Coverage and contacts',
      content: { 'application/json': { schema: peopleOfRecordSchema } },
    },
  },
});

const mostShown = 200;

/** GET /api/v1/{collection}/{id}/people: computed from the record's facts as of any instant, like its analytics. */
export function peopleOfRecordRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock, noteLook } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: asked } = context.req.valid('query');
    const asOf = asked === undefined ? clock() : Date.parse(asked);
    const type = collections[collection];
    const [{ organization, settings }, key] = await Promise.all([
      organizationIn(database),
      recordKey(database, type, id),
    ]);
    const who = identityOf(context);
    const all = await carriersOf(database, key);
    const keys = all.map((one) => one.key);
    const { readable, known, open } = await readAs(who, async (session) => {
      await assertReadable(session, key, { type, id });
      const others = all.filter(({ isNamed }) => !isNamed).map((one) => one.key);
      return {
        readable: await readableAmong(session, keys),
        known: await knownAmong(session, others),
        open: await openPeople(session, keys),
      };
    });
    const carriers = all.filter((one) => one.isNamed || known.has(one.key));
    noteLook(who, { record: key });
    const { timeZone } = organization;
    const people = carriers.map((carrier) => carrier.key);
    const [snapshot, declined, ties] = await Promise.all([
      // Of people whose figures the reader may not see nothing is read but what belongs to this record.
      readSnapshot(database, [key, ...readable], { asOf, timeZone }),
      declinedMeetings(database, { key, type }, { people, asOf }),
      readTieFacts(database, [...open], { asOf, timeZone }),
    ]);
    if (!snapshot.heads.some((head) => head.key === key)) throw unknownRecord(type, id);

    const question = { asOf, days: listDays, timeZone, settings };
    const engagements = contactEngagements(snapshot, key, { people, view: viewOf(question) });
    const shown = [...engagements].sort(byActivity).slice(0, mostShown);
    const strongest = new Map(
      shown.flatMap(({ person }) => {
        const [tie] = open.has(person) ? tiesTo(ties, person) : [];
        return tie === undefined ? [] : [[person, tie] as const];
      }),
    );
    const colleagues = Array.from(strongest.values(), ({ person }) => person);
    const [names, coverage] = await Promise.all([
      // Users, whom everybody knows.
      namesOf(database, new Set(colleagues)),
      coverageIn(database, snapshot, { key, asOf }),
    ]);
    const carrierOf = new Map(carriers.map((carrier) => [carrier.key, carrier]));
    const healthFor = (person: number) => {
      const record = snapshot.heads.find((head) => head.key === person);
      if (record === undefined || !readable.has(person)) return null;
      return healthOf(snapshot, question, record);
    };
    return context.json(
      {
        asOf: asked ?? new Date(asOf).toISOString(),
        coverage: presentCoverage(coverage),
        contacts: shown.flatMap((engagement) => {
          const carrier = carrierOf.get(engagement.person);
          if (carrier === undefined) return [];
          return {
            ...presentCarrier(carrier),
            health: presentHealth(healthFor(carrier.key)),
            hidden: !readable.has(carrier.key),
            ...presentEngagement(engagement),
            colleague: presentColleague(strongest.get(carrier.key), names),
            meetingsDeclined: declined.get(carrier.key) ?? 0,
          };
        }),
        total: carriers.length,
      },
      200,
    );
  });
}

function presentCoverage({ activities, theirs, ours }: CoverageOfRecord): Coverage {
  const side = ({ people, effective, singleThreaded }: CoveredSide) => ({
    people,
    effective,
    singleThreaded,
  });
  return { days: healthDays, activities, theirs: side(theirs), ours: side(ours) };
}

/** Who has most to do with the record first; of equals who was last in touch. */
function byActivity(a: Engagement, b: Engagement): number {
  const activities = ({ emails, meetings, phoneCalls }: Engagement) =>
    emails + meetings + phoneCalls;
  const last = (one: Engagement) => Math.max(one.lastInboundAt ?? 0, one.lastOutboundAt ?? 0);
  return activities(b) - activities(a) || last(b) - last(a) || a.person - b.person;
}

function presentCarrier({ type, id, name, jobTitle, because }: Carrier) {
  return { type, id, name, jobTitle, because };
}

function presentHealth(health: RecordHealth | null): ContactEngagement['health'] {
  if (health === null) return null;
  const { state, score, grade, trend } = health;
  return { state, score, grade, trend };
}

function presentEngagement({
  person: _person,
  lastInboundAt,
  lastOutboundAt,
  byThem,
  byUs,
  ...counts
}: Engagement) {
  return {
    ...counts,
    lastInboundAt: instantOrNull(lastInboundAt),
    lastOutboundAt: instantOrNull(lastOutboundAt),
    byThem: { ...byThem },
    byUs: { ...byUs },
  };
}

function presentColleague(
  tie: Tie | undefined,
  names: ReadonlyMap<number, NamedEntity>,
): ContactEngagement['colleague'] {
  const user = tie === undefined ? undefined : names.get(tie.person);
  if (tie === undefined || user === undefined) return null;
  return { id: user.id, name: user.name, strength: tie.strength, level: tie.level };
}
