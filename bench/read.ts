/** How long the API takes to answer while activities come in. */

import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../src/db/sql.ts';
import type { RunningApp } from './app.ts';
import { companyOf } from './data/company.ts';
import { ingestLive } from './live.ts';
import { quantile } from './measure.ts';
import type { Store } from './store.ts';

export type ReadNumbers = {
  /** GET of a record's analytics, of each record as often as it has activities. */
  readonly p99Ms: number;
  readonly p50Ms: number;
  readonly largestRecordMs: number;
  readonly largestRecordFacts: number;
  /** GET of 50 rows of a list, as it first opens: the best health first. */
  readonly listP99Ms: number;
  readonly listP50Ms: number;
  /** The same sorted by any other figure. */
  readonly listByFigureP99Ms: number;
  readonly listByFigureP50Ms: number;
  readonly requests: number;
};

/** So many requests a second: records and lists in turn; then lists sorted by something else. */
const rates = { perSecond: 40, sortedPerSecond: 2 } as const;

type Kind = 'record' | 'list' | 'listByFigure';

const otherSorts = [
  '-window.emailsSent',
  '-lifetime.minutesByUs',
  'window.responseByThem.meanHours',
  '-lastInteractionAt',
  'name',
] as const;

/** Asks for records and lists while 200 activities a second come in; throws for any answer but 200. */
export async function measureRead(
  store: Store,
  app: RunningApp,
  { activities, seconds }: { readonly activities: number; readonly seconds: number },
): Promise<ReadNumbers> {
  const { usual, largest, largestFacts } = await recordsToRead(store);
  const kinds = {
    record: (n: number) => `/api/v1/${usual[n % usual.length] ?? ''}/analytics`,
    list: () => '/api/v1/contacts?sort=-health.score&limit=50',
    listByFigure: (n: number) =>
      `/api/v1/contacts?sort=${otherSorts[n % otherSorts.length] ?? ''}&limit=50`,
  };
  // What people look at every day is in memory.
  for (const record of usual) await timed(app, `/api/v1/${record}/analytics`);
  for (const n of otherSorts.keys()) await timed(app, kinds.listByFigure(n));

  const times: Readonly<Record<Kind, number[]>> = { record: [], list: [], listByFigure: [] };
  const ingesting = ingestLive(store.database, companyOf(activities), {
    perSecond: 200,
    seconds: seconds * 1.5,
    clock: app.clock,
    from: 1_000_000,
  });
  const ask = (kind: Kind, n: number) =>
    timed(app, kinds[kind](n)).then((took) => void times[kind].push(took));
  const common = rates.perSecond * seconds;
  await steadily(common, rates.perSecond, (n) =>
    ask(n % 2 === 0 ? 'record' : 'list', Math.floor(n / 2)),
  );
  const sorted = Math.ceil((rates.sortedPerSecond * seconds) / 2);
  await steadily(sorted, rates.sortedPerSecond, (n) => ask('listByFigure', n));
  await ingesting;
  const alone: number[] = [];
  for (let n = 0; n < 5; n++) alone.push(await timed(app, `/api/v1/${largest}/analytics`));
  return {
    p99Ms: quantile(times.record, 0.99),
    p50Ms: quantile(times.record, 0.5),
    largestRecordMs: quantile(alone, 0.5),
    largestRecordFacts: largestFacts,
    listP99Ms: quantile(times.list, 0.99),
    listP50Ms: quantile(times.list, 0.5),
    listByFigureP99Ms: quantile(times.listByFigure, 0.99),
    listByFigureP50Ms: quantile(times.listByFigure, 0.5),
    requests: common + sorted,
  };
}

/** Does something `count` times, `perSecond` times a second, however long one takes; waits for all. */
async function steadily(
  count: number,
  perSecond: number,
  work: (n: number) => Promise<void>,
): Promise<void> {
  const begin = performance.now();
  const running: Promise<void>[] = [];
  for (let n = 0; n < count; n++) {
    await pause(Math.max(0, begin + (n * 1000) / perSecond - performance.now()));
    running.push(work(n));
  }
  await Promise.all(running);
}

/** Until the whole answer is there; anything but 200 is thrown. */
async function timed({ url, headers }: RunningApp, path: string): Promise<number> {
  const begin = performance.now();
  const answer = await fetch(url + path, { headers });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${text}`);
  return performance.now() - begin;
}

/** Paths of records, each as likely as it has activities, and the one with most. */
async function recordsToRead({ database }: Store) {
  const collection = sql`case type when 'account' then 'accounts' when 'contact' then 'contacts'
    when 'lead' then 'leads' else 'opportunities' end || '/' || id`;
  const usual = await database.query<{ path: string }>(sql`
    select ${collection} as path
    from (
      select record_key from activity_record
      order by hashint8(activity_key * 1000003 + record_key) limit 400
    ) looked_at
    join record_analytics using (record_key)
    order by hashtext(id)`);
  const [largest] = await database.query<{ path: string; counted: number }>(sql`
    select ${collection} as path, counted from record_analytics order by counted desc, record_key limit 1`);
  return {
    usual: usual.map(({ path }) => path),
    largest: largest?.path ?? '',
    largestFacts: largest?.counted ?? 0,
  };
}
