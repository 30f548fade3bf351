import { link, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textOf } from '../../files/disk.ts';
import { errorCode, Problem } from '../../model/problem.ts';
import { processIdentity } from './processes.ts';

/** The right to run a server on one folder, held by one process at a time. */
export type Ownership = { release(): Promise<void> };

/**
 * Takes the folder for this process, also from an owner that has died without giving it back. Throws
 * `data_folder_in_use`, naming the process, while another one (or an earlier call in this one) holds it.
 */
export async function takeOwnership(folder: string): Promise<Ownership> {
  const lock = join(folder, 'owner.lock');
  const mine = `${process.pid} ${await processIdentity(process.pid)}\n`;
  const draft = `${lock}.${process.pid}`;
  await writeFile(draft, mine);
  try {
    while (!(await linked(draft, lock))) await removeStale(lock, folder);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    async release() {
      if ((await textOf(lock)) === mine) await rm(lock, { force: true });
    },
  };
}

/** A link appears with its whole content or not at all, and of two that try at once one fails. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(lock: string, folder: string): Promise<void> {
  const seen = await textOf(lock);
  if (seen === null) return;
  const [pid = '', ...identity] = seen.trim().split(' ');
  if ((await processIdentity(Number(pid))) === identity.join(' ')) throw inUse(folder, pid);

  // Somebody else may have taken the stale lock over since it was read: then what is moved away here is theirs, and
  // is put back.
  const aside = `${lock}.${process.pid}.stale`;
  await rename(lock, aside).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
  if ((await textOf(aside)) !== seen) await linked(aside, lock);
  await rm(aside, { force: true });
}

function inUse(folder: string, pid: string): Problem {
  return new Problem({
    code: 'data_folder_in_use',
    message: `The data folder is in use by process ${pid}.`,
    field: 'dataFolder',
    value: folder,
    hint: `Stop process ${pid} first, or set RAPPORT_DATA to another folder.`,
  });
}
