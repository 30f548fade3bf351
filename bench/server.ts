/** The product as it runs: API and worker in one process of its own, on the benchmark's database. Prints its address. */

import { z } from 'zod';
import { startApp } from '../src/app.ts';
import { openPool } from '../src/db/pool.ts';

const { connection, folder } = z
  .object({
    connection: z.object({
      host: z.string(),
      port: z.number(),
      user: z.string(),
      database: z.string(),
    }),
    folder: z.string(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const database = await openPool(connection, { max: 12 });
const store = {
  database,
  target: connection,
  gaveUp: new Promise<never>(() => {}),
  close: () => database.close(),
};
const config = { dataFolder: folder, databaseUrl: null, port: 0, demo: null };
const app = await startApp(config, { store });
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.stdout.write(`${app.url}\n`);
