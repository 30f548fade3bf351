/** The invented organisation, imported as any source is. */

import type { Database } from '../src/db/pool.ts';
import { type ImportReport, runImport } from '../src/ingest/import.ts';
import type { Batch, Connector, Item } from '../src/model/bundle.ts';
import { activitiesOf } from './data/activities.ts';
import { asOf, type Company, companyItems } from './data/company.ts';

/** Imports items in batches; the source is never cut off, so cursors are only counted. */
export function importAll(
  database: Database,
  batches: Connector,
  onBatch: (done: number) => void,
): Promise<ImportReport> {
  return runImport(
    database,
    {
      connector: batches,
      source: { kind: 'bundle', name: 'bench', bulkRule: true },
      signal: new AbortController().signal,
    },
    { clock: () => asOf, onProgress: (_, done) => onBatch(done) },
  );
}

/** Everybody and every record. */
export function companyBatches(company: Company): Connector {
  return () => inBatches(companyItems(company), 5000);
}

/** The activities, a thousand at a time. */
export function activityBatches(company: Company, activities: number): Connector {
  return () =>
    inBatches(
      activitiesOf(company, activities).map((value): Item => ({ type: 'activity', value })),
      1000,
    );
}

async function* inBatches(items: Iterable<Item>, size: number): AsyncGenerator<Batch> {
  let gathered: Item[] = [];
  let done = 0;
  const batch = () => {
    done += gathered.length;
    const items = gathered;
    gathered = [];
    return { items, rejects: [], cursor: String(done), progress: { done, total: null } };
  };
  for (const item of items) {
    gathered.push(item);
    if (gathered.length === size) yield batch();
  }
  if (gathered.length > 0) yield batch();
}
