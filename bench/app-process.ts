/**
 * The product as it runs in production – API, page and refresh worker in one process – on the benchmark's database, with
 * a clock that goes on from the instant for which the data were made. Prints its address when it answers.
 */

import { startApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { openPool } from '../src/db/pool.ts';
import { appOptions } from './app-options.ts';

const { connection, dataFolder, aheadMs } = appOptions.parse(JSON.parse(process.argv[2] ?? ''));
const database = await openPool(connection, { max: 10, role: 'rapport_worker' });
const readers = await openPool(connection, { max: 8, role: 'rapport_reader' });
const store = {
  database,
  readers,
  target: connection,
  gaveUp: new Promise<never>(() => {}),
  close: async () => {
    await readers.close();
    await database.close();
  },
};
const config = loadConfig({ RAPPORT_DATA: dataFolder, RAPPORT_PORT: '0', RAPPORT_DEMO: 'off' });
const app = await startApp(config, { store, aheadMs });
process.stdout.write(`${app.url}\n`);
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
