import type { Database } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { runImport } from '../../ingest/import.ts';
import type { SuppressionKey } from '../../ingest/suppressed.ts';
import type { Bundle, Item } from '../../model/bundle.ts';
import { type Erasure, erase } from '../erase.ts';
import type { ErasedFile, SuppressedEntry } from '../erased-file.ts';
import type { PersonRef } from './bundle-without.ts';

export const keyForTests: SuppressionKey = { id: 'a key', bytes: Buffer.alloc(32, 7) };

/** A list of erasures that is kept in memory. */
export function erasedInMemory(): ErasedFile {
  const list = new Map<string, SuppressedEntry>();
  return {
    key: async () => (list.size === 0 ? null : keyForTests),
    keyToAdd: async () => keyForTests,
    add: async (entries) => {
      for (const entry of entries) if (!list.has(entry.hash)) list.set(entry.hash, entry);
    },
    entries: async () => [...list.values()],
  };
}

/** Everything of a bundle, people first, so that first owners are those of the bundle. */
export function itemsInOrder(bundle: Bundle): readonly Item[] {
  return [
    { type: 'organization', value: bundle.organization },
    { type: 'settings', value: bundle.settings },
    ...bundle.users.map((value) => ({ type: 'user' as const, value })),
    ...bundle.contacts.map((value) => ({ type: 'contact' as const, value })),
    ...bundle.leads.map((value) => ({ type: 'lead' as const, value })),
    ...bundle.accounts.map((value) => ({ type: 'account' as const, value })),
    ...bundle.opportunities.map((value) => ({ type: 'opportunity' as const, value })),
    ...bundle.activities.map((value) => ({ type: 'activity' as const, value })),
  ];
}

/** Imports items in one batch, keeping out who was erased. */
export function importWithout(database: Database, items: readonly Item[], name = 'test') {
  return runImport(
    database,
    {
      connector: async function* () {
        yield { items, rejects: [], cursor: '1', progress: { done: 1, total: 1 } };
      },
      source: { kind: 'bundle', name, bulkRule: true },
      signal: new AbortController().signal,
    },
    { clock: () => nowOfErasing, onProgress: () => {}, suppressionKey: async () => keyForTests },
  );
}

export const nowOfErasing = Date.parse('2026-11-21T00:00:00Z');

/** Erases one person. */
export async function eraseOne(database: Database, { type, id }: PersonRef): Promise<Erasure> {
  return database.transaction(async (session) => {
    const found = await session.query<{ key: number }>(
      sql`select key from entity where type = ${type} and id = ${id}`,
    );
    const people = found.map(({ key }) => key);
    return erase(session, { people, addresses: [] }, { key: keyForTests, now: nowOfErasing });
  });
}
