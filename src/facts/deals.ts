/**
 * All deals as similarity sees them (spec §8), kept in memory: one among 100,000 is answered from there. Before every
 * answer the database is asked which deals changed (0022_deal_changes.sql), and those alone are read again, so that an
 * answer never misses what was written before it was asked for – in this process or another.
 */

import { isDeepStrictEqual } from 'node:util';
import { type DealColumns, dealColumns } from '../analytics/deal-columns.ts';
import type { DealTable } from '../analytics/deal-table.ts';
import { type DealWeights, dealWeights } from '../analytics/deal-weights.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { OrganizationSettings } from '../model/entities.ts';
import { type DealMembers, dealMembers } from './deal-members.ts';
import { comparedFields, type DealRead, readDealRows } from './deal-rows.ts';

/**
 * The deals as of now, with what they weigh. NOTE: to be read at once: after waiting for anything, rows may have moved and
 * values changed, as somebody else has asked.
 */
export type Deals = {
  readonly table: DealTable;
  /** Row of a deal by its key; undefined: no such deal is known. */
  readonly rowOf: (key: number) => number | undefined;
  /** The weights as of an instant (ms), learned from the deals closed before it. */
  readonly weightsAt: (asOf: number) => DealWeights;
  /** 1 in the rows of the deals that belong to one of these people and teams, by their keys. */
  readonly ofMembers: (members: readonly number[]) => Uint8Array;
};

export type KnownDeals = (settings: OrganizationSettings) => Promise<Deals>;

/** Reads all deals when they are first asked for, and later what changed. */
export function knownDeals(database: Database): KnownDeals {
  let held: Held | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  return (settings) => {
    const brought = async () => {
      const known = held?.madeWith === madeWith(settings) ? held : null;
      held = await broughtUpToDate(
        database,
        known ?? (await readAll(database, settings)),
        settings,
      );
      return dealsIn(held);
    };
    // One after the other, so that nobody reads everything a second time.
    const mine = turn.then(brought, brought);
    turn = mine;
    return mine;
  };
}

type Held = {
  readonly columns: DealColumns;
  readonly members: DealMembers;
  /** Row of each deal by its key. */
  readonly rows: Map<number, number>;
  /** Weights by the number of closed deals that they were learned from. */
  readonly learned: Map<number, DealWeights>;
  /** What of the settings the columns were made with. */
  readonly madeWith: string;
  /** Transactions before this one were over when the deals were last looked at. */
  readonly horizon: string;
  /** Changes by later transactions that are in the columns already, by deal. */
  readonly seen: ReadonlyMap<number, string>;
};

/** Deals read at once: in pieces, so that others are answered in between. */
const together = 1000;

async function broughtUpToDate(
  database: Database,
  held: Held,
  settings: OrganizationSettings,
): Promise<Held> {
  const { horizon, changes } = await changesSince(database, held.horizon);
  const unseen = [...changes].filter(([key, by]) => held.seen.get(key) !== by);
  const keys = unseen.map(([key]) => key);
  for (let from = 0; from < keys.length; from += together) {
    const piece = keys.slice(from, from + together);
    // What has changed once more meanwhile is read as it is then, and again the next time.
    const read = await readDealRows(
      database,
      settings,
      sql`opportunity.key = any(${piece}::integer[])`,
    );
    write(held, read);
    const there = new Set(read.map(({ deal }) => deal.key));
    for (const key of piece) if (!there.has(key)) takeOut(held, key);
  }
  return { ...held, horizon, seen: changes };
}

async function readAll(database: Database, settings: OrganizationSettings): Promise<Held> {
  const { horizon } = await changesSince(database, null);
  const held: Held = {
    columns: dealColumns(comparedFields(settings)),
    members: dealMembers(),
    rows: new Map(),
    learned: new Map(),
    madeWith: madeWith(settings),
    horizon,
    seen: new Map(),
  };
  for (let from = -1; ; ) {
    const piece = await readDealRows(
      database,
      settings,
      sql`opportunity.key > ${from} order by opportunity.key limit ${together}`,
    );
    write(held, piece);
    from = piece.at(-1)?.deal.key ?? from;
    if (piece.length < together) return held;
  }
}

/** NOTE: nothing is awaited in here, so that nobody sees half of a piece. */
function write({ columns, members, rows, learned }: Held, read: readonly DealRead[]): void {
  const before = columns.table();
  const kinds = kindsIn(before);
  let isAsLearned = true;
  for (const { deal, members: keys } of read) {
    const row = rows.get(deal.key) ?? rows.size;
    members.write(row, keys);
    const known = before.deals[row];
    // Much of what changes in a deal says nothing of what it is like.
    if (isDeepStrictEqual(known, deal)) continue;
    if (deal.status !== 'open' || (known?.status ?? 'open') !== 'open') isAsLearned = false;
    rows.set(deal.key, row);
    columns.write(row, deal);
  }
  if (!isAsLearned || !isDeepStrictEqual(kinds, kindsIn(columns.table()))) learned.clear();
}

function takeOut({ columns, members, rows, learned }: Held, key: number): void {
  const row = rows.get(key);
  if (row === undefined) return;
  const moved = columns.table().deals.at(-1);
  columns.takeOut(row);
  members.takeOut(row);
  if (moved !== undefined) rows.set(moved.key, row);
  rows.delete(key);
  learned.clear();
}

function kindsIn({ fields }: DealTable): readonly (readonly [string, boolean])[] {
  return fields.map((field) => [field.name, 'codes' in field]);
}

function madeWith({ currency, rates, similarFields }: OrganizationSettings): string {
  return JSON.stringify({ currency, rates, similarFields });
}

/** Which deals were changed by which transaction, of those that were not over at a horizon; null: none, only the horizon. */
async function changesSince(
  session: Session,
  horizon: string | null,
): Promise<{ readonly horizon: string; readonly changes: ReadonlyMap<number, string> }> {
  const rows = await session.query<{ horizon: string; key: number | null; by: string }>(sql`
    select pg_snapshot_xmin(now.seen)::text as horizon, deal_key as key, changed_in::text as by
    from (select pg_current_snapshot() as seen) now
    left join deal_change
      on changed_in >= ${horizon}::text::xid8 and changed_in < pg_snapshot_xmax(now.seen)`);
  return {
    horizon: rows[0]?.horizon ?? '0',
    changes: new Map(rows.flatMap(({ key, by }) => (key === null ? [] : [[key, by] as const]))),
  };
}

/** Weights that are remembered: those of now, and of some instants before. */
const mostLearned = 16;

function dealsIn({ columns, members, rows, learned }: Held): Deals {
  return {
    get table() {
      return columns.table();
    },
    rowOf: (key) => rows.get(key),
    ofMembers: members.of,
    weightsAt: (asOf) => {
      const table = columns.table();
      // Of two instants between which none was closed the weights are the same.
      const closed = closedBefore(table, asOf);
      const known = learned.get(closed) ?? dealWeights(table, asOf);
      if (learned.size >= mostLearned) learned.clear();
      learned.set(closed, known);
      return known;
    },
  };
}

function closedBefore({ outcome, closedAt }: DealTable, asOf: number): number {
  let closed = 0;
  for (let row = 0; row < outcome.length; row++)
    if (outcome[row] !== 0 && (closedAt[row] ?? asOf) < asOf) closed += 1;
  return closed;
}
