/** What a file system answers and promises. */

import { open, readFile } from 'node:fs/promises';
import { errorCode } from '../model/problem.ts';

/** The text of a file; null when there is no such file (or, under /proc, no such process any more). */
export async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESRCH') return null;
    throw error;
  }
}

/**
 * Resolves when the names in a folder would outlast a power cut: what was made, linked or renamed there has its new name
 * on the disk only with the folder (fsync(2)). Windows knows no such thing.
 */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
