import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch, Item, Reject } from '../../model/bundle.ts';
import { Problem } from '../../model/problem.ts';
import { csvConnector } from './connector.ts';
import { type CsvMapping, parseMapping } from './mapping.ts';

/** Files for a test of the import, each set in a folder of its own. */
export type Trial = {
  readonly folder: (files: Readonly<Record<string, string | Buffer>>) => Promise<string>;
  /** Removes all folders. */
  readonly close: () => Promise<void>;
};

/** A trial without folders yet. */
export function createTrial(): Trial {
  const folders: string[] = [];
  return {
    async folder(files) {
      const path = await mkdtemp(join(tmpdir(), 'rapport-csv-'));
      folders.push(path);
      for (const [name, content] of Object.entries(files))
        await writeFile(join(path, name), content);
      return path;
    },
    async close() {
      for (const path of folders) await rm(path, { recursive: true });
    },
  };
}

/** All batches of an import without a break. */
export async function drained(
  path: string,
  mapping: CsvMapping,
  batchSize = 1000,
): Promise<Batch[]> {
  const batches: Batch[] = [];
  const signal = new AbortController().signal;
  for await (const batch of csvConnector(path, mapping, { batchSize })({ cursor: null, signal })) {
    batches.push(batch);
  }
  return batches;
}

/** What an import gives, with the mapping as it stands in its file. */
export async function imported(
  path: string,
  mapping: unknown,
): Promise<{ readonly values: readonly Item['value'][]; readonly rejects: readonly Reject[] }> {
  const batches = await drained(path, parseMapping(mapping));
  return {
    values: batches.flatMap(({ items }) => items.map(({ value }) => value)),
    rejects: batches.flatMap(({ rejects }) => rejects),
  };
}

/** The Problem that an attempt ends in. */
export async function problemOf(attempt: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await attempt.catch((error: unknown) => error);
  if (thrown instanceof Problem) return thrown;
  throw new Error(`no Problem: ${String(thrown)}`);
}

/** A mapping of one file of deals, and the head of that file. */
export const deals = {
  timeZone: 'Europe/Berlin',
  tables: [
    {
      file: 'deals.csv',
      type: 'opportunity',
      fields: {
        id: 'No',
        name: 'Title',
        status: { from: 'State', values: { Offen: 'open', Gewonnen: 'won' } },
        estimatedValue: 'Value',
        createdAt: 'Since',
        closedAt: 'Closed',
      },
    },
  ],
};
export const dealHeader = 'No,Title,State,Value,Since,Closed\n';
