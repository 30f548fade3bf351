/** Where the keys come from: the environment, or else a file in the data folder. Never from the database. */

import { join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { makeKeyFile, readKeyFile, writeKeyFile } from './key-file.ts';
import { type Key, keyOf, newKey } from './seal.ts';

export type KeyPlace = {
  readonly dataFolder: string;
  /** RAPPORT_KEY: takes the place of the file; null: the file. */
  readonly key: string | null;
  /** RAPPORT_KEY_BEFORE: what was RAPPORT_KEY until now, while it is changed. */
  readonly keyBefore: string | null;
};

/** All keys that open; `newest` is the one that seals. */
export type Keys = { readonly newest: Key; readonly all: readonly Key[] };

/** The keys as they are now; the first one is made when there is none. */
export async function readKeys(place: KeyPlace): Promise<Keys> {
  const given = fromEnvironment(place);
  if (given !== null) return given;
  const path = fileOf(place);
  const there = await readKeyFile(path);
  if (there !== null) return keysOf(there);
  await makeKeyFile(path, newKey());
  return keysOf((await readKeyFile(path)) ?? []);
}

/** Makes a key beside those that are there; from now on it seals, and all of them open. */
export async function addKey(place: KeyPlace): Promise<Keys> {
  const { newest, all } = await readKeys(place);
  if (place.key !== null) {
    if (all.length > 1) return { newest, all };
    throw new Problem({
      code: 'key_from_environment',
      message: 'The key stands in the environment, where the program cannot change it.',
      field: 'RAPPORT_KEY_BEFORE',
      hint: 'Set RAPPORT_KEY to a new key (openssl rand -base64 32) and RAPPORT_KEY_BEFORE to the one of until now, run this again, then unset RAPPORT_KEY_BEFORE.',
    });
  }
  const keys = [...all, newKey()];
  await writeKeyFile(fileOf(place), keys);
  return keysOf(keys);
}

/** Drops these keys from the file. Only when it is certain that nothing is sealed with them. */
export async function dropKeys(place: KeyPlace, ids: readonly string[]): Promise<void> {
  if (place.key !== null) return;
  const { all } = await readKeys(place);
  await writeKeyFile(
    fileOf(place),
    all.filter(({ id }) => !ids.includes(id)),
  );
}

function fileOf({ dataFolder }: KeyPlace): string {
  return join(dataFolder, 'key');
}

function fromEnvironment({ key, keyBefore }: KeyPlace): Keys | null {
  if (key === null) return null;
  const before = keyBefore === null ? [] : [keyOf(keyBefore, 'RAPPORT_KEY_BEFORE')];
  return keysOf([...before, keyOf(key, 'RAPPORT_KEY')]);
}

function keysOf(all: readonly Key[]): Keys {
  const newest = all.at(-1);
  if (newest !== undefined) return { newest, all };
  throw new Problem({ code: 'key_missing', message: 'The key was taken away as it was made.' });
}
