/**
 * Erasures that the list outside of the database knows of and the database does not: after a restore of an older backup,
 * or when an erasure was cut off before its transaction ended.
 */

import { reference } from '../analytics/directory.ts';
import { audit } from '../audit/record.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type SuppressionKey, suppressionHash } from '../ingest/suppressed.ts';
import { Problem } from '../model/problem.ts';
import type { EntityType } from '../model/vocabulary.ts';
import { erase } from './erase.ts';
import type { ErasedFile, SuppressedEntry } from './erased-file.ts';
import { suppress } from './list.ts';

/**
 * Carries out what is missing, in one transaction; answers how many people were erased again. Throws
 * `suppression_key_foreign` when the database was kept with another key.
 */
export async function eraseAgain(
  database: Database,
  erased: ErasedFile,
  now: number,
): Promise<number> {
  const key = await erased.key();
  if (key === null) return 0;
  const entries = await erased.entries();
  return database.transaction(async (session) => {
    // The owner of the tables has no policies; the program's role has.
    await session.run(sql`set local role rapport_worker`);
    await assertOwnKey(session, key);
    const missing = await notInDatabase(session, entries);
    if (missing.length === 0) return 0;
    const found = await everybodyIn(session, missing, key);
    if (found.people.length + found.addresses.length > 0) {
      const erasure = await erase(session, found, { key, now });
      await erased.add(erasure.entries);
    }
    await suppress(session, missing, key);
    const details = { again: true, people: found.people.length };
    await audit(session, { at: now, actor: 'system', action: 'erased', details });
    return found.people.length;
  });
}

async function assertOwnKey(session: Session, key: SuppressionKey): Promise<void> {
  const foreign = await session.query<{ key_id: string }>(
    sql`select key_id from suppressed where key_id <> ${key.id} limit 1`,
  );
  if (foreign.length === 0) return;
  throw new Problem({
    code: 'suppression_key_foreign',
    message: 'The list of erasures belongs to another database.',
    field: 'erased',
    value: `key ${key.id}, and not ${foreign[0]?.key_id}`,
    hint: 'Take the file "erased" from the data folder that the backup was made of.',
  });
}

async function notInDatabase(
  session: Session,
  entries: readonly SuppressedEntry[],
): Promise<readonly SuppressedEntry[]> {
  const known = await session.query<{ hash: string }>(sql`
    select encode(hash, 'hex') as hash from suppressed
    where hash = any(array(select decode(hash, 'hex') from unnest(${entries.map(({ hash }) => hash)}::text[]) given (hash)))`);
  const there = new Set(known.map(({ hash }) => hash));
  return entries.filter(({ hash }) => !there.has(hash));
}

/** Nobody can be looked up by a hash: everybody is hashed, a part at a time. */
async function everybodyIn(
  session: Session,
  entries: readonly SuppressedEntry[],
  key: SuppressionKey,
): Promise<{ readonly people: readonly number[]; readonly addresses: readonly number[] }> {
  const wanted = new Set(entries.map(({ hash }) => hash));
  const people: number[] = [];
  const addresses: number[] = [];
  const isWanted = (kind: SuppressedEntry['kind'], text: string) =>
    wanted.has(suppressionHash(key, kind, text).toString('hex'));
  for (let after = 0; ; ) {
    const rows = await session.query<{ key: number; type: EntityType; id: string }>(sql`
      select key, type, id from entity where key > ${after} and type in ('user', 'contact', 'lead')
      order by key limit ${atOnce}`);
    for (const { key: found, type, id } of rows)
      if (isWanted('person', reference(type, id))) people.push(found);
    if (rows.length < atOnce) break;
    after = rows.at(-1)?.key ?? 0;
  }
  for (let after = 0; ; ) {
    const rows = await session.query<{ key: number; address: string }>(
      sql`select key, address from address where key > ${after} order by key limit ${atOnce}`,
    );
    for (const { key: found, address } of rows)
      if (isWanted('address', address)) addresses.push(found);
    if (rows.length < atOnce) break;
    after = rows.at(-1)?.key ?? 0;
  }
  return { people, addresses };
}

const atOnce = 10_000;
