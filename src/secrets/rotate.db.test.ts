import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type KeyPlace, readKeys } from './keys.ts';
import { rotateKey } from './rotate.ts';
import { newKey } from './seal.ts';
import { getSecret, listSecrets, putSecret, removeSecret } from './store.ts';

const secrets: Readonly<Record<string, string>> = {
  'source:calendar:token': 'ey-calendar',
  'source:mail:password': 'correct horse',
  'source:mail:refresh': 'battery staple ⚿',
};

let database: TestDatabase;
let folder = '';
let place: KeyPlace;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-secrets-'));
  place = { dataFolder: folder, key: null, keyBefore: null };
  await database.db.run(sql`delete from secret`);
  for (const [name, text] of Object.entries(secrets))
    await putSecret(database.db, { name, text }, place);
});
afterEach(() => rm(folder, { recursive: true }));

describe('secrets of connectors', () => {
  it('come back as they went in, and are listed by name alone', async () => {
    expect(await opened()).toEqual(secrets);
    const listed = await listSecrets(database.db);
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(secrets));
    expect(Object.keys(listed[0] ?? {})).toEqual(['name', 'updatedAt']);
    await putSecret(database.db, { name: 'source:mail:password', text: 'new' }, place);
    expect(await getSecret(database.db, 'source:mail:password', place)).toBe('new');
    expect(await removeSecret(database.db, 'source:mail:password')).toBe(true);
    expect(await removeSecret(database.db, 'source:mail:password')).toBe(false);
    expect(await getSecret(database.db, 'source:mail:password', place)).toBeNull();
  });

  it('are in the database neither as they are nor beside their key', async () => {
    const rows = await database.db.query(sql`select * from secret`);
    const all = rows.flatMap((row) =>
      Object.values(row).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(`${value}`))),
    );
    expect(all.length).toBeGreaterThan(9);
    const { newest } = await readKeys(place);
    const texts = [newest.bytes.toString('base64'), newest.bytes.toString('hex')];
    for (const bytes of all) {
      for (const text of [...Object.values(secrets), ...texts])
        expect(bytes.includes(text)).toBe(false);
      expect(bytes.includes(newest.bytes)).toBe(false);
    }
  });

  it('do not open in the row of another, nor without their key', async () => {
    await database.db.run(sql`
      update secret set sealed = (select sealed from secret where name = 'source:mail:password')
      where name = 'source:calendar:token'`);
    await expect(getSecret(database.db, 'source:calendar:token', place)).rejects.toMatchObject({
      code: 'secret_damaged',
      field: 'source:calendar:token',
    });
    const other = { ...place, key: newKey().bytes.toString('base64') };
    await expect(getSecret(database.db, 'source:mail:password', other)).rejects.toMatchObject({
      code: 'key_unknown',
    });
  });
});

describe('a rotation of the key', () => {
  it('seals everything anew, and the old key is gone', async () => {
    const { newest: old } = await readKeys(place);
    const before = await sealed();
    expect(await rotateKey(database.db, place)).toBe(3);
    const { all } = await readKeys(place);
    expect(all).toHaveLength(1);
    expect(all[0]?.id).not.toBe(old.id);
    expect(await opened()).toEqual(secrets);
    expect(await readFile(join(folder, 'key'), 'utf8')).not.toContain(old.bytes.toString('base64'));
    expect((await sealed()).filter((text) => before.includes(text))).toEqual([]);
  });

  it('with a key of the environment goes over to the one that was set', async () => {
    const [first, second] = [newKey(), newKey()].map(({ bytes }) => bytes.toString('base64'));
    const before = { ...place, key: first ?? '' };
    await putSecret(database.db, { name: 'source:crm:token', text: 'abc' }, before);
    await database.db.run(sql`delete from secret where name <> 'source:crm:token'`);
    const after = { ...place, key: second ?? '' };
    await expect(rotateKey(database.db, after)).rejects.toMatchObject({
      code: 'key_from_environment',
    });
    expect(await rotateKey(database.db, { ...after, keyBefore: first ?? '' })).toBe(1);
    expect(await getSecret(database.db, 'source:crm:token', after)).toBe('abc');
  });

  it('leaves everything open wherever it is broken off, and is finished by the next', async () => {
    let broken = 0;
    for (let step = 1; ; step += 1) {
      const error = await rotateKey(breakingAt(step, database.db), place).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(await opened(), `broken off at step ${step}`).toEqual(secrets);
      if (error === null) break;
      expect(error).toBe(cut);
      broken += 1;
      // What a connector stores in between is sealed with a key that stays until it is sealed anew.
      await putSecret(database.db, { name: 'source:calendar:token', text: 'ey-calendar' }, place);
      if (step % 3 === 0) await rotateKey(database.db, place);
      expect(await opened(), `after step ${step}`).toEqual(secrets);
    }
    expect(broken).toBeGreaterThan(15);
    expect((await readKeys(place)).all).toHaveLength(1);
  });

  it('leaves everything open when the key file cannot be written', async () => {
    const isRoot = process.getuid?.() === 0;
    const key = await readFile(join(folder, 'key'), 'utf8');
    const gone = { ...place, dataFolder: join(folder, 'key', 'gone') };
    await expect(rotateKey(database.db, gone)).rejects.toThrow();
    if (!isRoot) {
      await chmod(folder, 0o500);
      await expect(rotateKey(database.db, place)).rejects.toThrow();
      await chmod(folder, 0o700);
    }
    expect(await readFile(join(folder, 'key'), 'utf8')).toBe(key);
    expect(await opened()).toEqual(secrets);
    expect(await readdir(folder)).toEqual(['key']);
  });

  it.each([1, 2, 3])('lets another one pass before its step %i', async (step) => {
    let steps = 0;
    const overtaken: Database = {
      ...database.db,
      async transaction(work, options) {
        steps += 1;
        if (steps === step) await rotateKey(database.db, place);
        return database.db.transaction(work, options);
      },
    };
    await rotateKey(overtaken, place);
    expect(steps).toBe(3);
    expect(await opened()).toEqual(secrets);
    expect((await readKeys(place)).all).toHaveLength(1);
  });

  it('loses nothing when several run at once and secrets are stored meanwhile', async () => {
    const writes = Array.from({ length: 12 }, (_, at) =>
      putSecret(database.db, { name: `source:${at}:password`, text: `password ${at}` }, place),
    );
    await Promise.all([
      rotateKey(database.db, place),
      ...writes,
      rotateKey(database.db, place),
      rotateKey(database.db, place),
    ]);
    const all = await opened();
    expect(Object.keys(all)).toHaveLength(15);
    expect(all).toMatchObject({ ...secrets, 'source:11:password': 'password 11' });
    await rotateKey(database.db, place);
    expect((await readKeys(place)).all).toHaveLength(1);
    expect(await opened()).toEqual(all);
  });
});

const cut = new Error('cut off');

/** The database, but its n-th step fails: a statement before it ran, a commit before it or after it was done. */
function breakingAt(step: number, db: Database): Database {
  let steps = 0;
  const next = () => {
    steps += 1;
    if (steps === step) throw cut;
  };
  return {
    ...db,
    async transaction(work, options) {
      next();
      const result = await db.transaction(async (session) => {
        const broken: Session = {
          ...session,
          query: (statement) => {
            next();
            return session.query(statement);
          },
          run: (statement) => {
            next();
            return session.run(statement);
          },
        };
        const answer = await work(broken);
        next();
        return answer;
      }, options);
      next();
      return result;
    },
  };
}

async function opened(): Promise<Record<string, string | null>> {
  const names = (await listSecrets(database.db)).map(({ name }) => name);
  const entries = names.map(
    async (name) => [name, await getSecret(database.db, name, place)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function sealed(): Promise<readonly string[]> {
  const rows = await database.db.query<{ text: string }>(
    sql`select encode(sealed, 'hex') as text from secret order by name`,
  );
  return rows.map(({ text }) => text);
}
