/**
 * npm run -s bench -- [--json] [--activities N] [--only core,mbox,ingest,recompute,regrade,fresh,read]
 *
 * Progress goes to standard error, the numbers to standard output. Peers do the same work and are checked to come to the
 * same figures before a number is printed; README.md says how to read them.
 */

import { Command, InvalidArgumentError } from 'commander';
import { measureCore } from './core.ts';
import { measureFresh, untilFresh } from './fresh.ts';
import { measureIngest } from './ingest.ts';
import { measureMbox } from './mbox.ts';
import { measureRead } from './read.ts';
import { measureRecompute } from './recompute.ts';
import { measureRegrade } from './regrade.ts';
import { openStore, type Store } from './store.ts';
import { table } from './table.ts';
import { startServer } from './traffic.ts';

export const parts = ['core', 'mbox', 'ingest', 'recompute', 'regrade', 'fresh', 'read'] as const;
type Part = (typeof parts)[number];

const program = new Command('bench')
  .option('--json', 'one JSON object in place of the table')
  .option('--activities <n>', 'size of the invented organisation', readCount, 1_000_000)
  .option('--only <parts>', `some of ${parts.join(',')}`, readParts, [...parts])
  .parse();
const options = program.opts<{ json?: boolean; activities: number; only: readonly Part[] }>();

const results = await run(options.activities, new Set(options.only));
process.stdout.write(
  options.json === true ? `${JSON.stringify(results, null, 2)}\n` : table(results),
);

async function run(activities: number, wanted: ReadonlySet<Part>) {
  const rounds = 5;
  const core = wanted.has('core')
    ? await telling('core', () => measureCore(activities, rounds))
    : undefined;
  const mbox = wanted.has('mbox')
    ? await telling('mbox', () => measureMbox(Math.min(8000, activities), rounds))
    : undefined;
  const stored = ['ingest', 'recompute', 'regrade', 'fresh', 'read'] as const;
  if (!stored.some((part) => wanted.has(part))) return { activities, core, mbox };

  const store = await openStore(null);
  try {
    const ingest = await telling('ingest', () => measureIngest(store, activities, progress));
    const recompute = wanted.has('recompute')
      ? await telling('recompute', () => measureRecompute(store, rounds))
      : undefined;
    const records = Math.max(activities / 10, 2000);
    const needsRecords = wanted.has('regrade') || wanted.has('read');
    const regrade = needsRecords
      ? await telling('regrade', () => measureRegrade(store, records))
      : undefined;
    return { activities, core, mbox, ingest, recompute, regrade, ...(await live(store, wanted)) };
  } finally {
    await store.close();
  }
}

/** What is measured on the running product. */
async function live(store: Store, wanted: ReadonlySet<Part>) {
  if (!wanted.has('fresh') && !wanted.has('read')) return {};
  const server = await startServer(store);
  try {
    await untilFresh(store);
    const read = wanted.has('read')
      ? await telling('read', () => measureRead(store, server, 500))
      : undefined;
    const fresh = wanted.has('fresh')
      ? await telling('fresh', () => measureFresh(store, 15))
      : undefined;
    return { fresh, read };
  } finally {
    await server.close();
  }
}

async function telling<T>(part: Part, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  process.stderr.write(`${part} …\n`);
  const result = await work();
  process.stderr.write(`${part}: ${((performance.now() - begin) / 1000).toFixed(1)} s\n`);
  return result;
}

function progress(done: number): void {
  if (done % 50_000 === 0) process.stderr.write(`  ${done.toLocaleString('en-US')} activities\n`);
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1000) return count;
  throw new InvalidArgumentError('Expected a whole number from 1000 on.');
}

function readParts(text: string): readonly Part[] {
  return text.split(',').map((name) => {
    const part = parts.find((known) => known === name.trim());
    if (part === undefined) throw new InvalidArgumentError(`Known are ${parts.join(', ')}.`);
    return part;
  });
}
