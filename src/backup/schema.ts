/** The tables of a backup as they were when it was made: a version of the program is the migrations up to a number. */

import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, migrationsFolder } from '../db/migrate.ts';
import type { Database } from '../db/pool.ts';
import { Problem } from '../model/problem.ts';
import type { Migration } from './format.ts';
import { digest } from './sums.ts';
import { storedMigrations } from './tables.ts';

/**
 * Gives the database exactly the migrations that the backup was made with; `migrate` applies the rest after its rows
 * are there. Throws a Problem when the program does not have them all, or the database has had later ones.
 */
export async function migrateAsBackup(
  database: Database,
  wanted: readonly Migration[],
): Promise<void> {
  const last = wanted.at(-1)?.number ?? 0;
  const known = (await readdir(migrationsFolder)).filter((name) => /^\d{4}_.*\.sql$/.test(name));
  for (const migration of wanted) await assertKnown(migration, known);
  const later = (await storedMigrations(database)).find(({ number }) => number > last);
  if (later !== undefined) throw tablesNewer(later, wanted);

  const folder = await mkdtemp(join(tmpdir(), 'rapport-migrations-'));
  try {
    for (const name of known) {
      if (Number(name.slice(0, 4)) <= last)
        await copyFile(join(migrationsFolder, name), join(folder, name));
    }
    await migrate(database, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function assertKnown({ name, sha256 }: Migration, known: readonly string[]): Promise<void> {
  if (!known.includes(name)) {
    throw new Problem({
      code: 'backup_newer',
      message: `The backup was made by a later version of the program: its tables have had the migration ${name}, which is not known here.`,
      field: 'migrations',
      value: name,
      hint: 'Restore it with that version of the program or a later one.',
    });
  }
  // As migrate.ts reads it: Git may write the same file with other line ends on another machine.
  const content = (await readFile(join(migrationsFolder, name), 'utf8')).replaceAll('\r\n', '\n');
  const own = digest().update(content).digest('hex');
  if (own === sha256) return;
  throw new Problem({
    code: 'backup_of_other_tables',
    message: `The backup was made when the migration ${name} read differently (checksum ${sha256}), so its tables are not those of this program (${own}).`,
    field: 'migrations',
    value: name,
    hint: 'Restore it with the program that made it.',
  });
}

function tablesNewer(later: Migration, wanted: readonly Migration[]): Problem {
  return new Problem({
    code: 'database_newer_than_backup',
    message: `The database already has the tables of a later version (${later.name}) than the backup (${wanted.at(-1)?.name}).`,
    field: 'migrations',
    value: later.name,
    hint: 'Restore into a database that has just been made (createdb) or into a data folder that does not exist yet; the restored tables are brought up to date there.',
  });
}
