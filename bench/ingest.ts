/** How fast activities come in, through attribution: batches as a connector gives them, one transaction each. */

import { sql } from '../src/db/sql.ts';
import { runImport } from '../src/ingest/import.ts';
import type { Batch, Item } from '../src/model/bundle.ts';
import { activitiesOf } from './data/activities.ts';
import { asOf, companyItems, companyOf } from './data/company.ts';
import type { Store } from './store.ts';

export type IngestNumbers = {
  readonly activities: number;
  readonly activitiesPerSecond: number;
  /** Of the last tenth alone: whether it slows down as the store fills. */
  readonly lastTenthPerSecond: number;
};

/** As many as the mail connector gives at once. */
const batchSize = 500;

/** Fills the store with a company and its activities; the clock runs for the activities. */
export async function measureIngest(
  store: Store,
  activities: number,
  onProgress: (done: number) => void,
): Promise<IngestNumbers> {
  const company = companyOf(activities);
  await importAll(store, companyItems(company), () => {});
  const begin = performance.now();
  let lastTenth = begin;
  await importAll(store, items(activitiesOf(company, activities)), (done) => {
    if (done <= activities * 0.9) lastTenth = performance.now();
    onProgress(done);
  });
  const end = performance.now();
  await store.database.run(sql`analyze`);
  return {
    activities,
    activitiesPerSecond: activities / ((end - begin) / 1000),
    lastTenthPerSecond: (activities * 0.1) / ((end - lastTenth) / 1000),
  };
}

/** Imports items in batches. */
export async function importAll(
  { database }: Store,
  source: Iterable<Item>,
  onProgress: (done: number) => void,
): Promise<void> {
  await runImport(
    database,
    {
      connector: async function* () {
        yield* batches(source);
      },
      source: { kind: 'bundle', name: 'bench', bulkRule: true },
      signal: new AbortController().signal,
    },
    { clock: () => asOf, onProgress: (_, done) => onProgress(done) },
  );
}

function* items(
  activities: Iterable<Extract<Item, { type: 'activity' }>['value']>,
): Generator<Item> {
  for (const value of activities) yield { type: 'activity', value };
}

function* batches(source: Iterable<Item>): Generator<Batch> {
  let batch: Item[] = [];
  let done = 0;
  for (const item of source) {
    batch.push(item);
    done += 1;
    if (batch.length < batchSize) continue;
    yield { items: batch, rejects: [], cursor: String(done), progress: { done, total: null } };
    batch = [];
  }
  yield { items: batch, rejects: [], cursor: String(done), progress: { done, total: null } };
}
