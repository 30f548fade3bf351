/**
 * All deals as similarity sees them (spec §8), kept in memory: one among 100,000 is answered from there. Before every
 * answer the database is asked which deals changed (0022_deal_changes.sql), and those alone are read again, so that an
 * answer never misses what was written before it was asked for – in this process or another.
 */

import { isDeepStrictEqual } from 'node:util';
import {
  type Deal,
  type DealField,
  type DealTable,
  dealTable,
  withDeals,
} from '../analytics/deal-table.ts';
import { type DealWeights, dealWeights } from '../analytics/deal-weights.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { OrganizationSettings } from '../model/entities.ts';
import { comparedFields, readDealRows } from './deal-rows.ts';

/** The deals as of now, with what they weigh. */
export type Deals = {
  readonly table: DealTable;
  /** Row of a deal by its key; undefined: no such deal is known. */
  readonly rowOf: (key: number) => number | undefined;
  /** The weights as of an instant (ms), learned from the deals closed before it. */
  readonly weightsAt: (asOf: number) => DealWeights;
  /** Weights by the number of deals that they were learned from. */
  readonly learned: Map<number, DealWeights>;
};

export type KnownDeals = (settings: OrganizationSettings) => Promise<Deals>;

/** Reads all deals when they are first asked for, and later what changed. */
export function knownDeals(database: Database): KnownDeals {
  let held: Held | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  return (settings) => {
    const brought = async () => {
      held = await broughtUpToDate(database, { held, settings });
      return held.deals;
    };
    // One after the other, so that nobody reads everything a second time.
    const mine = turn.then(brought, brought);
    turn = mine;
    return mine;
  };
}

type Held = {
  readonly deals: Deals;
  /** What of the settings the table was made with. */
  readonly madeWith: string;
  /** Transactions before this one were over when the deals were last looked at. */
  readonly horizon: string;
  /** Changes by later transactions that are in the table already, by deal. */
  readonly seen: ReadonlyMap<number, string>;
};

/** When more than this changed, all are read again. */
const mostChanges = 5000;

type Asked = { readonly held: Held | null; readonly settings: OrganizationSettings };

async function broughtUpToDate(database: Database, { held, settings }: Asked): Promise<Held> {
  if (held === null || held.madeWith !== madeWith(settings)) return readAll(database, settings);
  const looked = await changesSince(database, held.horizon);
  const isUnseen = ([key, by]: readonly [number, string]) => held.seen.get(key) !== by;
  if (![...looked.changes].some(isUnseen))
    return { ...held, horizon: looked.horizon, seen: looked.changes };

  const { horizon, changes, keys, read } = await database.transaction(
    async (session) => {
      const found = await changesSince(session, held.horizon);
      const unseen = [...found.changes].filter(isUnseen).map(([key]) => key);
      const isFew = unseen.length <= mostChanges;
      return {
        ...found,
        keys: unseen,
        read: isFew
          ? await readDealRows(session, settings, sql`opportunity.key = any(${unseen}::integer[])`)
          : [],
      };
    },
    { isolation: 'repeatable read' },
  );
  // Deals that are gone leave no row behind.
  if (read.length < keys.length) return readAll(database, settings);
  const deals = withRead(held.deals, read, comparedFields(settings));
  return { ...held, deals, horizon, seen: changes };
}

/** The deals with some of them read again. */
function withRead(before: Deals, read: readonly Deal[], custom: readonly string[]): Deals {
  const placed = new Map<number, Deal>();
  let next = before.table.deals.length;
  for (const deal of read) placed.set(before.rowOf(deal.key) ?? next++, deal);
  const table = withDeals(before.table, placed, custom);
  const isOpen = (deal: Deal | undefined) => (deal?.status ?? 'open') === 'open';
  const isAsLearned =
    isDeepStrictEqual(table.fields.map(kindOf), before.table.fields.map(kindOf)) &&
    [...placed].every(([row, deal]) => isOpen(deal) && isOpen(before.table.deals[row]));
  return dealsIn(table, isAsLearned ? before : null);
}

function kindOf(field: DealField): readonly [string, boolean] {
  return [field.name, 'codes' in field];
}

async function readAll(database: Database, settings: OrganizationSettings): Promise<Held> {
  return database.transaction(
    async (session) => {
      const { horizon } = await changesSince(session, null);
      const { changes } = await changesSince(session, horizon);
      const deals = [];
      for (let from = -1; ; ) {
        // In pieces, so that others are answered in between.
        const piece = await readDealRows(
          session,
          settings,
          sql`opportunity.key > ${from} order by opportunity.key limit ${together}`,
        );
        deals.push(...piece);
        from = piece.at(-1)?.key ?? from;
        if (piece.length < together) break;
      }
      const table = dealTable(deals, comparedFields(settings));
      return { deals: dealsIn(table, null), madeWith: madeWith(settings), horizon, seen: changes };
    },
    { isolation: 'repeatable read' },
  );
}

const together = 5000;

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

/** `alike`: deals of which the closed ones are the same, so that what was learned from them holds here, too. */
function dealsIn(table: DealTable, alike: Deals | null): Deals {
  const rows = new Map(table.deals.map(({ key }, row) => [key, row]));
  // Of two instants between which none was closed the weights are the same.
  const learned = alike?.learned ?? new Map<number, DealWeights>();
  return {
    table,
    learned,
    rowOf: (key) => rows.get(key),
    weightsAt: (asOf) => {
      const closed = table.closedAt.reduce(
        (sum, at, row) => sum + (at < asOf && table.outcome[row] !== 0 ? 1 : 0),
        0,
      );
      const known = learned.get(closed) ?? dealWeights(table, asOf);
      if (learned.size >= mostLearned) learned.clear();
      learned.set(closed, known);
      return known;
    },
  };
}
