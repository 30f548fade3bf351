import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { audit } from '../audit/record.ts';
import { type AuditHead, loggedEntries, verifyAudit } from '../audit/verify.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import type { Session } from '../db/pool.ts';
import { Problem } from '../model/problem.ts';
import { openStore } from '../store.ts';
import { count } from './text.ts';

type Options = { readonly verify?: boolean; readonly noted?: string; readonly export?: string };

/** `audit`: looks that the audit log is as it was written and prints its head, to be noted elsewhere; or writes it out. */
export function auditCommand(program: Command): void {
  program
    .command('audit')
    .description('look that the audit log is as it was written, or write it out')
    .option('--verify', 'look that every entry is there and unchanged (the default)')
    .option(
      '--noted <head>',
      'a head printed earlier, as NUMBER:HASH: the log still has to hold it',
    )
    .option('--export <file>', 'write every entry into a file, one JSON object per line')
    .action(async ({ noted, export: file }: Options) => {
      const head = noted === undefined ? null : headFrom(noted);
      const store = await openStore(loadConfig(), () => {});
      try {
        const found = await verifyAudit(store.database, head);
        if (found.broken !== null) throw brokenLog(found.broken);
        const last = found.head === null ? 'none' : `${found.head.number}:${found.head.hash}`;
        process.stdout.write(
          `${count(found.entries)} entries, all as they were written\nhead ${last}\n`,
        );
        if (file === undefined) return;
        await pipeline(lines(store.database), createWriteStream(file, { mode: 0o600 }));
        await store.database.transaction((session) =>
          audit(session, {
            at: systemClock(),
            actor: 'command line',
            action: 'audit_exported',
            details: { entries: found.entries },
          }),
        );
        process.stdout.write(`written to ${file}\n`);
      } finally {
        await store.close();
      }
    });
}

/** What the hash is of stands in each line as it was written, so that anybody can verify the file without us. */
async function* lines(session: Session): AsyncGenerator<string> {
  for await (const { number, content, hash } of loggedEntries(session))
    yield `${JSON.stringify({ number, content, hash: hash.toString('hex') })}\n`;
}

function headFrom(text: string): AuditHead {
  const [, number, hash] = /^([1-9]\d*):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number !== undefined && hash !== undefined) return { number: Number(number), hash };
  throw new Problem({
    code: 'audit_head_invalid',
    message: 'This is not the head of an audit log.',
    field: '--noted',
    value: text,
    hint: 'It is what this command prints after "head": a number, a colon and 64 hexadecimal digits.',
  });
}

function brokenLog({ number, because }: { readonly number: number; readonly because: string }) {
  return new Problem({
    code: 'audit_log_broken',
    message: `The audit log is not as it was written: entry ${number} is ${because.replaceAll('_', ' ')}.`,
    field: 'entry',
    value: number,
    hint: 'Somebody with the rights of the database’s owner has changed it. Compare it with a backup or an earlier export.',
  });
}
