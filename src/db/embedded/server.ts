import type { Problem } from '../../model/problem.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { type Connection, chooseEndpoint } from './endpoint.ts';
import { openHome } from './home.ts';
import { takeOwnership } from './owner.ts';
import { Postmaster } from './postmaster.ts';

/** A PostgreSQL server of our own, running as a child process. */
export type EmbeddedServer = {
  readonly connection: Connection;
  /** Never rejects; resolves when the server has died so often that it is not started again. */
  readonly gaveUp: Promise<Problem>;
  /** Stops the server cleanly and gives the data folder free. */
  close(): Promise<void>;
};

/**
 * Starts PostgreSQL on the data folder and answers how to connect. Makes the database at the first start; stops a
 * server that a killed process has left behind; starts the server again when it dies. Throws a Problem when the folder
 * is in use by another process, out of reach, or of another version.
 */
export async function openEmbedded(options: {
  readonly dataFolder: string;
  readonly log: (message: string) => void;
}): Promise<EmbeddedServer> {
  const home = await openHome(options.dataFolder, options.log);
  const ownership = await takeOwnership(home.folder);
  try {
    const files = { binaries: await findBinaries(home), endpoint: await chooseEndpoint(home) };
    await ensureCluster(home, files);
    const server = new Postmaster(home, files, options.log);
    await server.start();
    return {
      connection: files.endpoint,
      gaveUp: server.gaveUp,
      async close() {
        await server.stop();
        await ownership.release();
      },
    };
  } catch (error) {
    await ownership.release();
    throw error;
  }
}
