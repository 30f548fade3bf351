/** Messages that are files: EML, and Maildir with its subfolders. */

import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Connector, Reject } from '../../model/bundle.ts';
import { type MailOptions, type MailPart, type MailSource, mailConnector } from './batches.ts';
import { mailFile, unreadable } from './bytes.ts';
import { readCursor } from './cursor.ts';
import type { Headers } from './headers.ts';
import { mboxParts, mboxPosition, usablePosition } from './mbox.ts';
import { type MessageFile, readMessageFile } from './message-file.ts';
import { type Found, filesBelow } from './walk.ts';

/**
 * The messages of an EML file, or of all files in a folder and below (mbox files among them included). The cursor is
 * the last path done; progress is in files. Throws `mail_unreadable`.
 */
export function emlConnector(path: string, options: MailOptions): Connector {
  return mailConnector(async (cursor) => {
    const position = readCursor(folderPosition, cursor) ?? start;
    return (await isFolder(path)) ? openFolder(path, position) : openFile(path, position);
  }, options);
}

/** The messages of a Maildir and the Maildirs below it; drafts have the status `draft`. Otherwise as `emlConnector`. */
export function maildirConnector(path: string, options: MailOptions): Connector {
  return emlConnector(path, options);
}

const folderPosition = z.object({
  /** The last path that was done; with `within` the one that is being read; null at the start. */
  path: z.string().nullable(),
  within: mboxPosition.optional(),
  done: z.int().nonnegative(),
});
type FolderPosition = z.infer<typeof folderPosition>;

const start: FolderPosition = { path: null, done: 0 };

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function openFolder(root: string, from: FolderPosition): Promise<MailSource> {
  let total = 0;
  for await (const _ of filesBelow(root, null)) total++;
  return { total, parts: folderParts({ root, files: filesBelow(root, from.path) }, from) };
}

function openFile(path: string, from: FolderPosition): MailSource {
  const files = [{ path: basename(path), kind: 'file' as const }];
  return { total: 1, parts: folderParts({ root: dirname(path), files }, from) };
}

type Folder = { readonly root: string; readonly files: AsyncIterable<Found> | readonly Found[] };

async function* folderParts(
  { root, files }: Folder,
  from: FolderPosition,
): AsyncGenerator<readonly MailPart[]> {
  let position = from;
  for await (const group of groupsOf(files)) {
    const read = await Promise.all(group.map((found) => readFound(root, found)));
    for (const [i, { path }] of group.entries()) {
      const file = read[i];
      if (file === undefined || isDone(path, from)) continue;
      if (file.kind === 'mbox') yield* mboxPartsOf(path, { root, position });
      else yield [{ position, done: position.done, ...partOf(path, file) }];
      position = { path, done: position.done + 1 };
    }
  }
  const { path, done } = position;
  yield [{ position: { path, done }, done, end: true }];
}

/** Files that are read at the same time: a small file is mostly waiting. */
const groupSize = 16;

async function* groupsOf(files: Folder['files']): AsyncGenerator<readonly Found[]> {
  let group: Found[] = [];
  for await (const found of files) {
    group.push(found);
    if (group.length < groupSize) continue;
    yield group;
    group = [];
  }
  yield group;
}

async function readFound(root: string, found: Found): Promise<MessageFile> {
  if (found.kind === 'file') return readMessageFile(join(root, found.path));
  return { kind: 'other', field: 'file', expected: found.expected };
}

function isDone(path: string, from: FolderPosition): boolean {
  return path === from.path && from.within === undefined;
}

type Content =
  | { readonly place: string; readonly headers: Headers; readonly draft: boolean }
  | { readonly reject: Reject };

function partOf(path: string, file: Exclude<MessageFile, { kind: 'mbox' }>): Content {
  if (file.kind === 'message') return { place: path, headers: file.headers, draft: isDraft(path) };
  const { field, expected } = file;
  return { reject: { place: path, field, value: '', expected } };
}

type Place = { readonly root: string; readonly position: FolderPosition };

async function* mboxPartsOf(
  path: string,
  { root, position }: Place,
): AsyncGenerator<readonly MailPart[]> {
  const { done } = position;
  const file = await mailFile(join(root, path));
  const within = position.path === path ? position.within : undefined;
  const from = await usablePosition(file, within ?? null);
  for await (const parts of mboxParts(file, { from, name: path })) {
    yield parts
      .filter((part) => !('end' in part))
      .map((part) => ({
        ...part,
        done,
        position: { path, within: part.position, done },
      }));
  }
}

/** The flags of a Maildir file name: `:2,` and letters (`;` or `!` where a colon cannot be). */
function isDraft(path: string): boolean {
  return /[:;!]2,[A-Za-z]*D[A-Za-z]*$/.test(path);
}
