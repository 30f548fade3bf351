import { presentRecord, type RecordFigures } from '../../src/analytics/present.ts';
import { figuresOf, viewOf } from '../../src/analytics/snapshot.ts';
import type { Database } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { organizationIn } from '../../src/facts/organization.ts';
import { readSnapshot } from '../../src/facts/snapshot.ts';
import { type ImportReport, runImport } from '../../src/ingest/import.ts';
import type { Item, Reject } from '../../src/model/bundle.ts';
import { drain } from '../../src/refresh/worker.ts';

/** The present of tests on the database. */
export const testNow = Date.parse('2026-11-21T00:00:00Z');
const clock = () => testNow;

/** Imports items in batches of `size`, each in its transaction; from a mailbox that is connected, unless it is a file. */
export function importItems(
  database: Database,
  items: readonly Item[],
  {
    size = 100,
    name = 'test',
    kind = 'imap',
    rejects = [],
  }: {
    readonly size?: number;
    readonly name?: string;
    readonly kind?: string;
    readonly rejects?: readonly Reject[];
  } = {},
): Promise<ImportReport> {
  return runImport(
    database,
    {
      connector: async function* () {
        for (let from = 0; from < items.length; from += size) {
          yield {
            items: items.slice(from, from + size),
            rejects: from === 0 ? rejects : [],
            cursor: String(from + size),
            progress: { done: from, total: items.length },
          };
        }
      },
      source: { kind, name, bulkRule: true },
      signal: new AbortController().signal,
    },
    { clock, onProgress: () => {}, mostTogether: size },
  );
}

/** Lets the worker take every mark. */
export function settle(database: Database): Promise<void> {
  const { signal } = new AbortController();
  return drain(database, { clock, recomputeMarked: async () => {} }, signal);
}

/** Every record's figures by `type:id`, computed from the stored facts as a page does. */
export async function storedFigures(
  database: Database,
  { asOf, days }: { readonly asOf: number; readonly days: number },
): Promise<Readonly<Record<string, RecordFigures>>> {
  const { organization, settings } = await organizationIn(database);
  const { timeZone } = organization;
  const entities = await database.query<{
    key: number;
    type: 'user' | 'contact' | 'lead';
    id: string;
  }>(sql`select key, type, id from entity`);
  const people = new Map(entities.map(({ key, ...person }) => [key, person]));
  const activities = await database.query<{ key: number; id: string }>(
    sql`select key, id from activity`,
  );
  const ids = new Map(activities.map(({ key, id }) => [key, id]));
  const snapshot = await readSnapshot(database, [...people.keys()], { asOf, timeZone });
  const question = { asOf, days, timeZone, settings };
  const figures = Array.from(figuresOf(snapshot, question), (result) =>
    presentRecord(
      result,
      { snapshot, view: viewOf(question) },
      {
        person: (key) => people.get(key) ?? { type: 'contact', id: '' },
        activityId: (fact) => ids.get(snapshot.activityKey(fact)) ?? '',
      },
    ),
  );
  return byReference(figures);
}

/** Records by `type:id`. */
export function byReference<T extends { readonly type: string; readonly id: string }>(
  records: readonly T[],
): Readonly<Record<string, T>> {
  return Object.fromEntries(records.map((record) => [`${record.type}:${record.id}`, record]));
}
