/** A whole import: batches of a connector, one transaction each, resumed where an earlier run was cut off. */

import { isUnstorable } from '../db/failures.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Batch, Connector, Item, Reject } from '../model/bundle.ts';
import { shown } from '../model/problem.ts';
import { type ExclusionReason, exclusionReasons } from '../model/vocabulary.ts';
import { assertActivated } from '../settings/activation.ts';
import { readAhead } from './ahead.ts';
import {
  type BatchContext,
  type BatchReport,
  type BatchToWrite,
  type WrittenBatch,
  writeBatch,
} from './batch.ts';
import { type KeyForSuppression, suppressionReader } from './suppressed.ts';

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

export type ImportRun = {
  readonly clock: () => number;
  readonly onProgress: ImportProgress;
  /** Items in one transaction, when several batches share one. */
  readonly mostTogether?: number | undefined;
  /** The key by which people who were erased are kept out; without one nothing comes in once somebody was. */
  readonly suppressionKey?: KeyForSuppression | undefined;
};

/**
 * Reads all that a connector gives. Importing the same twice changes nothing; an aborted `signal` stops it between
 * two batches. Throws a Problem before the activation: this is the one door through which anything comes in.
 */
export async function runImport(
  database: Database,
  {
    connector,
    source,
    signal,
  }: { readonly connector: Connector; readonly source: ImportSource; readonly signal: AbortSignal },
  { clock, onProgress, mostTogether, suppressionKey = async () => null }: ImportRun,
): Promise<ImportReport> {
  await assertActivated(database, source);
  const suppression = suppressionReader(suppressionKey);
  // A mailbox may be called by the address of somebody who was erased.
  const erased = await database.transaction(suppression);
  const name = erased === null ? source.name : erased.text(source.name);
  const { key: sourceKey, cursor } = await openSource(database, { ...source, name });
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
  let reached = cursor;
  for await (const batch of readAhead(connector({ cursor, signal }), mostTogether)) {
    const now = clock();
    const { rejects, ...written } = await writeAll(database, batch, {
      sourceKey,
      now,
      cursor: reached,
      suppression,
    });
    report = {
      ...report,
      ...added(report, written),
      rejected: report.rejected + rejects.length,
      rejects: [...report.rejects, ...rejects].slice(0, 100),
    };
    reached = batch.cursor;
    onProgress(report, batch.progress.done, batch.progress.total);
    if (signal.aborted) return report;
  }
  await database.run(sql`
    update source set cursor = null, synced_at = ${new Date(clock())} where key = ${sourceKey}`);
  return { ...report, finished: true };
}

/** `cursor`: how far the source had been read before this batch. */
type BatchRun = BatchContext & { readonly cursor: string | null };

type Written = BatchReport & { readonly rejects: readonly Reject[] };

/** Writes a batch as a whole; when something in it cannot be stored, item by item, so that only that is rejected. */
async function writeAll(database: Database, batch: Batch, context: BatchRun): Promise<Written> {
  const write = (part: BatchToWrite) =>
    database.transaction((session) => writeBatch(session, part, context));
  try {
    const { erased, ...written } = await write(batch);
    return { ...written, rejects: [...batch.rejects, ...erased] };
  } catch (error) {
    if (!isUnstorable(error)) throw error;
  }
  // The place is kept by the last part alone, so that a run that is cut off here begins this batch again.
  const { cursor } = context;
  let written: BatchReport = { read: 0, new: 0, changed: 0, known: 0, excluded: {} };
  const rejects: Reject[] = [...batch.rejects];
  const erased: Reject[] = [];
  const add = ({ erased: left, ...report }: WrittenBatch) => {
    erased.push(...left);
    written = added(written, report);
  };
  for (const item of batch.items) {
    try {
      add(await write({ ...batch, items: [item], rejects: [], cursor }));
    } catch (error) {
      if (!isUnstorable(error) || !(error instanceof Error)) throw error;
      rejects.push(unstorableReject(item, error));
    }
  }
  add(await write({ ...batch, items: [], rejects }));
  return { ...written, rejects: [...rejects, ...erased] };
}

function unstorableReject(item: Item, { message }: Error): Reject {
  return {
    place: 'id' in item.value ? `${item.type} ${item.value.id}` : item.type,
    field: '',
    value: shown(item.value),
    expected: `what the database can store: ${message}`,
  };
}

function added(a: BatchReport, b: BatchReport): BatchReport {
  return {
    read: a.read + b.read,
    new: a.new + b.new,
    changed: a.changed + b.changed,
    known: a.known + b.known,
    excluded: summed(a.excluded, b.excluded),
  };
}

/** Whether lists make the mail of a source bulk, as the administrator has set it; of an unknown source they do. */
export async function bulkRuleOf(
  session: Session,
  { kind, name }: Pick<ImportSource, 'kind' | 'name'>,
): Promise<boolean> {
  const [row] = await session.query<{ bulk_rule: boolean }>(
    sql`select bulk_rule from source where kind = ${kind} and name = ${name}`,
  );
  return row?.bulk_rule ?? true;
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
