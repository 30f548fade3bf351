/** How long the API takes to answer while activities come in. */

import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../src/db/sql.ts';
import type { RunningApp } from './app.ts';
import { companyOf } from './data/company.ts';
import { ingestLive } from './live.ts';
import { quantile } from './measure.ts';
import type { Store } from './store.ts';

export type ReadNumbers = {
  /** GET of a record's analytics; every twentieth is among the largest records. */
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

/** So many requests a second: records and lists in turn, and now and then a list sorted by something else. */
const perSecond = 40;
const kindOf = (n: number): Kind =>
  n % 20 === 19 ? 'listByFigure' : n % 2 === 0 ? 'record' : 'list';

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
    record: (n: number) => {
      const ids = n % 20 === 19 ? largest : usual;
      return `/api/v1/${ids[Math.floor(n / 20) % ids.length] ?? ''}/analytics`;
    },
    list: () => '/api/v1/contacts?sort=-health.score&limit=50',
    listByFigure: (n: number) =>
      `/api/v1/contacts?sort=${otherSorts[n % otherSorts.length] ?? ''}&limit=50`,
  };
  // What people look at every day is in memory; the first look after a start is `largestRecordMs` at worst.
  for (const record of [...usual, ...largest]) await timed(app, `/api/v1/${record}/analytics`);
  for (const n of otherSorts.keys()) await timed(app, kinds.listByFigure(n));

  const times: Readonly<Record<Kind, number[]>> = { record: [], list: [], listByFigure: [] };
  const ingesting = ingestLive(store.database, companyOf(activities), {
    perSecond: 200,
    seconds,
    clock: app.clock,
    from: 1_000_000,
  });
  const begin = performance.now();
  const running: Promise<void>[] = [];
  for (let n = 0; n < seconds * perSecond; n++) {
    const due = begin + (n * 1000) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    const kind = kindOf(n);
    const path = kinds[kind](Math.floor(n / (kind === 'listByFigure' ? 20 : 2)));
    running.push(timed(app, path).then((took) => void times[kind].push(took)));
  }
  await Promise.all(running);
  await ingesting;
  const alone: number[] = [];
  for (let n = 0; n < 5; n++) alone.push(await timed(app, `/api/v1/${largest[0] ?? ''}/analytics`));
  return {
    p99Ms: quantile(times.record, 0.99),
    p50Ms: quantile(times.record, 0.5),
    largestRecordMs: quantile(alone, 0.5),
    largestRecordFacts: largestFacts,
    listP99Ms: quantile(times.list, 0.99),
    listP50Ms: quantile(times.list, 0.5),
    listByFigureP99Ms: quantile(times.listByFigure, 0.99),
    listByFigureP50Ms: quantile(times.listByFigure, 0.5),
    requests: running.length,
  };
}

/** Until the whole answer is there; anything but 200 is thrown. */
async function timed({ url }: RunningApp, path: string): Promise<number> {
  const begin = performance.now();
  const answer = await fetch(url + path);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${text}`);
  return performance.now() - begin;
}

/** Paths of records: one in a hundred of those with any activity, and the twenty with most. */
async function recordsToRead({ database }: Store) {
  const collection = sql`case type when 'account' then 'accounts' when 'contact' then 'contacts'
    when 'lead' then 'leads' else 'opportunities' end || '/' || id`;
  const usual = await database.query<{ path: string }>(sql`
    select ${collection} as path from record_analytics where counted > 0 order by hashtext(id) limit 200`);
  const largest = await database.query<{ path: string; counted: number }>(sql`
    select ${collection} as path, counted from record_analytics order by counted desc, record_key limit 20`);
  return {
    usual: usual.map(({ path }) => path),
    largest: largest.map(({ path }) => path),
    largestFacts: largest[0]?.counted ?? 0,
  };
}
