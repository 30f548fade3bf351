/** A whole import: batches of a connector, one transaction each, resumed where an earlier run was cut off. */

import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Connector, Reject } from '../model/bundle.ts';
import { type ExclusionReason, exclusionReasons } from '../model/vocabulary.ts';
import { type BatchReport, writeBatch } from './batch.ts';

export type ImportSource = {
  /** Kind and name make the identity of a source: what was read of it before is known by them. */
  readonly kind: string;
  readonly name: string;
  readonly bulkRule: boolean;
};

export type ImportReport = BatchReport & {
  readonly source: string;
  readonly rejected: number;
  /** The first 100; all of them are kept in the database. */
  readonly rejects: readonly Reject[];
  /** True when an earlier run of the same source had been cut off and this one went on from there. */
  readonly resumed: boolean;
  /** False when the run was stopped before the end: the next one goes on from there. */
  readonly finished: boolean;
};

export type ImportProgress = (report: ImportReport, done: number, total: number | null) => void;

/**
 * Reads all that a connector gives. Importing the same twice changes nothing; an aborted `signal` stops it between
 * two batches.
 */
export async function runImport(
  database: Database,
  {
    connector,
    source,
    signal,
  }: { readonly connector: Connector; readonly source: ImportSource; readonly signal: AbortSignal },
  { clock, onProgress }: { readonly clock: () => number; readonly onProgress: ImportProgress },
): Promise<ImportReport> {
  const { key: sourceKey, cursor } = await openSource(database, source);
  let report: ImportReport = {
    source: source.name,
    read: 0,
    new: 0,
    changed: 0,
    known: 0,
    excluded: {},
    rejected: 0,
    rejects: [],
    resumed: cursor !== null,
    finished: false,
  };
  for await (const batch of connector({ cursor, signal })) {
    const now = clock();
    const written = await database.transaction((session) =>
      writeBatch(session, batch, { sourceKey, now }),
    );
    report = {
      ...report,
      read: report.read + written.read,
      new: report.new + written.new,
      changed: report.changed + written.changed,
      known: report.known + written.known,
      excluded: summed(report.excluded, written.excluded),
      rejected: report.rejected + batch.rejects.length,
      rejects: [...report.rejects, ...batch.rejects].slice(0, 100),
    };
    onProgress(report, batch.progress.done, batch.progress.total);
    if (signal.aborted) return report;
  }
  await database.run(sql`
    update source set cursor = null, synced_at = ${new Date(clock())} where key = ${sourceKey}`);
  return { ...report, finished: true };
}

async function openSource(
  database: Database,
  { kind, name, bulkRule }: ImportSource,
): Promise<{ readonly key: number; readonly cursor: string | null }> {
  const [row] = await database.query<{ key: number; cursor: string | null }>(sql`
    insert into source (kind, name, bulk_rule) values (${kind}, ${name}, ${bulkRule})
    on conflict (kind, name) do update set bulk_rule = excluded.bulk_rule
    returning key, cursor`);
  return row ?? { key: 0, cursor: null };
}

function summed(
  a: ImportReport['excluded'],
  b: ImportReport['excluded'],
): Readonly<Partial<Record<ExclusionReason, number>>> {
  return Object.fromEntries(
    exclusionReasons.flatMap((reason) => {
      const sum = (a[reason] ?? 0) + (b[reason] ?? 0);
      return sum === 0 ? [] : [[reason, sum]];
    }),
  );
}
