/** A backup back into an empty database: all of it or nothing. */

import { migrate, migrationsFolder } from '../db/migrate.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { Problem, shown } from '../model/problem.ts';
import type { BackupProgress, Table } from './format.ts';
import { damaged } from './problems.ts';
import { type BackupContents, readBackup } from './read.ts';
import { liftRules, seeEverything } from './rules.ts';
import { migrateAsBackup } from './schema.ts';
import { namesOf, type StoredTable, storedTables, withColumns } from './tables.ts';

/** A backup that was read from its first to its last byte and found to be as it was written. */
export type CheckedBackup = { readonly file: string; readonly contents: BackupContents };

export type RestoreRun = {
  readonly signal: AbortSignal;
  /** In bytes of the file. */
  readonly onProgress: BackupProgress;
};

/** Reads the whole file without a database. Throws a Problem that names what is wrong with it, and where. */
export async function checkBackup(file: string, run: RestoreRun): Promise<CheckedBackup> {
  const contents = await readBackup(file, {
    ...run,
    onTable: async (_, rows) => {
      for await (const _ of rows);
    },
  });
  return { file, contents };
}

/**
 * Loads the backup in one transaction, then brings tables of an earlier version up to date; answers the number of rows.
 * Throws a Problem when the database holds something already or its tables are others.
 */
export async function restoreBackup(
  database: Database,
  { file, contents }: CheckedBackup,
  run: RestoreRun,
): Promise<number> {
  await database.transaction(async (session) => {
    await seeEverything(session);
    await assertEmpty(session);
  });
  await migrateAsBackup(database, contents.header.migrations);
  await database.transaction(async (session) => {
    const putRulesInForce = await emptied(session, contents.tables);
    const { sequences } = await readBackup(file, {
      ...run,
      onTable: (table, rows) => load(session, table, rows),
    });
    await putRulesInForce();
    // Last, because a transaction that is undone does not take it back.
    for (const { name, last, called } of sequences) {
      await session.query(
        sql`select setval(${sql.id(name).text}::regclass, ${last}::bigint, ${called})`,
      );
    }
  });
  await migrate(database, migrationsFolder);
  await database.run(sql`analyze ${namesOf(contents.tables)}`);
  return contents.tables.reduce((sum, { rows }) => sum + rows, 0);
}

/**
 * Nobody else gets at the tables until the end, and no rule of theirs changes what comes in; the answer puts the rules in
 * force again. The rows that every new database has give way to those of the backup.
 */
async function emptied(session: Session, tables: readonly Table[]): Promise<() => Promise<void>> {
  const there = await storedTables(session);
  for (const table of tables) assertFits(table, there);
  const names = new Set(tables.map(({ table }) => table));
  const putRulesInForce = await liftRules(
    session,
    there.filter(({ table }) => names.has(table)),
  );
  await assertEmpty(session);
  await session.run(sql`truncate ${namesOf(tables)}`);
  return putRulesInForce;
}

async function load(session: Session, table: Table, rows: AsyncIterable<Buffer>): Promise<void> {
  let given = 0;
  const counted = async function* () {
    for await (const piece of rows) {
      given += piece.length;
      yield piece;
    }
  };
  // Frozen: emptied in this very transaction, so that no later vacuum has to write every row again.
  const statement = sql`copy ${withColumns(table)} from stdin with (format text, encoding 'UTF8', freeze)`;
  try {
    await session.copyIn(statement, counted());
  } catch (error) {
    if (!(error instanceof Error) || !('where' in error)) throw error;
    throw damaged(String(error.where ?? table.table), {
      value: error.message,
      expected: `rows that the table ${table.table} takes (after ${given} bytes)`,
      cause: error,
    });
  }
}

/** Only what came from a source counts: the one row of settings that every new database has is replaced. */
async function assertEmpty(session: Session): Promise<void> {
  const holds: string[] = [];
  for (const table of ['entity', 'activity', 'source']) {
    const [place] = await session.query<{ exists: boolean }>(
      sql`select to_regclass(${table}) is not null as exists`,
    );
    if (place?.exists !== true) continue;
    const [held] = await session.query<{ rows: number }>(
      sql`select count(*) as rows from ${sql.id(table)}`,
    );
    if (held !== undefined && held.rows > 0) holds.push(`${table}: ${held.rows}`);
  }
  if (holds.length === 0) return;
  throw new Problem({
    code: 'database_not_empty',
    message: 'The database holds something already; a backup is only restored into an empty one.',
    field: 'rows',
    value: holds.join(', '),
    hint: 'Name a data folder that does not exist yet (RAPPORT_DATA=restored) or a new database (createdb, DATABASE_URL).',
  });
}

function assertFits({ table, columns }: Table, there: readonly StoredTable[]): void {
  const found = there.find((known) => known.table === table);
  const isSame =
    found !== undefined && found.columns.toSorted().join() === columns.toSorted().join();
  if (isSame) return;
  throw new Problem({
    code: 'backup_does_not_fit',
    message:
      found === undefined
        ? `The backup has a table ${table}, which this program does not make.`
        : `The table ${table} has other columns than in the backup: ${shown(found.columns)}.`,
    field: table,
    value: columns,
    hint: 'The database of the backup had been changed by hand: restore into one with the same change.',
  });
}
