/** One thread of a full recompute: reads its share of the facts, then computes and writes its share of the records. */

import { parentPort, workerData } from 'node:worker_threads';
import { dayNumbers } from '../analytics/zone.ts';
import { type Database, openPool } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { copyFacts, type FactRows, readFacts } from '../facts/columns.ts';
import { computeRecords, listDays } from '../facts/compute.ts';
import { ordered } from '../facts/order.ts';
import { loadRecords, type RecordHead } from '../facts/records.ts';
import { type ComputedRecords, writeResults } from '../facts/results.ts';
import { activityIds, asTheyWere, snapshotOf } from '../facts/snapshot.ts';
import { unmark } from './drain.ts';
import type { ThreadFacts, ThreadMessage, ThreadTask } from './recompute.ts';

/** Records written in one transaction: what an interruption loses at most. */
const recordsAtOnce = 2000;

const task: ThreadTask = workerData;
let isStopped = false;

const database = await openPool(task.target, { max: 2, role: 'rapport_worker' });
try {
  const facts = new Promise<ThreadFacts | null>((resolve) => {
    parentPort?.on('message', (message: ThreadFacts | 'stop') => {
      if (message !== 'stop') return resolve(message);
      isStopped = true;
      resolve(null);
    });
  });
  const { rows, heads } = await readShare(database);
  send({ type: 'rows', rows });
  const ready = await facts;
  if (ready !== null) await computeShare(ready, heads);
} finally {
  parentPort?.close();
  await database.close();
}

/** The facts of this thread's part of the table, and the records of its share. */
async function readShare(
  pool: Database,
): Promise<{ readonly rows: FactRows; readonly heads: readonly RecordHead[] }> {
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
      return { rows, heads };
    },
    { isolation: 'repeatable read' },
  );
}

async function computeShare(ready: ThreadFacts, heads: readonly RecordHead[]): Promise<void> {
  const { asOf, timeZone, settings } = task;
  const { keys, marks } = ready;
  const people = {
    isUser: (key: number) => ready.isUser[key] === 1,
    isBefore: (key: number, other: number) => (ready.rank[key] ?? 0) < (ready.rank[other] ?? 0),
  };
  const mine = new Uint8Array(keys);
  for (const { key } of heads) mine[key] = 1;
  const read = await ordered(ready.parts, {
    dayOf: dayNumbers(timeZone),
    idsOf: (activities) => activityIds(database, activities),
    keys,
    wanted: mine,
  });
  const facts = asTheyWere(read, ready.tiedLater);
  const snapshot = snapshotOf({ ...read, facts }, { records: heads, keys, people });
  const wanted = new Set(heads.map(({ key }) => key).filter((key) => (marks[key] ?? 0) > 0));
  const left = new Set(wanted);
  const question = { asOf, days: listDays, timeZone, settings };
  const options = { wanted, atOnce: recordsAtOnce };
  let done = 0;
  for (const computed of computeRecords({ snapshot, heads }, question, options)) {
    if (isStopped) return;
    const written = computed.heads.map(({ key }) => key);
    for (const key of written) left.delete(key);
    await writeSlice({ computed, gone: [] }, written, marks);
    done += written.length;
    send({ type: 'written', records: done, of: wanted.size });
  }
  await writeSlice({ computed: null, gone: [...left] }, [...left], marks);
  if (task.share.number !== 0) return;
  const gone = await withoutRecord();
  await writeSlice({ computed: null, gone }, gone, marks);
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

/** Writes figures and takes the marks of `keys` away. */
async function writeSlice(
  {
    computed,
    gone,
  }: { readonly computed: ComputedRecords | null; readonly gone: readonly number[] },
  keys: readonly number[],
  marks: Float64Array,
): Promise<void> {
  if (keys.length === 0) return;
  await database.transaction(async (session) => {
    await writeResults(session, computed, gone);
    await unmark(
      session,
      { table: 'record_mark', column: 'record_key' },
      keys.map((key) => ({ key, version: marks[key] ?? 0 })),
    );
  });
}

function send(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
