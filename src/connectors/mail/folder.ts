/** Messages that are files: EML, and Maildir with its subfolders. */

import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Connector } from '../../model/bundle.ts';
import { type MailOptions, type MailPart, type MailSource, mailConnector } from './batches.ts';
import { mailFile, unreadable } from './bytes.ts';
import { readCursor } from './cursor.ts';
import { mboxParts, mboxPosition, usablePosition } from './mbox.ts';
import { readMessageFile } from './message-file.ts';
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
  for await (const found of files) {
    if (found.path === from.path && from.within === undefined) continue;
    yield* partsOf(found, { root, position });
    position = { path: found.path, done: position.done + 1 };
  }
  yield [
    { position: { path: position.path, done: position.done }, done: position.done, end: true },
  ];
}

type Place = { readonly root: string; readonly position: FolderPosition };

async function* partsOf(found: Found, place: Place): AsyncGenerator<readonly MailPart[]> {
  const { position } = place;
  const { done } = position;
  const file =
    found.kind === 'file'
      ? await readMessageFile(join(place.root, found.path))
      : { ...found, field: 'file' };
  if (file.kind === 'mbox') yield* mboxPartsOf(found.path, place);
  else if (file.kind === 'message') {
    yield [
      { position, done, place: found.path, headers: file.headers, draft: isDraft(found.path) },
    ];
  } else {
    const { field, expected } = file;
    yield [{ position, done, reject: { place: found.path, field, value: '', expected } }];
  }
}

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
