import type { Command } from 'commander';
import { openStore, startApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { loadDemo } from '../demo.ts';

/** `start`: the server, with the demo company when the database is empty. */
export function startCommand(program: Command): void {
  program
    .command('start')
    .description('start the server; the first start loads the demo company')
    .action(async () => {
      const say = (message: string) => process.stderr.write(`${message}\n`);
      const config = loadConfig();
      say('Starting the database …');
      const store = await openStore(config, say);
      try {
        await loadDemo(store, config, { clock: systemClock, say });
        const app = await startApp(config, { store });
        say(
          `\n  Rapport is ready: ${app.url}\n  Ctrl-C stops it; the data stay in ${config.dataFolder}.\n`,
        );
        await stopSignal();
        say('Stopping …');
        await app.close();
      } catch (error) {
        await store.close();
        throw error;
      }
    });
}

function stopSignal(): Promise<unknown> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
