import type { Command } from 'commander';
import { auditAsOwner } from '../audit/as-owner.ts';
import { openAsItIs } from '../backup/open.ts';
import { checkBackup, restoreBackup } from '../backup/restore.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { count, progressBar } from './text.ts';

/** `restore FILE`: a backup into an empty database, after the file was checked; all of it or nothing. */
export function restoreCommand(program: Command): void {
  program
    .command('restore')
    .description('restore a backup into an empty database')
    .argument('<file>', 'a file that the command backup has written')
    .action(async (file: string) => {
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      const { signal } = stop;
      const config = loadConfig();
      const checking = progressBar('Checking');
      const checked = await checkBackup(file, { signal, onProgress: checking.show }).finally(
        checking.end,
      );
      const store = await openAsItIs(config);
      const bar = progressBar('Restoring');
      try {
        const rows = await restoreBackup(store.database, checked, {
          signal,
          onProgress: bar.show,
        });
        bar.end();
        const { madeAt } = checked.contents.header;
        await auditAsOwner(store.database, {
          at: systemClock(),
          actor: 'command line',
          action: 'restored',
          details: { rows, madeAt },
        });
        process.stdout.write(`${count(rows)} rows restored, as they were at ${madeAt}\n`);
      } finally {
        bar.end();
        await store.close();
      }
    });
}
