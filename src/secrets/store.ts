/** Secrets of connectors in the database, sealed: it holds no key, so that who has only it has none of them. */

import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type KeyPlace, type Keys, readKeys } from './keys.ts';
import { open, seal } from './seal.ts';

/** Stores a secret under its name, in the place of the one before. */
export async function putSecret(
  database: Database,
  secret: { readonly name: string; readonly text: string },
  place: KeyPlace,
): Promise<void> {
  await database.transaction((session) => putSecretIn(session, secret, place));
}

/** The same within the transaction of something else. */
export async function putSecretIn(
  session: Session,
  { name, text }: { readonly name: string; readonly text: string },
  place: KeyPlace,
): Promise<void> {
  // The key is read when no rotation is at work: what it does not see is sealed with its new key.
  await lockSecrets(session);
  const { newest } = await readKeys(place);
  const sealed = seal(text, name, newest);
  await session.run(
    sql`insert into secret (name, sealed, key_id) values (${name}, ${sealed}, ${newest.id})
        on conflict (name) do update
        set sealed = excluded.sealed, key_id = excluded.key_id, updated_at = now()`,
  );
}

/** The secret of this name; null when there is none. Throws `key_unknown` and `secret_damaged` as `open` does. */
export async function getSecret(
  database: Database,
  name: string,
  place: KeyPlace,
): Promise<string | null> {
  return database.transaction(async (session) => {
    // Row and keys of the same moment: between the two no rotation may come to its end.
    await session.run(sql`lock table secret in share mode`);
    const rows = await session.query<{ sealed: Buffer }>(
      sql`select sealed from secret where name = ${name}`,
    );
    const sealed = rows[0]?.sealed;
    return sealed === undefined ? null : open(sealed, name, (await readKeys(place)).all);
  });
}

/** The names of all secrets and when each was stored (ms); never what they are. */
export async function listSecrets(
  database: Session,
): Promise<readonly { readonly name: string; readonly updatedAt: number }[]> {
  return database.query<{ name: string; updatedAt: number }>(
    sql`select name, updated_at as "updatedAt" from secret order by name`,
  );
}

/** Forgets the secret; false when there was none of this name. */
export async function removeSecret(database: Session, name: string): Promise<boolean> {
  return (await database.run(sql`delete from secret where name = ${name}`)) > 0;
}

/** Seals with the newest key what another one sealed; answers how many. The session holds the lock. */
export async function sealAnew(session: Session, { newest, all }: Keys): Promise<number> {
  const rows = await session.query<{ name: string; sealed: Buffer }>(
    sql`select name, sealed from secret where key_id <> ${newest.id} order by name`,
  );
  for (const { name, sealed } of rows) {
    const again = seal(open(sealed, name, all), name, newest);
    await session.run(
      sql`update secret set sealed = ${again}, key_id = ${newest.id} where name = ${name}`,
    );
  }
  return rows.length;
}

/** Ids of the keys that some secret needs. */
export async function keysInUse(session: Session): Promise<readonly string[]> {
  const rows = await session.query<{ id: string }>(
    sql`select distinct key_id as id from secret order by 1`,
  );
  return rows.map(({ id }) => id);
}

/** Until the transaction ends: writers of secrets and of keys one after the other, in all processes. */
export async function lockSecrets(session: Session): Promise<void> {
  await session.run(sql`lock table secret in share row exclusive mode`);
}
