/**
 * npm run -s bench -- [--json] [--activities N] [--only core,mbox,ingest,recompute,fresh,read,regrade,web,similar]
 *
 * How fast the product is, beside others that do the same work and are checked to come to the same figures before a number
 * is printed. Progress goes to standard error, the numbers to standard output; README.md says how to read them.
 */

import { availableParallelism, cpus } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { startApp } from './app.ts';
import { measureCore } from './core.ts';
import { measureFresh } from './fresh.ts';
import { measureIngest } from './ingest.ts';
import { measureMbox } from './mbox.ts';
import { measureRead } from './read.ts';
import { measureRecompute } from './recompute.ts';
import { measureRegrade } from './regrade.ts';
import { reportOf } from './report.ts';
import { measureSimilar } from './similar.ts';
import { openStore, type Store } from './store.ts';
import { measureWeb } from './web.ts';

const parts = [
  'core',
  'ingest',
  'recompute',
  'fresh',
  'read',
  'regrade',
  'mbox',
  'web',
  'similar',
] as const;
type Part = (typeof parts)[number];
/** Parts that do not need the database with everything in it. */
const ownData: ReadonlySet<Part> = new Set(['core', 'mbox', 'web', 'similar']);

type Options = {
  readonly json: boolean;
  readonly activities: number;
  readonly only: readonly Part[];
  readonly rounds: number;
  readonly seconds: number;
  /** Absent: in a temporary folder. */
  readonly data?: string;
};

const program = new Command('bench')
  .option('--json', 'one JSON object in place of the table', false)
  .option('--activities <n>', 'size of the invented organisation', countFrom(1000), 1_000_000)
  .option('--only <parts>', `some of ${parts.join(',')}`, readParts, [...parts])
  .option('--rounds <n>', 'how often contenders take turns', countFrom(1), 5)
  .option('--seconds <n>', 'how long activities come in for fresh, and for read', countFrom(1), 20)
  .option('--data <folder>', 'keep the database here; the next run need not fill it again')
  .parse();
const options = program.opts<Options>();
const isWanted = (part: Part) => options.only.includes(part);
const say = (line: string) => void process.stderr.write(`${line}\n`);

const result = await measured();
process.stdout.write(`${options.json ? JSON.stringify(result) : reportOf(result)}\n`);

async function measured(): Promise<Readonly<Record<string, unknown>>> {
  const { activities, rounds } = options;
  const begin = performance.now();
  const core = isWanted('core')
    ? { core: await telling('core', () => measureCore(activities, rounds)) }
    : {};
  const needsStore = parts.some((part) => !ownData.has(part) && isWanted(part));
  const stored: StoredNumbers = needsStore ? await inStore(measureStored) : {};
  const messages = Math.min(40_000, Math.ceil(activities / 10));
  const mbox = isWanted('mbox')
    ? {
        ingest: {
          ...stored.ingest,
          ...(await telling('mbox', () => measureMbox(messages, rounds))),
        },
      }
    : {};
  const web = isWanted('web')
    ? {
        web: await telling('web', () =>
          measureWeb(activities, { keep: options.data ?? null, say }),
        ),
      }
    : {};
  const similar = isWanted('similar')
    ? { similar: await telling('similar', () => measureSimilar(Math.ceil(activities / 10), say)) }
    : {};
  return {
    activities,
    machine: {
      node: process.version,
      cores: availableParallelism(),
      cpu: cpus()[0]?.model.trim() ?? '',
      minutes: (performance.now() - begin) / 60_000,
    },
    ...core,
    ...stored,
    ...mbox,
    ...web,
    ...similar,
  };
}

type StoredNumbers = Readonly<Partial<Record<Part | 'start', object>>>;

async function inStore(work: (store: Store) => Promise<StoredNumbers>): Promise<StoredNumbers> {
  const store = await openStore(options.data ?? null);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The parts that need a database with everything in it. */
async function measureStored(store: Store): Promise<StoredNumbers> {
  const { activities, rounds } = options;
  const ingest =
    store.filled === activities
      ? {}
      : { ingest: await telling('ingest', () => measureIngest(store, activities, say)) };
  const recompute = isWanted('recompute')
    ? { recompute: await telling('recompute', () => measureRecompute(store, rounds, say)) }
    : {};
  return { ...ingest, ...recompute, ...(await measureRunning(store)) };
}

/** The parts that ask the running product. */
async function measureRunning(store: Store): Promise<StoredNumbers> {
  const { activities, seconds } = options;
  if (!isWanted('fresh') && !isWanted('read') && !isWanted('regrade')) return {};
  const app = await startApp(store);
  const traffic = { activities, seconds };
  try {
    const fresh = isWanted('fresh')
      ? { fresh: await telling('fresh', () => measureFresh(store, app, traffic)) }
      : {};
    const read = isWanted('read')
      ? { read: await telling('read', () => measureRead(store, app, traffic)) }
      : {};
    const regrade = isWanted('regrade')
      ? { regrade: await telling('regrade', () => measureRegrade(store)) }
      : {};
    const start = { databaseSeconds: store.startSeconds, appSeconds: app.startSeconds };
    return { start, ...fresh, ...read, ...regrade };
  } finally {
    await app.close();
  }
}

async function telling<T>(part: Part, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  say(`${part} …`);
  const numbers = await work();
  say(`${part}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return numbers;
}

function countFrom(least: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (Number.isInteger(count) && count >= least) return count;
    throw new InvalidArgumentError(`Expected a whole number from ${least} on.`);
  };
}

function readParts(text: string): readonly Part[] {
  return text.split(',').map((name) => {
    const part = parts.find((known) => known === name.trim());
    if (part === undefined) throw new InvalidArgumentError(`Known are ${parts.join(', ')}.`);
    return part;
  });
}
