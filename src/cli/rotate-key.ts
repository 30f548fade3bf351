import type { Command } from 'commander';
import { audit } from '../audit/record.ts';
import { systemClock } from '../clock.ts';
import { loadConfig, loadKeyPlace } from '../config.ts';
import { rotateKey } from '../secrets/rotate.ts';
import { openStore } from '../store.ts';
import { count } from './text.ts';

/** `rotate-key`: a new key for sealing secrets, and everything sealed anew with it; may be broken off and run again. */
export function rotateKeyCommand(program: Command): void {
  program
    .command('rotate-key')
    .description('make a new key for the secrets of connectors and seal them anew')
    .action(async () => {
      const store = await openStore(loadConfig(), () => {});
      try {
        const number = await rotateKey(store.database, loadKeyPlace());
        await store.database.transaction((session) =>
          audit(session, {
            at: systemClock(),
            actor: 'command line',
            action: 'key_rotated',
            details: { secrets: number },
          }),
        );
        process.stdout.write(`${count(number)} secrets sealed anew with the new key\n`);
      } finally {
        await store.close();
      }
    });
}
