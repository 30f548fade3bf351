/** Everything that the database holds, as of one instant, into one file. */

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { flushFolder } from '../files/disk.ts';
import { Problem } from '../model/problem.ts';
import { type BackupProgress, formatName, formatVersion } from './format.ts';
import { stopped, unwritable } from './problems.ts';
import { seeEverything } from './rules.ts';
import { digest, RowSum } from './sums.ts';
import {
  namesOf,
  type StoredTable,
  storedMigrations,
  storedSequences,
  storedTables,
  withColumns,
} from './tables.ts';

export type BackupReport = {
  readonly tables: number;
  readonly rows: number;
  /** Size of the file. */
  readonly bytes: number;
};

export type BackupRun = {
  readonly now: number;
  readonly signal: AbortSignal;
  /** In bytes of the database. */
  readonly onProgress: BackupProgress;
};

/**
 * Writes all tables from one snapshot, while others go on reading and writing. The file comes into being under its name
 * when it is whole and on the disk, in place of an earlier one; only its owner may read it. Throws a Problem when there
 * is nothing to back up, the file cannot be written or `signal` is aborted.
 */
export async function writeBackup(
  database: Database,
  file: string,
  run: BackupRun,
): Promise<BackupReport> {
  await assertReplaceable(file);
  return database.transaction(
    async (session) => {
      const partial = `${file}.${randomUUID().slice(0, 8)}.part`;
      try {
        const report = await writeInto(partial, session, run);
        await rename(partial, file);
        await flushFolder(dirname(file));
        return report;
      } catch (error) {
        await rm(partial, { force: true });
        throw run.signal.aborted ? stopped('backup') : unwritable(error, file);
      }
    },
    { isolation: 'repeatable read' },
  );
}

/** Found out before the work rather than after it; a device would be replaced by the file. */
async function assertReplaceable(file: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there === null || there.isFile()) return;
  throw new Problem({
    code: 'backup_not_written',
    message: `The backup cannot be written: there is ${there.isDirectory() ? 'a folder' : 'a device'} of this name.`,
    field: 'FILE',
    value: file,
    hint: 'Name a file that does not exist yet, or an earlier backup.',
  });
}

async function writeInto(file: string, session: Session, run: BackupRun): Promise<BackupReport> {
  const written = { tables: 0, rows: 0 };
  const pieces = Readable.from(contents(session, run, written), { objectMode: true });
  const gzip = createGzip({ level: gzipLevel, chunkSize: 1 << 18 });
  // `flush`: it is on the disk before it is closed.
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(pieces, gzip, target, { signal: run.signal });
  return { ...written, bytes: (await stat(file)).size };
}

/** Takes half the time of the usual 6, for a file that is a twentieth larger. */
const gzipLevel = 3;

/** The lines and rows of format.ts; counts what it gave in `written`. */
async function* contents(
  session: Session,
  { now, onProgress }: BackupRun,
  written: { tables: number; rows: number },
): AsyncGenerator<Buffer> {
  const migrations = await storedMigrations(session);
  if (migrations.length === 0) throw nothingThere();
  const tables = await storedTables(session);
  await seeEverything(session);
  await session.run(sql`lock table ${namesOf(tables)} in access share mode`);
  // Numbers are written exactly, and the rows of a large table in their own order, whatever the server's settings are.
  await session.run(sql`set local extra_float_digits = 1; set local synchronize_seqscans = off`);
  const [server] = await session.query<{ version: string }>(
    sql`select current_setting('server_version') as version`,
  );

  const all = digest();
  const line = (value: unknown) => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    all.update(bytes);
    return bytes;
  };
  yield line({
    format: formatName,
    version: formatVersion,
    madeAt: new Date(now).toISOString(),
    server: server?.version ?? '',
    migrations,
  });
  const total = tables.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const table of tables) {
    yield line({ table: table.table, columns: table.columns });
    const sum = new RowSum();
    for await (const piece of rowsOf(session, table)) {
      sum.add(piece);
      onProgress(before + Math.min(sum.bytes, table.bytes), total);
      yield piece;
    }
    yield Buffer.from('\\.\n');
    yield line({ rows: sum.rows, sha256: sum.end() });
    before += table.bytes;
    onProgress(before, total);
    written.tables += 1;
    written.rows += sum.rows;
  }
  yield line({ sequences: await storedSequences(session) });
  yield Buffer.from(`${JSON.stringify({ sha256: all.digest('hex') })}\n`);
}

function rowsOf(session: Session, table: StoredTable): AsyncIterable<Buffer> {
  return session.copyOut(
    sql`copy ${withColumns(table)} to stdout with (format text, encoding 'UTF8')`,
  );
}

function nothingThere(): Problem {
  return new Problem({
    code: 'nothing_to_back_up',
    message: 'The database has none of the tables of this program.',
    field: 'schema_migration',
    value: 'missing',
    hint: 'Check RAPPORT_DATA and DATABASE_URL: they say which database is meant.',
  });
}
