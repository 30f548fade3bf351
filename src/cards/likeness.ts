/**
 * Which open deals are much like deals that were won, for each of those who own them or work on them, by the closed deals
 * that this person may see (decision 0023). Computed in the background once a day, person by person: of all deals, which
 * are read once, each has a table of the few thousand that are theirs, in which a deal is looked up within a millisecond.
 */

import { type DealTable, someDeals } from '../analytics/deal-table.ts';
import { withRangesAmong } from '../analytics/deal-weights.ts';
import { isLikeWon, type WonShare } from '../analytics/likeness.ts';
import { nearestDeals, similarDeals } from '../analytics/similar.ts';
import { dayNumbers } from '../analytics/zone.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type Deals, knownDeals } from '../facts/deals.ts';
import { type OrganizationState, organizationIn } from '../facts/organization.ts';
import { isOpen, ownRecords, readableMembers } from '../facts/own-records.ts';
import { besideWon, type Quartiles } from './beside-won.ts';
import { mostWaiting } from './waiting.ts';

/** However much there is to look at, doing it takes at most one part in so many of the time. */
const restFactor = 100;

/** Computes likeness again and again, with rests in between; answers the work of one round. */
export function likenessKeeper(
  database: Database,
  clock: () => number,
): (signal: AbortSignal) => Promise<void> {
  let restsUntil = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    const begun = clock();
    if (begun < restsUntil) return;
    await refreshLikeness(database, clock, signal);
    restsUntil = begun + (clock() - begun) * restFactor;
  };
}

/**
 * Computes what is due: for who has an open deal that was not looked at today, all of theirs. Answers how many deals were
 * looked at.
 */
export async function refreshLikeness(
  database: Database,
  clock: () => number,
  signal: AbortSignal,
): Promise<number> {
  const state = await organizationIn(database);
  if (!state.settings.analyticsOn) return 0;
  const now = clock();
  const today = dayNumbers(state.organization.timeZone)(now);
  const logins = await loginsDue(database, today);
  if (logins.length === 0) return 0;
  // Held for this one round: who looks at a deal asks another process or thread.
  const deals = await knownDeals(database)(state.settings);
  let done = 0;
  for (const login of logins) {
    if (signal.aborted) break;
    done += await lookAtDeals(database, { login, deals, state, now, today });
  }
  return done;
}

/** While figures wait to be computed, likeness waits as well. */
async function loginsDue(database: Database, today: number): Promise<readonly number[]> {
  const rows = await database.query<{ login: number }>(sql`
    select distinct login.key as login
    from login
    join record_member on member_key = login.user_key and because in ('owner', 'team')
    join record_analytics on record_analytics.record_key = record_member.record_key
    left join deal_likeness on login_key = login.key and deal_likeness.record_key = record_member.record_key
    where active and type = 'opportunity' and ${isOpen} and day is distinct from ${today}
      and (select count(*) from record_mark) < ${mostWaiting}
    order by login.key`);
  return rows.map(({ login }) => login);
}

type Looking = {
  readonly login: number;
  readonly deals: Deals;
  readonly state: OrganizationState;
  readonly now: number;
  readonly today: number;
};

async function lookAtDeals(database: Database, looking: Looking): Promise<number> {
  const { login, deals, state, now, today } = looking;
  const { own, members } = await database.transaction(async (session) => {
    await session.run(sql`select set_config('rapport.login', ${String(login)}, true)`);
    const rows = await session.query<{ key: number }>(sql`
      select record_key as key from record_analytics
      where record_key = any(${ownRecords}) and type = 'opportunity' and ${isOpen} order by record_key`);
    return { own: rows.map(({ key }) => key), members: await readableMembers(session) };
  });
  const alike = likeWon(deals, { own, members, now });
  const beside = await besideWon(database, alike, { now, state });
  const found = own.map((key) => {
    const one = alike.find((other) => other.key === key);
    const quartiles = beside.get(key);
    return one === undefined || quartiles === undefined ? { key } : { ...one, quartiles };
  });
  await keep(database, { login, today }, found);
  return own.length;
}

/** A deal that is like won ones, with the won deals most like it. */
export type LikeWon = {
  readonly key: number;
  readonly nearest: WonShare;
  readonly known: WonShare;
  readonly won: readonly number[];
};

function likeWon(
  { table, rowOf, ofMembers, weightsAt }: Deals,
  {
    own,
    members,
    now,
  }: {
    readonly own: readonly number[];
    readonly members: readonly number[] | null;
    readonly now: number;
  },
): readonly LikeWon[] {
  const open = own.flatMap((key) => rowOf(key) ?? []).filter((row) => table.outcome[row] === 0);
  const among = members === null ? null : ofMembers(members);
  const closed = [...table.deals.keys()].filter(
    (row) => table.outcome[row] !== 0 && (table.closedAt[row] ?? now) < now && among?.[row] !== 0,
  );
  if (closed.length < nearestDeals) return [];
  const theirs = someDeals(table, [...open, ...closed]);
  const learned = weightsAt(now);
  const everything = new Uint8Array(theirs.deals.length).fill(1);
  const weights = withRangesAmong(learned, theirs, { asOf: now, among: everything });
  const known = { won: wonIn(theirs), of: closed.length };
  const all = { won: learned.won, of: learned.won + learned.lost };
  return open.flatMap((_, row) => {
    const found = similarDeals(theirs, { row, asOf: now }, weights);
    const { nearest, won, isStandIn } = found;
    if (isStandIn || nearest.of < nearestDeals || !isLikeWon(nearest, [known, all])) return [];
    const keyOf = (at: number) => theirs.deals[at]?.key ?? -1;
    return [{ key: keyOf(row), nearest, known, won: won.map((one) => keyOf(one.row)) }];
  });
}

function wonIn({ outcome }: DealTable): number {
  return outcome.reduce((sum, one) => sum + (one === 1 ? 1 : 0), 0);
}

type Found = { readonly key: number } & (
  | (Omit<LikeWon, 'won'> & { readonly quartiles: Quartiles })
  | { readonly nearest?: never; readonly known?: never; readonly quartiles?: never }
);

/** Deals that are closed by now, or theirs no more, have no row any more. */
async function keep(
  database: Database,
  { login, today }: { readonly login: number; readonly today: number },
  found: readonly Found[],
): Promise<void> {
  const keys = found.map(({ key }) => key);
  const column = <T>(value: (one: Found) => T | undefined) =>
    found.map((one) => value(one) ?? null);
  await database.transaction(async (session) => {
    await session.run(sql`
      delete from deal_likeness where login_key = ${login} and record_key <> all(${keys}::integer[])`);
    await session.run(sql`
      insert into deal_likeness (login_key, record_key, day, nearest, nearest_won, known, known_won, beside)
      select ${login}, key, ${today}, nearest, nearest_won, known, known_won, beside
      from unnest(${keys}::integer[], ${column(({ nearest }) => nearest?.of)}::smallint[],
        ${column(({ nearest }) => nearest?.won)}::smallint[], ${column(({ known }) => known?.of)}::integer[],
        ${column(({ known }) => known?.won)}::integer[],
        ${column(({ quartiles }) => quartiles && JSON.stringify(quartiles))}::jsonb[])
        new (key, nearest, nearest_won, known, known_won, beside)
      where exists (select from entity where entity.key = new.key)
        and exists (select from login where login.key = ${login})
      on conflict (login_key, record_key) do update set day = excluded.day, nearest = excluded.nearest,
        nearest_won = excluded.nearest_won, known = excluded.known, known_won = excluded.known_won,
        beside = excluded.beside`);
  });
}
