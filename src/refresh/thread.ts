/** One thread of a full recompute: reads its share of the facts, then computes and writes its share of the records. */

import { parentPort, workerData } from 'node:worker_threads';
import { type Database, openPool, type Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { copyFacts, type FactRows, readFacts } from '../facts/columns.ts';
import { computeRecords, listDays } from '../facts/compute.ts';
import { loadRecords, type RecordHead } from '../facts/records.ts';
import { type KeptResult, writeResults } from '../facts/results.ts';
import { snapshotOf } from '../facts/snapshot.ts';
import { unmark } from './drain.ts';
import type { ThreadFacts, ThreadMessage, ThreadTask } from './recompute.ts';

/** Records written in one transaction: what an interruption loses at most. */
const recordsAtOnce = 2000;

const task: ThreadTask = workerData;
let isStopped = false;

const database = await openPool(task.target, { max: 2 });
try {
  const facts = new Promise<ThreadFacts | null>((resolve) => {
    parentPort?.on('message', (message: ThreadFacts | 'stop') => {
      if (message !== 'stop') return resolve(message);
      isStopped = true;
      resolve(null);
    });
  });
  const { rows, heads, marks } = await readShare(database);
  send({ type: 'rows', rows }, transferable(rows));
  const ready = await facts;
  if (ready !== null) await computeShare(ready, { heads, marks });
} finally {
  parentPort?.close();
  await database.close();
}

type Marks = ReadonlyMap<number, number>;

/** The facts of this thread's part of the table, and the records of its share with their marks. */
async function readShare(pool: Database): Promise<{
  readonly rows: FactRows;
  readonly heads: readonly RecordHead[];
  readonly marks: Marks;
}> {
  const { share, snapshotId } = task;
  return pool.transaction(
    async (session) => {
      // SET takes no parameters; the id comes from the server itself.
      await session.run(sql`set transaction snapshot ${sql.file(`'${snapshotId}'`)}`);
      const [table] = await session.query<{ blocks: number; facts: number }>(sql`
        select pg_relation_size('fact') / current_setting('block_size')::integer as blocks,
          greatest(reltuples, 0)::integer as facts
        from pg_class where oid = 'fact'::regclass`);
      const blocks = table?.blocks ?? 0;
      const block = (number: number) =>
        sql`${`(${Math.floor((blocks * number) / share.of)},0)`}::tid`;
      const last = share.number + 1 === share.of;
      const upTo = last ? sql`` : sql` and fact.ctid < ${block(share.number + 1)}`;
      const rows = await readFacts(
        session,
        copyFacts(sql`where fact.ctid >= ${block(share.number)} ${upTo} and`),
        Math.ceil((table?.facts ?? 0) / share.of) + 256,
      );
      // An account and all that rolls up to it are computed by the same thread.
      const heads = await loadRecords(
        session,
        sql`coalesce(account_key, key) % ${share.of}::integer = ${share.number}::integer`,
      );
      return { rows, heads, marks: await marksIn(session) };
    },
    { isolation: 'repeatable read' },
  );
}

async function marksIn(session: Session): Promise<Marks> {
  const rows = await session.query<{ key: number; version: number }>(
    sql`select record_key as key, version from record_mark`,
  );
  return new Map(rows.map(({ key, version }) => [key, version]));
}

async function computeShare(
  ready: ThreadFacts,
  { heads, marks }: { readonly heads: readonly RecordHead[]; readonly marks: Marks },
): Promise<void> {
  const { asOf, timeZone, settings } = task;
  const people = {
    isUser: (key: number) => ready.isUser[key] === 1,
    isBefore: (key: number, other: number) => (ready.rank[key] ?? 0) < (ready.rank[other] ?? 0),
  };
  const snapshot = snapshotOf(ready, { records: heads, keys: ready.keys, people });
  const wanted = new Set(heads.map(({ key }) => key).filter((key) => marks.has(key)));
  const left = new Set(wanted);
  const question = { asOf, days: listDays, timeZone, settings };
  let slice: KeptResult[] = [];
  let written = 0;
  const write = async () => {
    const keys = slice.map(({ head }) => head.key);
    for (const key of keys) left.delete(key);
    await writeSlice(slice, keys, marks);
    written += slice.length;
    slice = [];
    send({ type: 'written', records: written, of: wanted.size });
  };
  for (const result of computeRecords({ snapshot, heads }, question, wanted)) {
    if (isStopped) return;
    slice.push(result);
    if (slice.length === recordsAtOnce) await write();
  }
  await write();
  await writeSlice([], [...left], marks);
  if (task.share.number === 0) await writeSlice([], await withoutRecord(), marks);
}

/** Marked keys of people and records that carry no analytics: not known in detail, or opted out. */
async function withoutRecord(): Promise<readonly number[]> {
  const rows = await database.query<{ key: number }>(sql`
    select record_key as key from record_mark where record_key not in (
      select key from account union all select key from contact where not opted_out
      union all select key from lead where not opted_out union all select key from opportunity
    )`);
  return rows.map(({ key }) => key);
}

/** Writes figures, removes those of `keys` that have none, and takes the marks of `keys` away. */
async function writeSlice(
  slice: readonly KeptResult[],
  keys: readonly number[],
  marks: Marks,
): Promise<void> {
  await database.transaction(async (session) => {
    await writeResults(session, slice, { asOf: task.asOf, days: listDays, keys });
    await unmark(
      session,
      { table: 'record_mark', column: 'record_key' },
      keys.map((key) => ({ key, version: marks.get(key) ?? 0 })),
    );
  });
}

function send(message: ThreadMessage, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

/** The columns move to the main thread without a copy. */
function transferable(rows: FactRows): readonly ArrayBuffer[] {
  return Object.values(rows)
    .filter((column) => typeof column !== 'number')
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
}
