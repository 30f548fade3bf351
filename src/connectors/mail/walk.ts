/** The message files of a folder, in an order in which a walk can be taken up again. */

import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unreadable } from './bytes.ts';

/** A file, or something that cannot be read as one and why; paths are relative to the folder, parts joined by `/`. */
export type Found =
  | { readonly path: string; readonly kind: 'file' }
  | { readonly path: string; readonly kind: 'other'; readonly expected: string };

/**
 * Every file below `root`, folder by folder in the order of names; with `from`, from that path on (itself included).
 * In a Maildir only `cur`, `new` and subfolders are entered. Throws `mail_unreadable` when `root` cannot be read.
 */
export async function* filesBelow(root: string, from: string | null): AsyncGenerator<Found> {
  yield* filesIn({ root, path: '', entries: await entriesOf(root) }, from?.split('/') ?? []);
}

/** Whether a folder is itself a Maildir: one with `cur` or `new`. */
export async function isMaildir(path: string): Promise<boolean> {
  return hasMaildir(await entriesOf(path));
}

type Folder = { readonly root: string; readonly path: string; readonly entries: readonly Dirent[] };

async function* filesIn(folder: Folder, from: readonly string[]): AsyncGenerator<Found> {
  const [first, ...rest] = from;
  for (const entry of entriesWithMail(folder.entries)) {
    if (first !== undefined && entry.name < first) continue;
    const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
    const kind = await kindOf(entry, join(folder.root, path));
    if (kind !== 'folder') {
      yield kind === 'file' ? { path, kind } : { path, kind: 'other', expected: kind };
      continue;
    }
    const entries = await entriesOrNull(join(folder.root, path));
    if (entries === null) yield { path, kind: 'other', expected: 'a folder that can be read' };
    else yield* filesIn({ root: folder.root, path, entries }, entry.name === first ? rest : []);
  }
}

/** Beside `cur` and `new` a Maildir has messages still being written (`tmp`) and the indexes of servers. */
function entriesWithMail(entries: readonly Dirent[]): readonly Dirent[] {
  if (!hasMaildir(entries)) return entries;
  return entries.filter((entry) => entry.isDirectory() && entry.name !== 'tmp');
}

function hasMaildir(entries: readonly Dirent[]): boolean {
  return entries.some((entry) => entry.isDirectory() && ['cur', 'new'].includes(entry.name));
}

/** `file`, `folder`, or what was expected instead. */
async function kindOf(entry: Dirent, path: string): Promise<string> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  const isFile = entry.isSymbolicLink() && (await isLinkToFile(path));
  // Links to folders may lead in circles, and reading a pipe may never end.
  return isFile ? 'file' : 'a file or folder (links to folders are not followed)';
}

async function isLinkToFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function entriesOf(path: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function entriesOrNull(path: string): Promise<readonly Dirent[] | null> {
  try {
    return await entriesOf(path);
  } catch {
    return null;
  }
}
