/** A database of the benchmark's own: the embedded server that the product starts, in a folder that goes away again. */

import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noticeVersion } from '../src/contract/activation.ts';
import type { Connection } from '../src/db/embedded/endpoint.ts';
import { openEmbedded } from '../src/db/embedded/server.ts';
import { migrate, migrationsFolder } from '../src/db/migrate.ts';
import { type Database, openPool } from '../src/db/pool.ts';
import { sql } from '../src/db/sql.ts';

export type Store = {
  /** As the product works in it. */
  readonly database: Database;
  /** Who may make and drop the tables of peers. */
  readonly owner: Database;
  readonly connection: Connection;
  /** For files of peers; gone after `close`, like everything else, unless it is kept. */
  readonly folder: string;
  readonly isKept: boolean;
  /** How many activities an earlier run has left in it. */
  readonly filled: number;
  /** Until the server answered and all tables were there. */
  readonly startSeconds: number;
  close(): Promise<void>;
};

/** Starts a server in a temporary folder, or in `keep`, which stays and is used again by the next run. */
export async function openStore(keep: string | null): Promise<Store> {
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'rapport-bench-')));
  await mkdir(folder, { recursive: true });
  // The server may run under another account, which has to get there.
  await chmod(folder, 0o755);
  const begin = performance.now();
  const server = await openEmbedded({ dataFolder: folder, log: () => {} });
  const owner = await openPool(server.connection, { max: 1 });
  await migrate(owner, migrationsFolder);
  const database = await openPool(server.connection, { max: 10, role: 'rapport_worker' });
  await database.run(sql`
    insert into activation (notice_version, accepted_at, accepted_by)
    select ${noticeVersion}::integer, now(), 'the benchmark' where not exists (select from activation)`);
  const startSeconds = (performance.now() - begin) / 1000;
  return {
    database,
    owner,
    connection: server.connection,
    folder,
    isKept: keep !== null,
    filled: Number(await readFile(join(folder, 'filled'), 'utf8').catch(() => '0')),
    startSeconds,
    async close() {
      await database.close();
      await owner.close();
      await server.close();
      if (keep === null) await rm(folder, { recursive: true });
    },
  };
}
