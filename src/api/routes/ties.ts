import { createRoute, z } from '@hono/zod-openapi';
import type { Facts } from '../../analytics/facts.ts';
import { type AccountTie, accountTies, type Tie, tieDays } from '../../analytics/ties.ts';
import { collectionSchema, collections } from '../../contract/api.ts';
import { type Ties, tiesQuerySchema, tiesSchema } from '../../contract/ties.ts';
import { type NamedEntity, namesOf } from '../../facts/names.ts';
import { readTieFacts, tiesTo } from '../../facts/ties.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, organizationOf } from '../gate.ts';
import { kindOf } from '../queries/record.ts';
import { instantAsked } from '../queries/record-asked.ts';
import type { Customer } from '../queries/ties.ts';
import { tiesAsked } from '../queries/ties-asked.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/ties',
  summary: 'Who of ours knows the people of a record, and how well',
  description:
    'Colleagues who left or opted out are not shown, nor what they did; neither are customers who opted out.',
  request: {
    params: z.object({ collection: collectionSchema, id: z.string() }),
    query: tiesQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'Ties', content: { 'application/json': { schema: tiesSchema } } },
  },
});

const mostShown = 200;

/** GET /api/v1/{collection}/{id}/ties: computed from the activities of its people as of any instant. */
export function tiesRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, clock } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: asked } = context.req.valid('query');
    const { asOf, said } = instantAsked(asked, clock());
    const type = collections[collection];
    const question = { type, id, asOf };
    const { customers, open } = await tiesAsked(question, identityOf(context), dependencies);
    const { timeZone } = organizationOf(context).organization;
    const read = await readTieFacts(database, [...open], { asOf, timeZone });
    const known = customers.map((customer) => ({
      customer,
      ties: open.has(customer.key) ? tiesTo(read, customer.key) : [],
    }));
    const ofAccount =
      type === 'account'
        ? accountTies(
            known.map(({ customer, ties }) => ({ contact: customer.key, ties })),
            read.people.isBefore,
          )
        : null;
    const users = known.flatMap(({ ties }) => ties.slice(0, mostShown).map(({ person }) => person));
    // Users, whom everybody knows.
    const names = await namesOf(database, new Set(users));
    const lines = type === 'account' ? bestKnown(known) : known;
    return context.json(
      {
        asOf: said,
        days: tieDays,
        people: lines.slice(0, mostShown).map(({ customer, ties }) => ({
          ...presentCustomer(customer),
          hidden: !open.has(customer.key),
          ties: ties.slice(0, mostShown).map((tie) => presentTie(tie, read.facts, names)),
          total: ties.length,
        })),
        total: lines.length,
        account:
          ofAccount
            ?.slice(0, mostShown)
            .map((tie) => presentAccountTie(tie, read.facts, { names, customers })) ?? null,
      },
      200,
    );
  });
}

type Known = { readonly customer: Customer; readonly ties: readonly Tie[] };

/** Without those whom nobody knows; who has the strongest tie first. */
function bestKnown(known: readonly Known[]): readonly Known[] {
  const best = ({ ties }: Known) => ties[0]?.strength ?? 0;
  return known.filter(({ ties }) => ties.length > 0).toSorted((a, b) => best(b) - best(a));
}

function presentCustomer({ type, id, name }: Customer) {
  return { type, id, name };
}

function presentTie(
  { person, strength, level, sums, activities, lastAt }: Tie,
  facts: Facts,
  names: ReadonlyMap<number, NamedEntity>,
): Ties['people'][number]['ties'][number] {
  return {
    user: presentUser(person, names),
    strength,
    level,
    sums: { ...sums },
    counts: countsOf(facts, activities),
    lastAt: new Date(lastAt).toISOString(),
  };
}

/** NOTE: an activity with several contacts of the account is one activity. */
function presentAccountTie(
  { person, strength, level, through }: AccountTie,
  facts: Facts,
  {
    names,
    customers,
  }: {
    readonly names: ReadonlyMap<number, NamedEntity>;
    readonly customers: readonly Customer[];
  },
): NonNullable<Ties['account']>[number] {
  const byKey = new Map(customers.map((customer) => [customer.key, customer]));
  return {
    user: presentUser(person, names),
    strength,
    level,
    counts: countsOf(facts, new Set(through.flatMap(({ tie }) => tie.activities))),
    lastAt: new Date(Math.max(...through.map(({ tie }) => tie.lastAt))).toISOString(),
    through: through.flatMap(({ contact, tie }) => {
      const customer = byKey.get(contact);
      if (customer === undefined) return [];
      return { ...presentCustomer(customer), strength: tie.strength };
    }),
  };
}

function presentUser(key: number, names: ReadonlyMap<number, NamedEntity>) {
  const { id, name } = names.get(key) ?? { id: '', name: '' };
  return { id, name };
}

function countsOf(facts: Facts, activities: Iterable<number>) {
  const counts = { email: 0, appointment: 0, phonecall: 0, task: 0 };
  for (const fact of activities) counts[kindOf(facts.kindSide[fact] ?? 0)] += 1;
  return counts;
}
