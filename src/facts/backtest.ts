/**
 * The looks back of a backtest, read from the database some records at a time, so that memory holds little of them and
 * others are served in between. At most so many records, chosen by chance that is the same at every run.
 */

import type { BacktestCase } from '../analytics/backtest.ts';
import {
  type BacktestRules,
  contactCases,
  dealAges,
  dealCases,
} from '../analytics/backtest-cases.ts';
import {
  type BacktestReport,
  judged,
  judgingSteps,
  lookInstants,
} from '../analytics/backtest-report.ts';
import type { Database, Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { organizationIn } from './organization.ts';
import { readSnapshot } from './snapshot.ts';

export type StoredBacktest = BacktestReport & {
  /** How many contacts and closed deals were looked at, and how many there are. */
  readonly sampled: {
    readonly contacts: { readonly looked: number; readonly of: number };
    readonly deals: { readonly looked: number; readonly of: number };
  };
};

type Run = {
  /** ms; nothing after it is seen. */
  readonly asOf: number;
  /** Days between looks at contacts; 30 when left out. */
  readonly everyDays?: number | undefined;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
};

/** Most contacts and closed deals that are looked at: more makes the intervals hardly narrower. */
const most = { contacts: 5000, deals: 10_000 };
/** Records read at once. */
const recordsAtOnce = 250;
/** So that the same history gives the same intervals at every run. */
export const backtestSeed = 20_261_122;

/** Runs the backtest on what the database holds; null when it was stopped. */
export async function backtestIn(
  database: Database,
  { asOf, everyDays, onProgress, signal }: Run,
): Promise<StoredBacktest | null> {
  const { organization, settings } = await organizationIn(database);
  const rules = { asOf, timeZone: organization.timeZone, settings };
  const instants = lookInstants(asOf, everyDays);
  const contacts = await sampleOf(database, sql`contact where not opted_out`, most.contacts);
  const deals = await sampleOf(
    database,
    sql`opportunity where status in ('won', 'lost') and closed_at is not null and created_at is not null`,
    most.deals,
  );
  const read = contacts.keys.length + deals.keys.length;
  // Judging takes about as long as reading a tenth of the records, each step of it.
  const step = Math.ceil(read / 10);
  const total = read + judgingSteps * step;
  const cases = emptyCases();
  const gather = async (keys: readonly number[], from: number, isContacts: boolean) => {
    for (let place = 0; place < keys.length && !signal.aborted; place += recordsAtOnce) {
      const some = keys.slice(place, place + recordsAtOnce);
      if (isContacts) {
        const snapshot = await readSnapshot(database, some, rules);
        cases.contacts.push(...contactCases(snapshot, instants, rules));
      } else {
        const found = await dealsAmong(database, some, rules);
        found.forEach((ofAge, age) => void cases.deals[age]?.push(...ofAge));
      }
      onProgress(from + Math.min(place + recordsAtOnce, keys.length), total);
    }
  };
  await gather(contacts.keys, 0, true);
  await gather(deals.keys, contacts.keys.length, false);
  if (signal.aborted) return null;

  const steps = judged(cases, { asOf, seed: backtestSeed });
  for (let done = read; ; done += step) {
    const next = steps.next();
    if (next.done === true) {
      const sampled = {
        contacts: { looked: contacts.keys.length, of: contacts.of },
        deals: { looked: deals.keys.length, of: deals.of },
      };
      return { ...next.value, sampled };
    }
    onProgress(Math.min(total, done + step), total);
  }
}

/** When the last thing happened that is known of (ms), at most `now`: what was imported once ends there. */
export async function lastKnownAt(session: Session, now: number): Promise<number> {
  const [last] = await session.query<{ at: number | null }>(
    sql`select max(starts_at) as at from fact where starts_at <= ${new Date(now)}`,
  );
  return last?.at ?? now;
}

function emptyCases(): {
  readonly contacts: BacktestCase[];
  readonly deals: readonly BacktestCase[][];
} {
  return { contacts: [], deals: dealAges.map(() => []) };
}

async function sampleOf(
  session: Session,
  among: Sql,
  atMost: number,
): Promise<{ readonly keys: readonly number[]; readonly of: number }> {
  const rows = await session.query<{ key: number; of: number }>(sql`
    select key, "of" from (
      select key, count(*) over () as "of" from ${among} order by md5(key::text) limit ${atMost}
    ) sample order by key`);
  return { keys: rows.map(({ key }) => key), of: rows[0]?.of ?? 0 };
}

/** By age, in the order of `dealAges`. */
async function dealsAmong(
  database: Database,
  keys: readonly number[],
  rules: BacktestRules,
): Promise<readonly (readonly BacktestCase[])[]> {
  const snapshot = await readSnapshot(database, keys, rules);
  const won = new Set(snapshot.heads.flatMap(({ key, status }) => (status === 'won' ? [key] : [])));
  const isWon = (key: number) => won.has(key);
  return dealAges.map((age) => dealCases(snapshot, { age, isWon }, rules));
}
