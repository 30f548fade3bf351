import type { Command } from 'commander';
import { auditAsOwner } from '../audit/as-owner.ts';
import { writeBackup } from '../backup/write.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { openAsItIs } from '../store.ts';
import { count, progressBar } from './text.ts';

/** `backup FILE`: everything that the database holds into one file; the database stays as it is. */
export function backupCommand(program: Command): void {
  program
    .command('backup')
    .description('write everything that the database holds into one file')
    .argument('<file>', 'the file to write; an earlier one gives way when the new one is whole')
    .action(async (file: string) => {
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      const store = await openAsItIs(loadConfig());
      const bar = progressBar('Backing up');
      try {
        const report = await writeBackup(store.database, file, {
          now: systemClock(),
          signal: stop.signal,
          onProgress: bar.show,
        });
        bar.end();
        await auditAsOwner(store.database, {
          at: systemClock(),
          actor: 'command line',
          action: 'backed_up',
          details: { rows: report.rows, bytes: report.bytes },
        });
        process.stdout.write(
          `${file}: ${count(report.rows)} rows of ${report.tables} tables, ${(report.bytes / 1e6).toFixed(1)} MB\n`,
        );
      } finally {
        bar.end();
        await store.close();
      }
    });
}
