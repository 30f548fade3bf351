import type { Database, Session } from '../db/pool.ts';
import { addKey, dropKeys, type KeyPlace } from './keys.ts';
import { keysInUse, lockSecrets, sealAnew } from './store.ts';

/**
 * Makes a new key, seals every secret with it and drops the old ones; answers how many secrets. The key file holds old
 * and new keys from before the first row changes until after the commit is known, so that whenever this is broken off
 * everything opens, and doing it again finishes it. NOTE: a backup of before needs the key of before.
 */
export async function rotateKey(database: Database, place: KeyPlace): Promise<number> {
  const alone = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
    database.transaction(async (session) => {
      await lockSecrets(session);
      return work(session);
    });
  const keys = await alone(() => addKey(place));
  const number = await alone((session) => sealAnew(session, keys));
  await alone(async (session) => {
    const inUse = await keysInUse(session);
    const old = keys.all.filter((key) => key !== keys.newest).map(({ id }) => id);
    await dropKeys(
      place,
      old.filter((id) => !inUse.includes(id)),
    );
  });
  return number;
}
