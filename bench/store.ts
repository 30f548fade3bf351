/** A database of the benchmark's own: the embedded server that the product starts, in a folder that goes away again. */

import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../src/db/embedded/endpoint.ts';
import { openEmbedded } from '../src/db/embedded/server.ts';
import { migrate, migrationsFolder } from '../src/db/migrate.ts';
import { type Database, openPool } from '../src/db/pool.ts';

export type Store = {
  readonly database: Database;
  readonly connection: Connection;
  /** For files of peers; gone after `close` like everything else. */
  readonly folder: string;
  /** True when an earlier run has filled it. */
  readonly isFilled: boolean;
  close(): Promise<void>;
};

/** Starts a server in a temporary folder, or in `keep`, which stays and is used again by the next run. */
export async function openStore(keep: string | null): Promise<Store> {
  const isFilled = keep !== null && existsSync(join(keep, 'filled'));
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'rapport-bench-')));
  await mkdir(folder, { recursive: true });
  // The server may run under another account, which has to get there.
  await chmod(folder, 0o755);
  const server = await openEmbedded({ dataFolder: folder, log: () => {} });
  const database = await openPool(server.connection, { max: 10 });
  await migrate(database, migrationsFolder);
  return {
    database,
    connection: server.connection,
    folder,
    isFilled,
    async close() {
      await database.close();
      await server.close();
      if (keep === null) await rm(folder, { recursive: true });
    },
  };
}
