import { openEmbedded } from '../db/embedded/server.ts';
import { type Database, openPool } from '../db/pool.ts';

/**
 * The database that the configuration names as it stands, without the migrations of this version: a backup holds what
 * is there, and a restore begins with the tables of the backup.
 */
export async function openAsItIs(config: {
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
}): Promise<{ readonly database: Database; readonly close: () => Promise<void> }> {
  const { databaseUrl, dataFolder } = config;
  const server = databaseUrl === null ? await openEmbedded({ dataFolder, log: () => {} }) : null;
  try {
    const database = await openPool(server?.connection ?? databaseUrl ?? '', { max: 2 });
    return {
      database,
      close: async () => {
        await database.close();
        await server?.close();
      },
    };
  } catch (error) {
    await server?.close();
    throw error;
  }
}
