/** The database that the configuration names; where it names none, that of our own server, which starts and stops with it. */

import type { Config } from './config.ts';
import { openEmbedded } from './db/embedded/server.ts';
import { assertHeld } from './db/held.ts';
import { migrate, migrationsFolder } from './db/migrate.ts';
import { type Database, openPool } from './db/pool.ts';
import type { Problem } from './model/problem.ts';

type Place = Pick<Config, 'databaseUrl' | 'dataFolder'>;
type Target = Parameters<typeof openPool>[0];

export type Store = {
  /** Works as rapport_worker: imports, computes, administers. */
  readonly database: Database;
  /** Works as rapport_reader: what people are answered from. */
  readonly readers: Database;
  readonly target: Target;
  /** Resolves with what is wrong when our own server has died for good; never, while all is well. */
  readonly gaveUp: Promise<Problem>;
  readonly close: () => Promise<void>;
};

/** Connections for imports, computing and administration; and for what people read. */
const connections = { worker: 10, readers: 8 };

/** Opens the database as the program works in it, with the tables of this version. */
export function openStore(place: Place, log: (message: string) => void): Promise<Store> {
  return onServer(place, log, async ({ target, gaveUp }) => {
    const owner = await openPool(target, { max: 1 });
    await migrate(owner, migrationsFolder).finally(owner.close);
    const database = await openPool(target, { max: connections.worker, role: 'rapport_worker' });
    const readers = await openPool(target, { max: connections.readers, role: 'rapport_reader' });
    await assertHeld(database);
    await assertHeld(readers);
    const close = async () => {
      await readers.close();
      await database.close();
    };
    return { database, readers, target, gaveUp, close };
  });
}

/**
 * Opens the database as it stands, as its owner and without the migrations of this version: a backup holds what is
 * there, and a restore begins with the tables of the backup.
 */
export function openAsItIs(
  place: Place,
): Promise<{ readonly database: Database; readonly close: () => Promise<void> }> {
  return onServer(
    place,
    () => {},
    async ({ target }) => {
      const database = await openPool(target, { max: 2 });
      return { database, close: database.close };
    },
  );
}

/** What was opened on the server; closing it stops the server too, when it is ours. */
async function onServer<Opened extends { readonly close: () => Promise<void> }>(
  { databaseUrl, dataFolder }: Place,
  log: (message: string) => void,
  open: (server: Pick<Store, 'target' | 'gaveUp'>) => Promise<Opened>,
): Promise<Opened> {
  if (databaseUrl !== null) return open({ target: databaseUrl, gaveUp: new Promise(() => {}) });
  const server = await openEmbedded({ dataFolder, log });
  try {
    const opened = await open({ target: server.connection, gaveUp: server.gaveUp });
    const close = async () => {
      await opened.close();
      await server.close();
    };
    return { ...opened, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}
