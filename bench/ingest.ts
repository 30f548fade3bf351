/** How many activities a second go through an import: written, interpreted, attributed and committed. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from '../src/db/sql.ts';
import { recompute } from '../src/refresh/recompute.ts';
import { asOf, companyOf } from './data/company.ts';
import { activityBatches, companyBatches, importAll } from './fill.ts';
import type { Store } from './store.ts';

export type IngestNumbers = {
  readonly activities: number;
  readonly recordFacts: number;
  readonly activitiesPerSecond: number;
  /** With the recompute of all that the import marked. */
  readonly settledPerSecond: number;
  /** Of the slowest twentieth of the batches. */
  readonly slowestPerSecond: number;
};

/** Fills the store, which every other part but `core` and `mbox` needs as well. */
export async function measureIngest(
  store: Store,
  activities: number,
  say: (line: string) => void,
): Promise<IngestNumbers> {
  const { database, connection } = store;
  const company = companyOf(activities);
  await importAll(database, companyBatches(company), () => {});
  const begin = performance.now();
  const marks: { readonly at: number; readonly done: number }[] = [{ at: begin, done: 0 }];
  await importAll(database, activityBatches(company, activities), (done) => {
    marks.push({ at: performance.now(), done });
    if (done % 100_000 === 0) say(`  ${done} activities`);
  });
  const imported = performance.now();
  const { signal } = new AbortController();
  await recompute(database, { target: connection, clock: () => asOf, signal });
  const settled = performance.now();
  if (store.isKept) await writeFile(join(store.folder, 'filled'), String(activities));
  const [row] = await database.query<{ facts: number }>(
    sql`select count(*) as facts from activity_record`,
  );
  return {
    activities,
    recordFacts: row?.facts ?? 0,
    activitiesPerSecond: activities / ((imported - begin) / 1000),
    settledPerSecond: activities / ((settled - begin) / 1000),
    slowestPerSecond: slowest(marks),
  };
}

/** Rate over each twentieth of the import; the lowest one. */
function slowest(marks: readonly { readonly at: number; readonly done: number }[]): number {
  const step = Math.max(1, Math.floor(marks.length / 20));
  const rates = marks.flatMap((mark, place) => {
    const before = place % step === 0 ? marks[place - step] : undefined;
    return before === undefined ? [] : [(mark.done - before.done) / ((mark.at - before.at) / 1000)];
  });
  return Math.min(...rates);
}
