/** Files for the eyes of the user who runs the program alone: whole or not there, also after a power cut. */

import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../model/problem.ts';
import { flushFolder } from './disk.ts';

/** Makes a file, and its folder, unless another process was faster; whoever reads next gets the one that won. */
export async function makePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = await written(path, text);
  try {
    await link(fresh, path);
    await flushFolder(dirname(path));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(fresh);
  }
}

/** Puts a file in the place of the one that was there: after a power cut there is the old one or this. */
export async function replacePrivate(path: string, text: string): Promise<void> {
  const fresh = await written(path, text);
  try {
    await rename(fresh, path);
    await flushFolder(dirname(path));
  } finally {
    await rm(fresh, { force: true });
  }
}

/**
 * How others than the user who runs the program could read or change an open file, as `mode 0644, uid 5`; null when
 * nobody could. Asked of the open file, because nobody can put another in its place.
 */
export async function sharedWith(file: FileHandle): Promise<string | null> {
  const { mode, uid } = await file.stat();
  const own = process.getuid?.();
  if (own === undefined || ((mode & 0o077) === 0 && uid === own)) return null;
  return `mode ${(mode & 0o777).toString(8).padStart(4, '0')}, uid ${uid}`;
}

async function written(path: string, text: string): Promise<string> {
  const fresh = `${path}.${randomUUID()}.new`;
  const file = await open(fresh, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return fresh;
}
