import {
  aBundle,
  aContact,
  aLead,
  anAccount,
  anOpportunity,
  aUser,
} from '../../src/analytics/testing/seeds.ts';
import type { Database } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import type { Bundle } from '../../src/model/bundle.ts';
import { bundleItems } from './bundles.ts';
import { importItems, settle } from './figures.ts';

const day = 86_400_000;

/** What is stored of a record, as a test that counts it a second time reads it. */
export type FiguresRow = {
  readonly type: 'account' | 'contact' | 'lead' | 'opportunity';
  readonly id: string;
  readonly owner: string | null;
  readonly team: readonly string[];
  readonly status: string | null;
  readonly closeOn: string | null;
  readonly value: number | null;
  readonly currency: string | null;
  readonly state: string;
  readonly score: number | null;
  readonly before: number | null;
  readonly grade: string | null;
  readonly trend: string | null;
  readonly lastAt: number | null;
  readonly nextAt: number | null;
  readonly inboundAt: number | null;
  readonly outboundAt: number | null;
  readonly createdAt: number | null;
  readonly unanswered: number;
};

/**
 * An organisation of a manager (`boss`), two people who report to her and one who does not (`far`), whose records have
 * figures by chance: around every edge that home and overview tell apart. The same for the same seed.
 */
export async function withRandomFigures(
  database: Database,
  {
    now,
    seed,
    settings,
  }: { readonly now: number; readonly seed: number; readonly settings: object },
): Promise<readonly FiguresRow[]> {
  const random = chance(seed);
  await importItems(database, bundleItems(organization(random, now)));
  await settle(database);
  await database.run(sql`
    update organization set settings = settings || ${JSON.stringify(settings)}::jsonb`);
  const records = await database.query<{ key: number }>(
    sql`select record_key as key from record_analytics order by type, id`,
  );
  const ago = (days: readonly (number | null)[]) => {
    const chosen = random.one(days);
    return chosen === null ? null : new Date(now - chosen * day);
  };
  for (const { key } of records) {
    const score = random.is(0.7) ? random.below(101) : null;
    const before = score !== null && random.is(0.8) ? random.below(101) : null;
    const grade = score === null ? null : score >= 60 ? 'good' : score >= 40 ? 'fair' : 'poor';
    const step = score === null || before === null ? null : score - before;
    const trend =
      step === null
        ? 'notEnoughInfo'
        : step >= 5
          ? 'improving'
          : step <= -5
            ? 'declining'
            : 'steady';
    await database.run(sql`
      update record_analytics set health_score = ${score}, health_score_before = ${before}, health_grade = ${grade},
        health_trend = ${score === null ? null : trend},
        health_state = ${score === null ? random.one(['notEnoughInfo', 'noClosedActivities']) : 'scored'},
        last_interaction_at = ${ago([null, 0.5, 3, 14, 29.9, 30, 30.1, 45, 89, 90, 91, 400])},
        next_interaction_at = ${ago([null, null, -1, -10, 0, 0.1])},
        last_inbound_at = ${ago([null, 1, 5, 40])}, last_outbound_at = ${ago([null, 1, 4, 60])},
        window_response_by_us_unanswered = ${random.below(3)}
      where record_key = ${key}`);
  }
  return database.query<FiguresRow>(sql`
    select a.type, a.id, owner.id as owner, a.status, a.estimated_close_on as "closeOn", a.estimated_value as value,
      opportunity.currency, health_state as state, health_score as score, health_score_before as before,
      health_grade as grade, health_trend as trend, last_interaction_at as "lastAt", next_interaction_at as "nextAt",
      last_inbound_at as "inboundAt", last_outbound_at as "outboundAt", a.created_at as "createdAt",
      window_response_by_us_unanswered as unanswered,
      array(select id from entity where key = any(opportunity.team_keys)) as team
    from record_analytics a left join entity owner on owner.key = a.owner_key
    left join opportunity on opportunity.key = a.record_key order by a.type, a.id`);
}

function organization(random: ReturnType<typeof chance>, now: number): Bundle {
  const people = ['boss', 'amy', 'ben', 'far'];
  const owner = () => (random.is(0.9) ? random.one(people) : null);
  const many = <T>(count: number, make: (n: number) => T) =>
    Array.from({ length: count }, (_, n) => make(n));
  const createdAt = () => (random.is(0.7) ? now - random.one([5, 40, 100]) * day : null);
  const closing = () => {
    const days = random.one([null, -40, -30, -3, -1, 0, 1, 7, 14, 15, 60]);
    return days === null ? null : new Date(now + days * day).toISOString().slice(0, 10);
  };
  return aBundle({
    users: people.map((id) =>
      aUser({
        id,
        emails: [`${id}@us.example`],
        managerId: id === 'boss' || id === 'far' ? null : 'boss',
      }),
    ),
    accounts: many(12, (n) => anAccount({ id: `a${n}`, ownerId: owner() })),
    contacts: many(25, (n) => aContact({ id: `c${n}`, ownerId: owner(), accountId: `a${n % 12}` })),
    leads: many(20, (n) =>
      aLead({
        id: `l${n}`,
        ownerId: owner(),
        createdAt: createdAt(),
        status: random.is(0.7) ? 'open' : 'qualified',
      }),
    ),
    opportunities: many(60, (n) =>
      anOpportunity({
        id: `o${n}`,
        accountId: `a${n % 12}`,
        ownerId: owner(),
        teamIds: random.is(0.2) ? [random.one(people)] : [],
        status: random.is(0.75) ? 'open' : 'won',
        estimatedValue: random.is(0.85) ? random.below(20) * 5000 : null,
        currency: random.one([null, 'EUR', 'USD', 'CHF']),
        estimatedCloseDate: closing(),
        createdAt: createdAt(),
      }),
    ),
  });
}

/** Chance that gives the same for the same seed (mulberry32). */
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    is: (probability: number) => next() < probability,
    below: (end: number) => Math.floor(next() * end),
    one: <T>(list: readonly T[]): T => {
      const chosen = list[Math.floor(next() * list.length)];
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
  };
}
