import type { Command } from 'commander';
import { startApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { type Config, loadConfig, loadKeyPlace } from '../config.ts';
import { loadDemo } from '../demo.ts';
import { openStore, type Store } from '../store.ts';
import { firstSetUpLink, setUpText } from './set-up.ts';

/** `start`: the server, with the demo company when the database is empty. */
export function startCommand(program: Command): void {
  program
    .command('start')
    .description('start the server; the first start loads the demo company')
    .action(async () => {
      const say = (message: string) => process.stderr.write(`${message}\n`);
      const stop = new AbortController();
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
      const config = loadConfig();
      say('Starting the database …');
      const store = await openStore(config, say);
      const close = await running(store, config, { signal: stop.signal, say }).catch(
        async (error: unknown) => {
          await store.close();
          throw error;
        },
      );
      const problem = await Promise.race([store.gaveUp, aborted(stop.signal)]);
      say('Stopping …');
      await close();
      if (problem !== null) throw problem;
    });
}

/** Loads the demo company and starts the server, unless it is stopped before; answers how to close it. */
async function running(
  store: Store,
  config: Config,
  { signal, say }: { readonly signal: AbortSignal; readonly say: (message: string) => void },
): Promise<() => Promise<void>> {
  await loadDemo(store, config, { clock: systemClock, signal, say });
  if (signal.aborted) return store.close;
  const app = await startApp(config, { store, keys: loadKeyPlace() });
  say(
    `\n  Rapport is ready: ${app.url}\n  Ctrl-C stops it; the data stay in ${config.databaseUrl === null ? config.dataFolder : 'your database'}.\n`,
  );
  const link = await firstSetUpLink(store.database, { url: app.url, now: systemClock() });
  if (link !== null) say(setUpText(link));
  return app.close;
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
