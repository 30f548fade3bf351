/** Which connector a path is for. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector } from '../../model/bundle.ts';
import type { MailOptions } from './batches.ts';
import { unreadable } from './bytes.ts';
import { emlConnector, maildirConnector } from './folder.ts';
import { headerNames, splitHeaders } from './headers.ts';
import { mboxConnector } from './mbox.ts';
import { firstBytes } from './message-file.ts';
import { startOfText, startsWithSeparator } from './separator.ts';
import { filesBelow, isMaildir } from './walk.ts';

export type MailKind = 'mbox' | 'eml' | 'maildir';

/**
 * What mail there is at a path, told by content and not by name: an mbox file (also gzip), an EML file or a folder of
 * message files, a Maildir (or numbered files as in MH); null when it is no mail. Throws `mail_unreadable`.
 */
export async function detectMail(path: string): Promise<MailKind | null> {
  try {
    if (!(await stat(path)).isDirectory()) return kindOfFile(await firstBytes(path));
  } catch (cause) {
    throw unreadable(path, cause);
  }
  if (await isMaildir(path)) return 'maildir';
  return kindOfFolder(path);
}

/** The connector for the mail at a path; what is no mail becomes rejects that say so. Throws `mail_unreadable`. */
export async function mailConnectorFor(path: string, options: MailOptions): Promise<Connector> {
  const kind = await detectMail(path);
  if (kind === 'maildir') return maildirConnector(path, options);
  return kind === 'mbox' || (kind === null && isMboxName(path))
    ? mboxConnector(path, options)
    : emlConnector(path, options);
}

function isMboxName(path: string): boolean {
  return /\.mbox(?:\.gz)?$/i.test(path);
}

/** A folder of mail may begin with other files, but not with this many. */
const filesTried = 200;
const maildirFile = /(?:^|\/)(?:(?:cur|new)\/[^/]+|\d+\.?)$/;

async function kindOfFolder(root: string): Promise<MailKind | null> {
  let tried = 0;
  for await (const { path, kind } of filesBelow(root, null)) {
    if (++tried > filesTried) return null;
    if (kind === 'file' && (await kindOfFileAt(join(root, path))) !== null) {
      return maildirFile.test(path) ? 'maildir' : 'eml';
    }
  }
  return null;
}

async function kindOfFileAt(path: string): Promise<MailKind | null> {
  try {
    return kindOfFile(await firstBytes(path));
  } catch {
    return null;
  }
}

function kindOfFile(start: Buffer): MailKind | null {
  if (startsWithSeparator(start)) return 'mbox';
  return looksLikeMessage(start) ? 'eml' : null;
}

/** Any text may have one line that looks like a header. */
function looksLikeMessage(start: Buffer): boolean {
  const { spans } = splitHeaders(start, startOfText(start));
  const names = new Set(spans.filter((_, i) => i % 3 === 0).map((index) => headerNames[index]));
  return telling.filter((name) => names.has(name)).length >= 2;
}

const telling = ['date', 'from', 'message-id', 'received', 'subject', 'to'] as const;
