import type { Command } from 'commander';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { markEveryRecord } from '../facts/marks.ts';
import { recompute } from '../refresh/recompute.ts';
import { openStore } from '../store.ts';
import { count, progressBar } from './text.ts';

/** `recompute`: every record anew, with progress; Ctrl-C leaves the rest for later. */
export function recomputeCommand(program: Command): void {
  program
    .command('recompute')
    .description('compute every record anew')
    .action(async () => {
      const store = await openStore(loadConfig(), () => {});
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      try {
        await store.database.transaction(markEveryRecord);
        const bar = progressBar('Computing');
        const records = await recompute(store.database, {
          target: store.target,
          clock: systemClock,
          signal: stop.signal,
          onProgress: bar.show,
        });
        bar.end();
        process.stdout.write(`${count(records)} records computed\n`);
      } finally {
        await store.close();
      }
    });
}
