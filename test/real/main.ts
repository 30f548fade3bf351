/**
 * npm run test:real -- DIR: everything under DIR (mail/, calendar/, crm/) comes in through the front door and is
 * checked. Exits with 1 when something does not hold, or when DIR is not there.
 */

import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openEmbedded } from '../../src/db/embedded/server.ts';
import { checkCalendars } from './calendars.ts';
import { checkCrm } from './crm.ts';
import { checkMail } from './mail.ts';
import { checkSimilar } from './similar.ts';

export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

process.exitCode = await run(process.argv[2]);

async function run(given: string | undefined): Promise<number> {
  if (given === undefined || !(await isFolder(given))) {
    process.stderr.write(
      `There is no folder ${given ?? '(none given)'}.\n  npm run test:real -- DIR expects DIR with mail/, calendar/ or crm/.\n`,
    );
    return 1;
  }
  const dir = resolve(given);
  const data = await mkdtemp(join(tmpdir(), 'rapport-real-db-'));
  // Under root the server runs as another user, who has to get there.
  await chmod(data, 0o711);
  const server = await openEmbedded({ dataFolder: data, log: () => {} });
  const parts: readonly [string, (folder: string) => Promise<readonly Check[]>][] = [
    ['calendar', checkCalendars],
    ['crm', checkCrm],
    ['crm', (folder) => checkSimilar(folder, server.connection)],
    ['mail', (folder) => checkMail(folder, server.connection)],
  ];
  const checks: Check[] = [];
  try {
    for (const [part, check] of parts) {
      const folder = join(dir, part);
      if (!(await isFolder(folder))) {
        process.stdout.write(`– ${part}: not in ${dir}, left out\n`);
        continue;
      }
      for (const result of await check(folder)) {
        process.stdout.write(`${result.ok ? '✓' : '✗'} ${part}/${result.name}: ${result.detail}\n`);
        checks.push(result);
      }
    }
  } finally {
    await server.close();
    await rm(data, { recursive: true, force: true });
  }
  const failed = checks.filter(({ ok }) => !ok).length;
  process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
  return failed > 0 || checks.length === 0 ? 1 : 0;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
