/** A full recompute, from the database and back, against the same figures as SQL in PostgreSQL and in DuckDB. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Question } from '../src/analytics/snapshot.ts';
import { sql } from '../src/db/sql.ts';
import { markEveryRecord } from '../src/facts/marks.ts';
import { organizationIn } from '../src/facts/organization.ts';
import { recompute } from '../src/refresh/recompute.ts';
import { asOf } from './data/company.ts';
import { Different, isSame } from './equality.ts';
import { inTurn, ratioOf } from './measure.ts';
import { openDuckdbPeer } from './peers/duckdb.ts';
import type { Peer } from './peers/peer.ts';
import { openPostgresPeer } from './peers/postgres.ts';
import { comparedColumns, storedRows } from './peers/stored.ts';
import type { Store } from './store.ts';

export type RecomputeNumbers = {
  readonly records: number;
  readonly seconds: number;
  readonly vsPostgresSql: number;
  readonly vsPostgresSqlLeast: number;
  readonly vsPostgresSqlMost: number;
  readonly postgresSqlSeconds: number;
  readonly vsDuckdb: number;
  readonly vsDuckdbLeast: number;
  readonly vsDuckdbMost: number;
  readonly duckdbSeconds: number;
  /** Largest resident memory of a process that does a recompute and nothing else. */
  readonly peakMb: number;
};

/** All contenders have two threads or processes. */
const threads = 2;

/** Throws `Different` when they do not come to the same. */
export async function measureRecompute(
  store: Store,
  rounds: number,
  say: (line: string) => void,
): Promise<RecomputeNumbers> {
  const { database, connection } = store;
  const { organization, settings } = await organizationIn(database);
  const question = { asOf, days: 60, timeZone: organization.timeZone, settings };
  const peers = await openPeers(store, question);
  const once = async () => {
    const { signal } = new AbortController();
    await recompute(database, { target: connection, clock: () => asOf, signal, threads });
  };
  try {
    await database.transaction(markEveryRecord);
    await once();
    for (const peer of peers.all) {
      await peer.compute();
      await assertSame(store, peer);
    }
    const times = await inTurn(
      {
        // Marking is what calls for a recompute, not a part of it.
        marking: () => database.transaction(markEveryRecord),
        ours: once,
        postgres: () => peers.postgres.compute(),
        duckdb: () => peers.duckdb.compute(),
      },
      {
        rounds,
        onRound: (round) => say(round === 0 ? '  all figures are equal' : `  round ${round}`),
      },
    );
    const vsPostgres = ratioOf(times.ours, times.postgres);
    const vsDuckdb = ratioOf(times.ours, times.duckdb);
    return {
      records: await recordCount(store),
      seconds: times.ours.medianMs / 1000,
      vsPostgresSql: vsPostgres.ratio,
      vsPostgresSqlLeast: vsPostgres.least,
      vsPostgresSqlMost: vsPostgres.most,
      postgresSqlSeconds: times.postgres.medianMs / 1000,
      vsDuckdb: vsDuckdb.ratio,
      vsDuckdbLeast: vsDuckdb.least,
      vsDuckdbMost: vsDuckdb.most,
      duckdbSeconds: times.duckdb.medianMs / 1000,
      peakMb: await peakMb(store),
    };
  } finally {
    for (const peer of peers.all) await peer.close();
    await store.owner.run(sql`drop table if exists bench_analytics`);
  }
}

async function openPeers({ database, connection, folder }: Store, question: Question) {
  const postgres = await openPostgresPeer(connection, question);
  const duckdb = await openDuckdbPeer(database, question, folder);
  return { postgres, duckdb, all: [postgres, duckdb] };
}

async function recordCount({ database }: Store): Promise<number> {
  const [row] = await database.query<{ records: number }>(
    sql`select count(*) as records from record_analytics`,
  );
  return row?.records ?? 0;
}

const keysAtOnce = 5000;

/** Compares every figure of every record. */
async function assertSame({ database }: Store, peer: Peer): Promise<void> {
  const [last] = await database.query<{ key: number }>(sql`select max(key) as key from entity`);
  for (let from = 0; from <= (last?.key ?? 0); from += keysAtOnce) {
    const to = from + keysAtOnce;
    const ours = await storedRows(database, 'record_analytics', { from, to });
    const theirs = await peer.rows(from, to);
    if (ours.length !== theirs.length)
      throw new Different(peer.name, `records from key ${from}`, ours.length, theirs.length);
    ours.forEach((row, place) => {
      comparedColumns.forEach(({ name }, column) => {
        const other = theirs[place]?.[column];
        if (!isSame(row[column], other))
          throw new Different(peer.name, `${name} of key ${String(row[0])}`, row[column], other);
      });
    });
  }
}

/** In a process of its own, whose memory is all due to the recompute. */
async function peakMb({ database, connection }: Store): Promise<number> {
  await database.transaction(markEveryRecord);
  const script = new URL('recompute-once.ts', import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, [
    script.pathname,
    JSON.stringify({ connection, asOf, threads }),
  ]);
  return z.object({ peakMb: z.number() }).parse(JSON.parse(stdout)).peakMb;
}
