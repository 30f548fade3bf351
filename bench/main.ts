/**
 * `npm run bench`: how fast the product is, beside others that do the same work. Prints a table, or with `--json` one
 * JSON object; progress goes to standard error. Ends with 1 when a contender comes to other figures than we do.
 */

import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startApp } from './app.ts';
import { measureCore } from './core.ts';
import { measureFresh } from './fresh.ts';
import { measureIngest } from './ingest.ts';
import { measureMbox } from './mbox.ts';
import { measureRead } from './read.ts';
import { measureRecompute } from './recompute.ts';
import { measureRegrade } from './regrade.ts';
import { reportOf } from './report.ts';
import { openStore, type Store } from './store.ts';

const parts = ['core', 'ingest', 'mbox', 'recompute', 'fresh', 'read', 'regrade'] as const;
type Part = (typeof parts)[number];

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** How many there are; everything else grows with them. */
    activities: { type: 'string', default: '1000000' },
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '5' },
    /** Seconds for which activities come in for `fresh`, and again for `read`. */
    seconds: { type: 'string', default: '20' },
    /** A folder for the database that stays, so that the next run need not fill it again. */
    data: { type: 'string' },
  },
});
const activities = Number(options.activities);
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const isWanted = (part: Part) => options.only.length === 0 || options.only.includes(part);
const say = (line: string) => void process.stderr.write(`${line}\n`);

const begin = performance.now();
const result: Record<string, unknown> = {
  activities,
  machine: {
    node: process.version,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? '',
  },
};
if (isWanted('core')) {
  say('core: all figures, and the KPIs against a loop');
  result.core = await measureCore(activities, rounds);
}
if (parts.some((part) => part !== 'core' && part !== 'mbox' && isWanted(part))) {
  const store = await openStore(options.data ?? null);
  try {
    await measureStored(store);
  } finally {
    await store.close();
  }
}
if (isWanted('mbox')) {
  say("mbox: the same file with Python's library");
  const numbers = await measureMbox(Math.min(40_000, Math.ceil(activities / 10)), rounds);
  result.ingest = { ...objectOr(result.ingest), ...numbers };
}
result.minutes = (performance.now() - begin) / 60_000;
process.stdout.write(`${options.json ? JSON.stringify(result) : reportOf(result)}\n`);

/** The parts that need a database with everything in it. */
async function measureStored(store: Store): Promise<void> {
  if (store.filled === activities) say('ingest: left out, as the database is filled already');
  else {
    say(`ingest: ${activities} activities`);
    result.ingest = await measureIngest(store, activities, say);
  }
  if (isWanted('recompute')) {
    say('recompute: against SQL in PostgreSQL and in DuckDB');
    result.recompute = await measureRecompute(store, rounds, say);
  }
  if (!isWanted('fresh') && !isWanted('read') && !isWanted('regrade')) return;
  const app = await startApp(store);
  try {
    result.start = { databaseSeconds: store.startSeconds, appSeconds: app.startSeconds };
    if (isWanted('fresh')) {
      say('fresh: 200 activities a second, one by one');
      result.fresh = await measureFresh(store, app, { activities, seconds });
    }
    if (isWanted('read')) {
      say('read: records and lists while activities come in');
      result.read = await measureRead(store, app, { activities, seconds });
    }
    if (isWanted('regrade')) {
      say('regrade: a change of the settings');
      result.regrade = await measureRegrade(store);
    }
  } finally {
    await app.close();
  }
}

function objectOr(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
