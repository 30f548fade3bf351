/**
 * Every marked record at once: all facts are read one time, in threads, and each thread computes and writes its share
 * of the records. Stopped half-way, the rest stays marked and is taken up later.
 */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { FactRows } from '../facts/columns.ts';
import { tell } from '../facts/events.ts';
import { organizationIn } from '../facts/organization.ts';
import { keyCount, type TiedEmail, tiedLater } from '../facts/snapshot.ts';
import type { Settings } from '../model/entities.ts';

/** How a thread reaches the database: what `openPool` takes. */
export type DatabaseTarget = Parameters<typeof import('../db/pool.ts').openPool>[0];

export type ThreadTask = {
  readonly target: DatabaseTarget;
  /** The transaction snapshot that all threads see. */
  readonly snapshotId: string;
  readonly share: { readonly number: number; readonly of: number };
  readonly asOf: number;
  readonly timeZone: string;
  readonly settings: Settings;
};

/** What the main thread sends once all facts are read; typed arrays stand in shared memory. */
export type ThreadFacts = {
  readonly parts: readonly FactRows[];
  readonly tiedLater: readonly TiedEmail[];
  readonly keys: number;
  /** By key: the place of a person in the order by type and id, and whether it is a user. */
  readonly rank: Int32Array;
  readonly isUser: Uint8Array;
  /** Versions of the marks by key of the record; 0: not marked. */
  readonly marks: Float64Array;
};

export type ThreadMessage =
  | { readonly type: 'rows'; readonly rows: FactRows }
  | { readonly type: 'written'; readonly records: number; readonly of: number };

export type RecomputeOptions = {
  readonly target: DatabaseTarget;
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly threads?: number;
  readonly onProgress?: (done: number, total: number) => void;
};

/** Computes all marked records as of now; answers how many it wrote. Errors of a thread are thrown here. */
export async function recompute(database: Database, options: RecomputeOptions): Promise<number> {
  const { target, clock, signal } = options;
  const threads = options.threads ?? Math.min(4, availableParallelism());
  return database.transaction(
    async (session) => {
      const asOf = clock();
      const { organization, settings } = await organizationIn(session);
      const { timeZone } = organization;
      const snapshotId = await exportSnapshot(session);
      const workers = Array.from(
        { length: threads },
        (_, number) =>
          new Worker(new URL('./thread.ts', import.meta.url), {
            workerData: {
              target,
              snapshotId,
              share: { number, of: threads },
              asOf,
              timeZone,
              settings,
            } satisfies ThreadTask,
          }),
      );
      const stop = () => {
        for (const worker of workers) worker.postMessage('stop');
      };
      signal.addEventListener('abort', stop);
      try {
        const ends = workers.map(ended);
        const failed = Promise.race(
          ends.map((end) => end.then(() => new Promise<never>(() => {}))),
        );
        // Until it is waited for, too, a failure is no unhandled one.
        failed.catch(() => {});
        const reading = Promise.all(workers.map(rowsOf));
        const common = await commonFacts(session, asOf);
        const parts = await Promise.race([reading, failed]);
        const facts: ThreadFacts = { ...common, parts };
        const written = progressOf(workers, (done, total) => {
          options.onProgress?.(done, total);
          void tell(database, { event: 'progress', work: 'recompute', done, total });
        });
        for (const worker of workers) worker.postMessage(facts);
        await Promise.all(ends);
        return written();
      } finally {
        signal.removeEventListener('abort', stop);
        await Promise.all(workers.map((worker) => worker.terminate()));
      }
    },
    { isolation: 'repeatable read' },
  );
}

async function exportSnapshot(session: Session): Promise<string> {
  const [row] = await session.query<{ id: string }>(sql`select pg_export_snapshot() as id`);
  return row?.id ?? '';
}

/** What all threads need beside the facts, read while they read those. */
async function commonFacts(session: Session, asOf: number): Promise<Omit<ThreadFacts, 'parts'>> {
  const keys = await keyCount(session);
  return {
    keys,
    ...(await peopleRank(session, keys)),
    marks: await markVersions(session, keys),
    tiedLater: await tiedLater(session, asOf),
  };
}

async function markVersions(session: Session, keys: number): Promise<Float64Array> {
  const marks = new Float64Array(new SharedArrayBuffer(keys * 8));
  const rows = await session.query<{ key: number; version: number }>(
    sql`select record_key as key, version from record_mark`,
  );
  for (const { key, version } of rows) marks[key] = version;
  return marks;
}

/** The order of people by type and id, computed once for all threads. */
async function peopleRank(session: Session, keys: number) {
  const rank = new Int32Array(new SharedArrayBuffer(keys * 4));
  const isUser = new Uint8Array(new SharedArrayBuffer(keys));
  const rows = await session.query<{ type: string; keys: string }>(sql`
    select type, string_agg(key::text, ' ' order by id) as keys from entity
    where type in ('contact', 'lead', 'user') group by type order by type`);
  let next = 1;
  for (const { type, keys: ofType } of rows) {
    for (const key of ofType.split(' ')) {
      rank[Number(key)] = next;
      next += 1;
      if (type === 'user') isUser[Number(key)] = 1;
    }
  }
  return { rank, isUser };
}

function rowsOf(worker: Worker): Promise<FactRows> {
  return new Promise((resolve) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.type === 'rows') resolve(message.rows);
    });
  });
}

/** Calls back with the records written by all threads; answers a function that gives their number. */
function progressOf(
  workers: readonly Worker[],
  onProgress: (done: number, total: number) => void,
): () => number {
  const shares = workers.map(() => ({ done: 0, total: 0 }));
  const sum = (of: 'done' | 'total') => shares.reduce((total, share) => total + share[of], 0);
  workers.forEach((worker, place) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.type !== 'written') return;
      shares[place] = { done: message.records, total: message.of };
      onProgress(sum('done'), sum('total'));
    });
  });
  return () => sum('done');
}

/** Resolves when the thread ended well; rejects with what it failed of. */
function ended(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}
