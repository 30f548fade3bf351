import type { Database, Session } from '../db/pool.ts';
import { addKey, dropKeys, type KeyPlace, readKeys } from './keys.ts';
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
  await alone(() => addKey(place));
  // Another process may have made a newer key meanwhile: whichever is the newest seals.
  const number = await alone(async (session) => sealAnew(session, await readKeys(place)));
  await alone(async (session) => {
    const inUse = await keysInUse(session);
    const { newest, all } = await readKeys(place);
    const ids = all.filter((key) => key !== newest).map(({ id }) => id);
    await dropKeys(
      place,
      ids.filter((id) => !inUse.includes(id)),
    );
  });
  return number;
}
