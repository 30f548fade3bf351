/** How long a record page's figures and a page of a long list take over HTTP, while activities come in. */

import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../src/db/sql.ts';
import { quantile } from './measure.ts';
import type { Store } from './store.ts';
import { correspondents, mailIn, type Server } from './traffic.ts';

export type ReadNumbers = {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly listOf: number;
  readonly listP50Ms: number;
  readonly listP99Ms: number;
};

const sorts = ['-health.score', '-lastInteractionAt', 'name', '-window.emailsReceived'] as const;

/** Asks one after the other, as a person does; records of every type and size, lists by four columns. */
export async function measureRead(
  store: Store,
  { url }: Server,
  requests: number,
): Promise<ReadNumbers> {
  const records = await store.database.query<{ type: string; id: string }>(sql`
    select type, id from record_analytics where counted > 0 order by md5(id) limit ${requests}`);
  const [list] = await store.database.query<{ rows: number }>(
    sql`select count(*) as rows from record_analytics where type = 'contact'`,
  );
  const people = await correspondents(store, 400);
  const stop = new AbortController();
  const traffic = (async () => {
    for (let n = 0; !stop.signal.aborted; n = (n + 20) % Math.max(20, people.length - 20)) {
      await mailIn(store, people.slice(n, n + 20), Date.now());
      await pause(100);
    }
  })();
  try {
    const pages = records.map(
      ({ type, id }) => `${url}/api/v1/${collectionOf(type)}/${encodeURIComponent(id)}/analytics`,
    );
    const lists = Array.from(
      { length: Math.max(40, requests >> 2) },
      (_, n) => `${url}/api/v1/contacts?limit=50&sort=${sorts[n % sorts.length]}`,
    );
    await timed([...pages.slice(0, 20), ...lists.slice(0, 8)]);
    const read = await timed(pages);
    const listed = await timed(lists);
    return {
      p50Ms: quantile(read, 0.5),
      p99Ms: quantile(read, 0.99),
      listOf: list?.rows ?? 0,
      listP50Ms: quantile(listed, 0.5),
      listP99Ms: quantile(listed, 0.99),
    };
  } finally {
    stop.abort();
    await traffic;
  }
}

function collectionOf(type: string): string {
  return type === 'opportunity' ? 'opportunities' : `${type}s`;
}

async function timed(urls: readonly string[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const url of urls) {
    const begin = performance.now();
    const response = await fetch(url);
    const text = await response.text();
    times.push(performance.now() - begin);
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 200)}`);
  }
  return times;
}
