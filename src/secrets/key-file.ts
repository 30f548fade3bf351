/** The file that holds the keys: one a line, the newest last, for the eyes of the user who runs the program alone. */

import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../model/problem.ts';
import { type Key, keyOf } from './seal.ts';

/**
 * The keys of the file; null when there is no such file. Throws `key_file_open` when others could read or write it and
 * `key_invalid` when it holds something else.
 */
export async function readKeyFile(path: string): Promise<readonly Key[] | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw unreadable(path, error);
  });
  if (file === null) return null;
  try {
    // Asked of the open file, which nobody can put another in the place of.
    const { mode, uid } = await file.stat();
    const own = process.getuid?.();
    if (own !== undefined && ((mode & 0o077) !== 0 || uid !== own)) throw seen(path, mode, uid);
    const lines = (await file.readFile('utf8')).split('\n').filter((line) => line !== '');
    if (lines.length === 0) keyOf('', path);
    return lines.map((line) => keyOf(line, path));
  } finally {
    await file.close();
  }
}

/** Writes the keys in the place of those that were there: after a power cut there are the old ones or these. */
export async function writeKeyFile(path: string, keys: readonly Key[]): Promise<void> {
  const fresh = await written(path, keys);
  try {
    await rename(fresh, path);
    await synced(dirname(path));
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Writes the first key unless another process was faster; whoever asks next reads the one that won. */
export async function makeKeyFile(path: string, key: Key): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = await written(path, [key]);
  try {
    await link(fresh, path);
    await synced(dirname(path));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(fresh);
  }
}

async function written(path: string, keys: readonly Key[]): Promise<string> {
  const fresh = `${path}.${randomUUID()}.new`;
  const file = await open(fresh, 'wx', 0o600);
  try {
    await file.writeFile(keys.map(({ bytes }) => `${bytes.toString('base64')}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
  return fresh;
}

async function synced(folder: string): Promise<void> {
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}

function unreadable(path: string, cause: unknown): Problem {
  return new Problem({
    code: 'key_file_unreadable',
    message: `The file with the key for sealing secrets cannot be read (${codeOf(cause)}).`,
    field: 'key file',
    value: path,
    hint: 'It must be a file, no link, of the user who runs the program, with mode 0600.',
    cause,
  });
}

function seen(path: string, mode: number, uid: number): Problem {
  return new Problem({
    code: 'key_file_open',
    message: 'Others than the user who runs the program could read or change the key for sealing.',
    field: path,
    value: `mode ${(mode & 0o777).toString(8).padStart(4, '0')}, uid ${uid}`,
    hint: `Run: chmod 600 '${path}', as the user who runs the program. If others had access, rotate the key after: npm run -s rapport -- rotate-key.`,
  });
}
