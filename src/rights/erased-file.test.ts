import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasedFile, type SuppressedEntry, takeOver } from './erased-file.ts';

const entry = (letter: string): SuppressedEntry => ({
  hash: letter.repeat(64),
  kind: 'person',
  internal: null,
  at: '2026-11-20T12:00:00.000Z',
});

describe('the list of erasures outside of the database', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapport-erased-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is not there while nobody was erased, and then has one key, whoever asks first', async () => {
    const path = join(folder, 'first');
    expect(await erasedFile(path).key()).toBeNull();
    const keys = await Promise.all([1, 2, 3].map(() => erasedFile(path).keyToAdd()));
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('holds each entry once, and goes on after a line that a power cut broke off', async () => {
    const path = join(folder, 'second');
    const file = erasedFile(path);
    await file.keyToAdd();
    await file.add([entry('a')]);
    await writeFile(path, `${await readFile(path, 'utf8')}{"hash":"bbb`);
    expect(await file.entries()).toEqual([entry('a')]);
    await file.add([entry('a'), entry('c')]);
    expect(await file.entries()).toEqual([entry('a'), entry('c')]);
  });

  it('is refused when others could read it, and when it is damaged, without showing it', async () => {
    const path = join(folder, 'third');
    await erasedFile(path).keyToAdd();
    await chmod(path, 0o644);
    await expect(erasedFile(path).key()).rejects.toMatchObject({ code: 'erased_file_open' });
    await chmod(path, 0o600);
    await writeFile(path, 'secret\n');
    await expect(erasedFile(path).key()).rejects.toMatchObject({
      code: 'erased_file_invalid',
      value: 'line 1 (not shown)',
    });
  });

  it('goes to another data folder as a whole, but into none that has one with another key', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'new', 'erased')];
    const key = await erasedFile(from).keyToAdd();
    await erasedFile(from).add([entry('a')]);
    await takeOver(from, to);
    await erasedFile(from).add([entry('b')]);
    await takeOver(from, to);
    expect(await erasedFile(to).entries()).toEqual([entry('a'), entry('b')]);
    expect((await erasedFile(to).key())?.id).toBe(key.id);
    const other = join(folder, 'other');
    await erasedFile(other).keyToAdd();
    await expect(takeOver(from, other)).rejects.toMatchObject({ code: 'erased_file_other' });
  });
});
