/** The demo company comes in by the front door, once, when nothing else is there. */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { generateDemo } from '../demo/generate.ts';
import type { Config } from './config.ts';
import { type CsvMapping, readMapping } from './connectors/csv/mapping.ts';
import type { Database } from './db/pool.ts';
import { sql } from './db/sql.ts';
import { importPath, plainImport } from './imports.ts';
import { keepGiven } from './news/given.ts';
import { recompute } from './refresh/recompute.ts';
import { drain } from './refresh/worker.ts';
import type { Store } from './store.ts';

export type DemoOptions = {
  readonly clock: () => number;
  /** Stops the load between two batches; the next start goes on. */
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
};

/**
 * Generates the demo company, imports and computes it, when the database holds nothing. A load that was cut off goes
 * on with the same company: it remembers the instant for which it was made.
 */
export async function loadDemo(
  { database, target }: Store,
  { demo }: Config,
  { clock, signal, say }: DemoOptions,
): Promise<void> {
  const now = demo === null ? null : await momentToLoad(database, clock());
  if (demo === null || now === null) return;
  say('Loading the demo company …');
  const folder = await mkdtemp(join(tmpdir(), 'rapport-demo-'));
  try {
    await generateDemo({ now, language: demo, folder });
    for (const { path, mapping } of await demoFiles(folder)) {
      await importPath(
        database,
        {
          path: join(folder, path),
          name: `demo/${path}`,
          options: { ...plainImport, mapping },
        },
        { clock, signal, onProgress: () => {} },
      );
    }
    for (const { file, url, account } of await demoFeeds(folder)) {
      const bytes = await readFile(join(folder, 'news', file));
      await keepGiven(database, { url, account, bytes }, clock());
    }
    const recomputeMarked = async () => {
      await recompute(database, { target, clock, signal });
    };
    await drain(database, { clock, recomputeMarked }, signal);
    if (signal.aborted) return;
    // It was made up to this instant, whoever wrote last.
    await database.run(
      sql`update source set known_until = ${new Date(now)} where starts_with(name, 'demo/')`,
    );
    await database.run(sql`update source set synced_at = ${new Date(clock())} where kind = 'demo'`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The instant to make the company for; null when there is something else in the database, or all of it. */
async function momentToLoad(database: Database, now: number): Promise<number | null> {
  const [begun] = await database.query<{ cursor: string; synced_at: number | null }>(
    sql`select cursor, synced_at from source where kind = 'demo'`,
  );
  if (begun !== undefined) return begun.synced_at === null ? Number(begun.cursor) : null;
  const isBegun = await database.transaction(async (session) => {
    const emptied = await session.run(sql`
      update organization set demo = true
      where not exists (select from entity) and not exists (select from activity)`);
    if (emptied === 0) return false;
    await session.run(
      sql`insert into source (kind, name, cursor) values ('demo', 'company', ${String(now)})`,
    );
    return true;
  });
  return isBegun ? now : null;
}

/** Who comes first: the organisation and its people, then records, then what happened. */
async function demoFiles(
  folder: string,
): Promise<readonly { readonly path: string; readonly mapping: CsvMapping | null }[]> {
  const plain = async (part: string) =>
    (await readdir(join(folder, part)))
      .sort()
      .map((name) => ({ path: `${part}/${name}`, mapping: null }));
  return [
    { path: 'crm/company.json', mapping: null },
    { path: 'crm', mapping: await readMapping(join(folder, 'crm/mapping.json')) },
    ...(await plain('mail')),
    ...(await plain('calendar')),
  ];
}

const demoFeedsSchema = z.array(
  z.object({ file: z.string(), url: z.string(), account: z.string().nullable() }),
);

/** News about the customers: feeds that nobody can ask for, as their hosts are invented. */
async function demoFeeds(folder: string): Promise<z.output<typeof demoFeedsSchema>> {
  return demoFeedsSchema.parse(JSON.parse(await readFile(join(folder, 'news/feeds.json'), 'utf8')));
}
