import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { type CsvMapping, readMapping } from '../connectors/csv/mapping.ts';
import { type FileReport, importPath, mappingFrom } from '../imports.ts';
import { recompute } from '../refresh/recompute.ts';
import { drain } from '../refresh/worker.ts';
import { erasedFile, erasedFileName } from '../rights/erased-file.ts';
import { openStore } from '../store.ts';
import { count, progressBar } from './text.ts';

type Options = {
  readonly mapping?: string;
  readonly bulkRule: boolean;
  readonly newContacts?: boolean;
  readonly ourDomain?: string;
  readonly continues?: string;
};

/** `import PATH…`: files and folders into the database, with a report; a second time changes nothing. */
export function importCommand(program: Command): void {
  program
    .command('import')
    .description('import mail (mbox, EML, Maildir), calendars (ICS), CRM exports (CSV) and bundles')
    .argument('<paths...>', 'files or folders')
    .option('--mapping <mapping>', 'for CSV: a mapping file, or the preset salesforce or hubspot')
    .option('--no-bulk-rule', 'for a shared list mailbox, which marks every message as bulk')
    .option(
      '--new-contacts',
      'make contacts of unknown people who wrote to us and whom we wrote to',
    )
    .option('--our-domain <domain>', 'a domain of ours that the organisation does not list yet')
    .option('--continues <source>', 'name of the source whose newer file it is')
    .action(async (paths: readonly string[], options: Options) => {
      const config = loadConfig();
      const store = await openStore(config, () => {});
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      const { signal } = stop;
      try {
        const mapping = options.mapping === undefined ? null : await mappingAt(options.mapping);
        for (const path of paths) {
          const bar = progressBar(basename(path));
          const report = await importPath(
            store.database,
            {
              path,
              name: resolve(path),
              options: {
                mapping,
                bulkRule: options.bulkRule ? null : false,
                newContacts: options.newContacts ?? false,
                ourDomain: options.ourDomain ?? null,
                continues: options.continues ?? null,
              },
            },
            {
              clock: systemClock,
              by: 'command line',
              signal,
              onProgress: (_, done, total) => bar.show(done, total),
              suppressionKey: erasedFile(join(config.dataFolder, erasedFileName)).key,
            },
          );
          bar.end();
          process.stdout.write(reportText(report));
        }
        const bar = progressBar('Computing');
        const computing = {
          target: store.target,
          clock: systemClock,
          signal,
          onProgress: bar.show,
        };
        const recomputeMarked = async () => {
          await recompute(store.database, computing);
        };
        await drain(store.database, { clock: systemClock, recomputeMarked }, signal);
        bar.end();
      } finally {
        await store.close();
      }
    });
}

async function mappingAt(given: string): Promise<CsvMapping> {
  const isFile = await stat(given).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? readMapping(given) : mappingFrom(given);
}

function reportText(report: FileReport): string {
  const excluded = Object.entries(report.excluded).map(
    ([reason, activities]) => `    ${reason}: ${count(activities)}`,
  );
  const rejects = report.rejects.map(
    ({ place, field, value, expected }) =>
      `    ${place}: ${field} is ${value}, expected ${expected}`,
  );
  const more = report.rejected - report.rejects.length;
  return `${[
    report.source,
    ...(report.resumed ? ['  went on where an earlier import had stopped'] : []),
    `  read ${count(report.read)}: ${count(report.new)} new, ${count(report.changed)} changed, ${count(report.known)} already known, ${count(report.rejected)} rejected`,
    ...(excluded.length === 0 ? [] : ['  left out of the figures, by reason:', ...excluded]),
    ...(rejects.length === 0 ? [] : ['  rejected:', ...rejects]),
    ...(more > 0 ? [`    and ${count(more)} more`] : []),
    ...contactsText(report),
    ...(report.excluded.no_internal === undefined || report.excluded.no_internal * 2 < report.read
      ? []
      : ['  Most of it has nobody of ours on it: name your domain with --our-domain example.com']),
    ...(report.finished ? [] : ['  stopped before the end: run it again to go on']),
  ].join('\n')}\n`;
}

/** Who became a contact, and why: the rule is that both sides wrote. */
function contactsText({ contactsMade }: FileReport): readonly string[] {
  if (contactsMade.length === 0) return [];
  const shown = contactsMade
    .slice(0, contactsShown)
    .map(
      ({ name, account, because }) =>
        `    ${name}${account === null ? '' : ` (${account})`}: ${because}`,
    );
  const more = contactsMade.length - shown.length;
  return [
    `  ${count(contactsMade.length)} contacts made of people who wrote to us and whom we wrote to:`,
    ...shown,
    ...(more > 0 ? [`    and ${count(more)} more`] : []),
  ];
}

const contactsShown = 20;
