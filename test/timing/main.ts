/**
 * Whether it takes the same time to refuse an unknown person and a wrong password, at the real cost of a password:
 * npm run test:timing [-- --samples N]
 */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { usualCost } from '../../src/access/passwords.ts';
import { openStore } from '../../src/store.ts';
import type { Compared } from './compare.ts';
import { compareSignIns } from './sign-in.ts';

const options = new Command('test:timing')
  .option('--samples <number>', 'attempts of each kind', '2000')
  .parse()
  .opts<{ samples: string }>();

const folder = await mkdtemp(join(tmpdir(), 'rapport-timing-'));
// Under root the server runs as another user, who has to get there.
await chmod(folder, 0o711);
const store = await openStore({ dataFolder: folder, databaseUrl: null }, () => {});
try {
  const samples = Number(options.samples);
  const real = await compareSignIns(store.database, usualCost, { samples, careless: false });
  say(`${samples} unknown people and ${samples} wrong passwords`, real);
  const few = Math.min(samples, 200);
  const careless = await compareSignIns(store.database, usualCost, {
    samples: few,
    careless: true,
  });
  say('the same without verifying anything for unknown people', careless);
  if (!real.isSame || careless.isSame) process.exitCode = 1;
} finally {
  await store.close();
  await rm(folder, { recursive: true, force: true });
}

function say(what: string, { medians, intervals, difference, isSame }: Compared): void {
  const [wrong, unknown] = medians.map((ms, at) => {
    const [from, to] = intervals[at] ?? [0, 0];
    return `${ms.toFixed(3)} ms (99 %: ${from.toFixed(3)}–${to.toFixed(3)})`;
  });
  process.stdout.write(
    `${what}\n  wrong password ${wrong}\n  unknown person ${unknown}\n` +
      `  ${(difference * 100).toFixed(2)} % apart: ${isSame ? 'the same' : 'told apart'}\n`,
  );
}
