import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../model/problem.ts';
import type { Database, Session } from './pool.ts';
import { sql } from './sql.ts';

/** The migrations of this program: numbered `.sql` files, never edited after a release. */
export const migrationsFolder = join(import.meta.dirname, 'migrations');

/**
 * Brings the database to the state of the `.sql` files of the folder, in the order of their numbers, each in a
 * transaction of its own; answers the names of those that it applied. Safe when several processes start at once.
 * Throws a Problem when a file was edited after it was applied or the database is newer than the files.
 */
export async function migrate(database: Database, folder: string): Promise<readonly string[]> {
  const files = await readMigrations(folder);
  const applied: string[] = [];
  await database.transaction(async (session) => {
    await lock(session);
    await session.run(ledger);
    assertKnown(await readLedger(session), files);
  });
  for (const file of files) {
    if (await database.transaction((session) => apply(session, file))) applied.push(file.name);
  }
  return applied;
}

type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly content: string;
};

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const files = await Promise.all(names.map((name) => readMigration(folder, name)));
  const twin = files.find((file, at) => file.number === files[at - 1]?.number);
  if (twin === undefined) return files;
  throw new Problem({
    code: 'migration_number_taken',
    message: `Two migrations have the number ${twin.number}.`,
    value: twin.name,
    hint: 'Give the later one the next free number.',
  });
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const number = /^(\d{4})_/.exec(name)?.[1];
  if (number === undefined) {
    throw new Problem({
      code: 'migration_without_number',
      message: 'The name of a migration does not start with its number.',
      value: name,
      hint: 'Name it as 0001_what_it_does.sql.',
    });
  }
  // Git may write the same file with other line ends on another machine.
  const content = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { number: Number(number), name, sha256, content };
}

/** Which migrations the database has had. */
const ledger = sql`
  create table if not exists schema_migration (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`;

/** Held until the transaction ends, by one process at a time. The key is a number of our own. */
async function lock(session: Session): Promise<void> {
  await session.query(sql`select pg_advisory_xact_lock(7267747) is null`);
}

type Entry = { readonly number: number; readonly name: string; readonly sha256: string };

async function readLedger(session: Session): Promise<readonly Entry[]> {
  return session.query<Entry>(
    sql`select number, name, sha256 from schema_migration order by number`,
  );
}

function assertKnown(entries: readonly Entry[], files: readonly Migration[]): void {
  const byNumber = new Map(files.map((file) => [file.number, file]));
  for (const entry of entries) {
    const file = byNumber.get(entry.number);
    if (file === undefined) {
      throw new Problem({
        code: 'database_newer',
        message: `The database was migrated by a later version of the program: it has had ${entry.name}, which is not known here.`,
        value: entry.name,
        hint: 'Start that version or a later one.',
      });
    }
    if (file.sha256 !== entry.sha256) {
      throw new Problem({
        code: 'migration_edited',
        message: `The migration ${file.name} was edited after it was applied to this database.`,
        value: file.name,
        hint: 'Put the file back as it was and make the change in a new migration.',
      });
    }
  }
  const last = entries.at(-1)?.number ?? 0;
  const late = files.find((file) => file.number < last && !has(entries, file));
  if (late === undefined) return;
  throw new Problem({
    code: 'migration_out_of_order',
    message: `The migration ${late.name} has a lower number than one that this database has had already (${last}).`,
    value: late.name,
    hint: 'Give it the next free number.',
  });
}

function has(entries: readonly Entry[], file: Migration): boolean {
  return entries.some((entry) => entry.number === file.number);
}

/** Whether the migration was applied now; false when another process has just done it. */
async function apply(session: Session, file: Migration): Promise<boolean> {
  await lock(session);
  if (has(await readLedger(session), file)) return false;
  try {
    await session.run(sql.file(file.content));
  } catch (cause) {
    throw failed(file, cause);
  }
  await session.run(
    sql`insert into schema_migration (number, name, sha256)
        values (${file.number}, ${file.name}, ${file.sha256})`,
  );
  return true;
}

function failed(file: Migration, cause: unknown): Problem {
  const position = cause instanceof Error && 'position' in cause ? Number(cause.position) : null;
  const line = position === null ? '' : `:${file.content.slice(0, position).split('\n').length}`;
  return new Problem({
    code: 'migration_failed',
    message: `The migration ${file.name}${line} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
    value: file.name,
    hint: 'Nothing of it was applied.',
    cause,
  });
}
