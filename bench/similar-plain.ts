/** The similar deals of a deal by a plain second reading of the definition, for the benchmark to compare with. */

import { plainWeights } from '../src/analytics/testing/oracle-similar.ts';
import type { Similar } from '../src/contract/similar.ts';
import type { Database } from '../src/db/pool.ts';
import { sql } from '../src/db/sql.ts';

type PlainRow = {
  readonly id: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly closedAt: number | null;
  readonly values: Readonly<Record<string, number | readonly string[]>>;
};

/** Throws when weights or lists are not those of a reading that goes through all deals and sorts them. */
export async function assertSame(database: Database, id: string, found: Similar): Promise<void> {
  const deals = await plainRows(database);
  const own = deals.find((deal) => deal.id === id);
  if (own === undefined) throw new Error(`There is no deal ${id}.`);
  const at = Date.parse(found.asOf);
  const weights = plainWeights(
    deals,
    found.weights.fields.map(({ field }) => field),
    at,
  );
  for (const { field, weight } of found.weights.fields) {
    if (Math.abs(weight - (weights[field] ?? -1)) > 1e-9)
      throw new Error(`${field} weighs ${weight}, by the second reading ${weights[field]}.`);
  }
  const closed = deals.filter(({ closedAt }) => closedAt !== null && closedAt < at);
  const ranges = new Map(
    Object.keys(weights).map((name) => {
      let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const { values } of closed) {
        const value = values[name];
        if (typeof value !== 'number') continue;
        [least, most] = [Math.min(least, value), Math.max(most, value)];
      }
      return [name, most - least] as const;
    }),
  );
  for (const outcome of ['won', 'lost'] as const) {
    const expected = closed
      .filter(({ status }) => status === outcome)
      .flatMap((deal) => distanceOf(own, deal, { weights, ranges }) ?? [])
      .sort(
        (a, b) =>
          whole(a.distance) - whole(b.distance) ||
          whole(b.weighed) - whole(a.weighed) ||
          (b.closedAt ?? 0) - (a.closedAt ?? 0),
      )
      .slice(0, found[outcome].length);
    const names = expected.map((deal) => deal.id).join(' ');
    if (expected.length !== 10 || names !== found[outcome].map((deal) => deal.id).join(' '))
      throw new Error(
        `The ${outcome} deals like ${id} are not those of the second reading: ${names}`,
      );
  }
}

const whole = (value: number) => Math.round(value * 1e9);

function distanceOf(
  own: PlainRow,
  other: PlainRow,
  {
    weights,
    ranges,
  }: {
    readonly weights: Readonly<Record<string, number>>;
    readonly ranges: ReadonlyMap<string, number>;
  },
) {
  let [sum, weighed] = [0, 0];
  for (const [name, weight] of Object.entries(weights)) {
    const [a, b] = [own.values[name], other.values[name]];
    if (a === undefined || b === undefined || weight === 0) continue;
    weighed += weight;
    sum +=
      typeof a === 'number' && typeof b === 'number'
        ? weight * Math.min(1, Math.abs(a - b) / (ranges.get(name) ?? 1))
        : weight * Number(String(a) !== String(b));
  }
  return weighed === 0 ? null : { ...other, distance: sum / weighed, weighed };
}

async function plainRows(database: Database): Promise<readonly PlainRow[]> {
  const rows = await database.query<{
    id: string;
    status: PlainRow['status'];
    closed: number | null;
    value: number | null;
    industry: string | null;
    source: string;
    type: string;
    currency: string;
    team: string;
    age: number | null;
  }>(sql`
    select entity.id, status, closed_at as closed, estimated_value as value, industry, source, deal_type as type,
      currency, team_keys[1]::text as team,
      extract(epoch from opportunity.created_at - account.created_at) / 86400 as age
    from (select key, status, closed_at, estimated_value, source, deal_type, currency, created_at, account_key, owner_key
      from opportunity) opportunity
    join entity using (key) join app_user on app_user.key = owner_key
    left join account on account.key = account_key`);
  return rows.map(({ id, status, closed, ...row }) => ({
    id,
    status,
    closedAt: closed,
    values: Object.fromEntries(
      Object.entries({
        estimatedValue: row.value === null ? null : Math.log1p(row.value),
        industry: row.industry === null ? null : [row.industry],
        source: [row.source],
        dealType: [row.type],
        currency: [row.currency],
        ownerTeam: [row.team],
        stakeholders: 0,
        relationshipAge: row.age === null ? null : Math.max(0, row.age),
      }).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
    ),
  }));
}
