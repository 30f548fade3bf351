/** The file that holds the keys: one a line, the newest last, for the eyes of the user who runs the program alone. */

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { makePrivate, replacePrivate, sharedWith } from '../files/private-file.ts';
import { errorCode, Problem } from '../model/problem.ts';
import { type Key, keyOf } from './seal.ts';

/**
 * The keys of the file; null when there is no such file. Throws `key_file_open` when others could read or write it and
 * `key_invalid` when it holds something else.
 */
export async function readKeyFile(path: string): Promise<readonly Key[] | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw unreadable(path, error);
  });
  if (file === null) return null;
  try {
    const others = await sharedWith(file);
    if (others !== null) throw seen(path, others);
    const lines = (await file.readFile('utf8')).split('\n').filter((line) => line !== '');
    if (lines.length === 0) keyOf('', path);
    return lines.map((line) => keyOf(line, path));
  } finally {
    await file.close();
  }
}

/** Writes the keys in the place of those that were there: after a power cut there are the old ones or these. */
export async function writeKeyFile(path: string, keys: readonly Key[]): Promise<void> {
  await replacePrivate(path, textOfKeys(keys));
}

/** Writes the first key unless another process was faster; whoever asks next reads the one that won. */
export async function makeKeyFile(path: string, key: Key): Promise<void> {
  await makePrivate(path, textOfKeys([key]));
}

function textOfKeys(keys: readonly Key[]): string {
  return keys.map(({ bytes }) => `${bytes.toString('base64')}\n`).join('');
}

function unreadable(path: string, cause: unknown): Problem {
  return new Problem({
    code: 'key_file_unreadable',
    message: `The file with the key for sealing secrets cannot be read (${errorCode(cause)}).`,
    field: 'key file',
    value: path,
    hint: 'It must be a file, no link, of the user who runs the program, with mode 0600.',
    cause,
  });
}

function seen(path: string, others: string): Problem {
  return new Problem({
    code: 'key_file_open',
    message: 'Others than the user who runs the program could read or change the key for sealing.',
    field: path,
    value: others,
    hint: `Run: chmod 600 '${path}', as the user who runs the program. If others had access, rotate the key after: npm run -s rapport -- rotate-key.`,
  });
}
