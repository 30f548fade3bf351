import { createRoute, z } from '@hono/zod-openapi';
import type { SimilarDeal as FoundDeal } from '../../analytics/similar.ts';
import { outside } from '../../analytics/summary.ts';
import { dayMs } from '../../analytics/zone.ts';
import {
  type Similar,
  type SimilarDeal,
  similarQuerySchema,
  similarSchema,
} from '../../contract/similar.ts';
import { namesOf } from '../../facts/names.ts';
import { organizationIn } from '../../facts/organization.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { instantOrNull, presentHead } from '../head.ts';
import { recordKey } from '../queries/record.ts';
import {
  type AtSameAge,
  ageInDays,
  besideSimilar,
  type FoundSimilar,
  findSimilar,
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
    const asOf = given === undefined ? clock() : Date.parse(given);
    const [state, key] = await Promise.all([
      organizationIn(database),
      recordKey(database, 'opportunity', id),
    ]);
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
    const listed = (deals: readonly FoundDeal[]) =>
      deals.flatMap((deal) => presentDeal(deal, { similar, sameAge, teams }) ?? []);
    const { won, lost } = similar.found;
    return context.json(
      {
        asOf: given ?? new Date(asOf).toISOString(),
        state: stateOf(similar),
        ageDays: ageInDays(similar, asOf),
        weights: presentWeights(similar),
        won: listed(won),
        lost: listed(lost),
        ...presentComparison(sameAge, similar.found),
      },
      200,
    );
  });
}

function stateOf({ isOpen, found }: FoundSimilar): Similar['state'] {
  if (!isOpen) return 'notOpen';
  if (found.won.length === 0 && found.lost.length === 0) return 'none';
  return found.isStandIn ? 'standIn' : 'similar';
}

/** Teams stand in the table by their keys; everybody who has signed in knows them by name. */
async function teamNames(
  { deals, found, row }: FoundSimilar,
  database: ApiDependencies['database'],
): Promise<ReadonlyMap<string, string>> {
  const rows = [row, ...[...found.won, ...found.lost].map((one) => one.row)];
  const keys = rows.flatMap((one) => deals.table.deals[one]?.ownerTeams ?? []);
  const names = await namesOf(database, new Set(keys.map(Number)));
  return new Map([...names].map(([key, { name }]) => [String(key), name]));
}

function presentWeights({ found }: FoundSimilar): Similar['weights'] {
  const { basis, won, lost, fields } = found.weights;
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
  { row, distance, compared }: FoundDeal,
  { similar, sameAge, teams }: Around,
): SimilarDeal | null {
  const key = similar.deals.table.deals[row]?.key ?? -1;
  const head = similar.heads.get(key);
  if (head === undefined) return null;
  const { id, name, account, estimatedValue, currency, createdAt, closedAt } = presentHead(head);
  const its = (field: string, place: number) => valueIn(similar, { field, place, teams });
  return {
    id,
    name,
    account,
    estimatedValue,
    currency,
    createdAt,
    closedAt: closedAt ?? '',
    distance,
    compared: compared.map((one) => ({
      ...one,
      own: its(one.field, similar.row),
      its: its(one.field, row),
    })),
    sameAge: presentFigures(sameAge, key),
  };
}

/** What a deal has in a field, as people say it: money as money, not as its logarithm, and teams by name. */
function valueIn(
  { deals: { table } }: FoundSimilar,
  {
    field: name,
    place,
    teams,
  }: { readonly field: string; readonly place: number; readonly teams: Around['teams'] },
): number | string[] {
  const deal = table.deals[place];
  const field = table.fields.find((one) => one.name === name);
  if (deal === undefined || field === undefined) return [];
  if (name === 'estimatedValue') return deal.value ?? 0;
  if (name === 'ownerTeam') return deal.ownerTeams.map((team) => teams.get(team) ?? '');
  if ('numbers' in field) return field.numbers[place] ?? 0;
  return [...(field.words[field.codes[place] ?? -1] ?? [])];
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
  { isStandIn }: FoundSimilar['found'],
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
