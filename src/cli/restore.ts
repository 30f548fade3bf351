import { join } from 'node:path';
import type { Command } from 'commander';
import { auditAsOwner } from '../audit/as-owner.ts';
import { checkBackup, restoreBackup } from '../backup/restore.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { eraseAgain } from '../rights/erase-again.ts';
import { erasedFile, erasedFileName, takeOver } from '../rights/erased-file.ts';
import { openAsItIs } from '../store.ts';
import { count, progressBar } from './text.ts';

/** `restore FILE`: a backup into an empty database, after the file was checked; all of it or nothing. */
export function restoreCommand(program: Command): void {
  program
    .command('restore')
    .description('restore a backup into an empty database')
    .argument('<file>', 'a file that the command backup has written')
    .option(
      '--erased <list>',
      'the file "erased" of the data folder that the backup was made of: who was erased since is erased again',
    )
    .action(async (file: string, { erased: list }: { readonly erased?: string }) => {
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      const { signal } = stop;
      const config = loadConfig();
      const checking = progressBar('Checking');
      const checked = await checkBackup(file, { signal, onProgress: checking.show }).finally(
        checking.end,
      );
      const path = join(config.dataFolder, erasedFileName);
      if (list !== undefined) await takeOver(list, path);
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
        const erased = erasedFile(path);
        const people = await eraseAgain(store.database, erased, systemClock());
        process.stdout.write(
          (await erased.key()) === null
            ? 'Nobody was erased again: there is no list of erasures. If anybody was erased since, name it: --erased FILE\n'
            : `${count(people)} people erased again\n`,
        );
      } finally {
        bar.end();
        await store.close();
      }
    });
}
