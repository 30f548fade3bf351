import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addKey, dropKeys, type KeyPlace, readKeys } from './keys.ts';
import { newKey } from './seal.ts';

let folder = '';
let place: KeyPlace;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-key-'));
  place = { dataFolder: folder, key: null, keyBefore: null };
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const text = () => newKey().bytes.toString('base64');

describe('the key file', () => {
  it('is made at first need, for its user alone, and stays', async () => {
    const deep = { ...place, dataFolder: join(folder, 'data') };
    const first = await readKeys(deep);
    const { mode } = await stat(join(folder, 'data', 'key'));
    expect(mode & 0o777).toBe(0o600);
    expect(await readKeys(deep)).toEqual(first);
    expect(await readdir(join(folder, 'data'))).toEqual(['key']);
  });

  it('is made once when many ask at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => readKeys(place)));
    const ids = all.flatMap((keys) => keys.all.map(({ id }) => id));
    expect(ids).toEqual(Array.from({ length: 20 }, () => ids[0]));
    expect(await readdir(folder)).toEqual(['key']);
  });

  it.each([0o644, 0o640, 0o604, 0o660, 0o602, 0o700 | 0o010])(
    'is refused with mode %o',
    async (mode) => {
      await writeFile(join(folder, 'key'), `${text()}\n`);
      await chmod(join(folder, 'key'), mode);
      await expect(readKeys(place)).rejects.toMatchObject({
        code: 'key_file_open',
        field: join(folder, 'key'),
        value: expect.stringContaining(`mode ${mode.toString(8).padStart(4, '0')}`),
        hint: expect.stringContaining('chmod 600'),
      });
    },
  );

  it('is refused when it is something else than a key', async () => {
    await writeFile(join(folder, 'key'), '', { mode: 0o600 });
    await expect(readKeys(place)).rejects.toMatchObject({ code: 'key_invalid' });
    await writeFile(join(folder, 'key'), 'hello\n');
    await expect(readKeys(place)).rejects.toMatchObject({
      code: 'key_invalid',
      value: '5 characters (not shown)',
    });
  });

  it('is refused when it is a link', async () => {
    await writeFile(join(folder, 'elsewhere'), `${text()}\n`, { mode: 0o600 });
    await symlink(join(folder, 'elsewhere'), join(folder, 'key'));
    await expect(readKeys(place)).rejects.toMatchObject({ code: 'key_file_unreadable' });
  });

  it('takes a key more and loses an old one', async () => {
    const { newest: old } = await readKeys(place);
    const both = await addKey(place);
    expect(both.all.map(({ id }) => id)).toEqual([old.id, both.newest.id]);
    expect(await readKeys(place)).toEqual(both);
    await dropKeys(place, [old.id]);
    expect((await readKeys(place)).all).toEqual([both.newest]);
    expect((await stat(join(folder, 'key'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(folder, 'key'), 'utf8')).split('\n')).toHaveLength(2);
  });
});

describe('the key in the environment', () => {
  it('takes the place of the file, which is neither read nor made', async () => {
    await mkdir(join(folder, 'key'));
    const key = text();
    expect((await readKeys({ ...place, key })).newest.bytes.toString('base64')).toBe(key);
  });

  it('is changed by whoever sets it: the old one opens until then', async () => {
    const [key, keyBefore] = [text(), text()];
    await expect(addKey({ ...place, key })).rejects.toMatchObject({ code: 'key_from_environment' });
    const keys = await addKey({ ...place, key, keyBefore });
    expect(keys.all.map(({ bytes }) => bytes.toString('base64'))).toEqual([keyBefore, key]);
    await dropKeys({ ...place, key, keyBefore }, [keys.newest.id]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not shown when it does not fit', async () => {
    const wrong = text().slice(1);
    await expect(readKeys({ ...place, key: wrong })).rejects.toSatisfy(
      (error) => error instanceof Error && !JSON.stringify([error, error.message]).includes(wrong),
    );
  });
});
