import { createRoute, z } from '@hono/zod-openapi';
import { outside } from '../../analytics/summary.ts';
import { dayMs } from '../../analytics/zone.ts';
import {
  type Similar,
  type SimilarDeal,
  similarQuerySchema,
  similarSchema,
} from '../../contract/similar.ts';
import { namesOf } from '../../facts/names.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, organizationOf } from '../gate.ts';
import { instantOrNull, presentHead } from '../head.ts';
import { recordKey } from '../queries/record.ts';
import { instantAsked } from '../queries/record-asked.ts';
import {
  type AtSameAge,
  ageInDays,
  besideSimilar,
  type FieldValue,
  type FoundSimilar,
  findSimilar,
  type ListedDeal,
} from '../queries/similar.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/opportunities/{id}/similar',
  summary: 'The won and lost deals most like an open one, why, and how it stands at the same age',
  description:
    'Only deals whose figures you may see are listed and compared with. Nothing that is known only after closing takes part.',
  request: { params: z.object({ id: z.string() }), query: similarQuerySchema },
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'Similar deals',
      content: { 'application/json': { schema: similarSchema } },
    },
  },
});

/** GET /api/v1/opportunities/{id}/similar: similar won deals, the lost ones beside them, and the comparison (spec §8). */
export function similarRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, clock, noteLook } = dependencies;
  api.openapi(route, async (context) => {
    const { id } = context.req.valid('param');
    const { asOf: given, k } = context.req.valid('query');
    const { asOf, said } = instantAsked(given, clock());
    const state = organizationOf(context);
    const key = await recordKey(database, 'opportunity', id);
    const who = identityOf(context);
    const asked = { ...state, record: { key, id }, asOf, count: k };
    const tools = { ...dependencies, who };
    const similar = await findSimilar(asked, tools);
    noteLook(who, { record: key });
    if (who.roles.some((role) => role === 'manager' || role === 'operations'))
      noteLook(who, { list: 'opportunities' });
    const [sameAge, teams] = await Promise.all([
      besideSimilar(asked, similar, tools),
      teamNames(similar, database),
    ]);
    const listed = (deals: readonly ListedDeal[]) =>
      deals.flatMap((deal) => presentDeal(deal, { similar, sameAge, teams }) ?? []);
    return context.json(
      {
        asOf: said,
        state: stateOf(similar),
        ageDays: ageInDays(similar, asOf),
        weights: presentWeights(similar),
        won: listed(similar.won),
        lost: listed(similar.lost),
        ...presentComparison(sameAge, similar),
      },
      200,
    );
  });
}

function stateOf({ isOpen, won, lost, isStandIn }: FoundSimilar): Similar['state'] {
  if (!isOpen) return 'notOpen';
  if (won.length === 0 && lost.length === 0) return 'none';
  return isStandIn ? 'standIn' : 'similar';
}

/** Everybody who has signed in knows teams by name. */
async function teamNames(
  { won, lost }: FoundSimilar,
  database: ApiDependencies['database'],
): Promise<ReadonlyMap<string, string>> {
  const keys = [...won, ...lost].flatMap(({ compared }) =>
    compared.flatMap(({ field, own, its }) =>
      field === 'ownerTeam' ? [own, its].flatMap((value) => (isWords(value) ? value : [])) : [],
    ),
  );
  const names = await namesOf(database, new Set(keys.map(Number)));
  return new Map([...names].map(([key, { name }]) => [String(key), name]));
}

function presentWeights({ weights }: FoundSimilar): Similar['weights'] {
  const { basis, won, lost, fields } = weights;
  return {
    basis,
    won,
    lost,
    fields: fields.map(({ name, weight }) => ({ field: name, weight })),
  };
}

type Around = {
  readonly similar: FoundSimilar;
  readonly sameAge: AtSameAge | null;
  readonly teams: ReadonlyMap<string, string>;
};

function presentDeal(
  { key, distance, compared }: ListedDeal,
  { similar, sameAge, teams }: Around,
): SimilarDeal | null {
  const head = similar.heads.get(key);
  if (head === undefined) return null;
  const { id, name, account, estimatedValue, currency, createdAt, closedAt } = presentHead(head);
  const said = (field: string, value: FieldValue) => {
    if (!isWords(value)) return value;
    return field === 'ownerTeam' ? value.map((team) => teams.get(team) ?? '') : [...value];
  };
  return {
    id,
    name,
    account,
    estimatedValue,
    currency,
    createdAt,
    closedAt: closedAt ?? '',
    distance,
    compared: compared.map(({ own, its, ...one }) => ({
      ...one,
      own: said(one.field, own),
      its: said(one.field, its),
    })),
    sameAge: presentFigures(sameAge, key),
  };
}

function isWords(value: FieldValue): value is readonly string[] {
  return typeof value !== 'number';
}

function presentFigures(sameAge: AtSameAge | null, key: number): SimilarDeal['sameAge'] {
  const then = sameAge?.figuresOf(key) ?? null;
  if (then === null) return null;
  const figure = (name: string) => then.figures.get(name) ?? null;
  return {
    at: instantOrNull(then.at) ?? '',
    activities: figure('activities') ?? 0,
    minutesByUs: figure('minutesByUs') ?? 0,
    responseHoursByUs: figure('responseByUs.medianHours'),
    responseHoursByThem: figure('responseByThem.medianHours'),
    responseRateByUs: figure('responseByUs.rate'),
    responseRateByThem: figure('responseByThem.rate'),
  };
}

/** What a sentence can be made of. */
const told = [
  'meetings',
  'phoneCalls',
  'emails',
  'responseByUs.medianHours',
  'responseByThem.medianHours',
] as const;

function presentComparison(
  sameAge: AtSameAge | null,
  { isStandIn }: FoundSimilar,
): Pick<Similar, 'measures' | 'curve' | 'standsOut'> {
  if (sameAge === null) return { measures: [], curve: [], standsOut: [] };
  const { measures, curve } = sameAge;
  return {
    measures: [...measures].map(([measure, compared]) => ({ measure, ...compared })),
    curve: curve.map(({ ageMs, ...point }) => ({ ageDays: ageMs / dayMs, ...point })),
    standsOut: isStandIn
      ? []
      : told.flatMap((measure) => {
          const beside = outside(measures.get(measure));
          return beside === null ? [] : { measure, difference: beside.by, n: beside.n };
        }),
  };
}
