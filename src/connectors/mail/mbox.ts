/** An mbox file, plain or gzip, of any size: mboxo, mboxrd and mboxcl alike, as bodies are not read. */

import { basename } from 'node:path';
import { z } from 'zod';
import type { Connector, Reject } from '../../model/bundle.ts';
import { shown } from '../../model/problem.ts';
import { type MailOptions, type MailPart, mailConnector } from './batches.ts';
import { type ByteStream, bytesAt, type MailFile, mailFile, openBytes } from './bytes.ts';
import { readCursor } from './cursor.ts';
import type { Headers } from './headers.ts';
import { longestHeaders, type MboxPart, type MboxPosition, mboxMessages } from './mbox-messages.ts';
import { longestSeparator, startsWithSeparator } from './separator.ts';
import { cleanText } from './text.ts';

/**
 * The messages of an mbox file as activities. The cursor is the offset of the next separator, so a file that has grown
 * is read on from where it ended; progress is in bytes on disk. Throws `mail_unreadable`.
 */
export function mboxConnector(path: string, options: MailOptions): Connector {
  return mailConnector(async (cursor) => {
    const file = await mailFile(path);
    const from = await usablePosition(file, readCursor(mboxPosition, cursor));
    return { total: file.size, parts: mboxParts(file, { from, name: basename(path) }) };
  }, options);
}

export const mboxPosition = z.object({
  offset: z.int().nonnegative(),
  messages: z.int().nonnegative(),
});

/** A position if a message (or the end of the file) is there; else the start: reading twice does no harm. */
export async function usablePosition(
  file: MailFile,
  position: MboxPosition | null,
): Promise<MboxPosition> {
  const start = { offset: 0, messages: 0 };
  if (position === null || position.offset === 0) return start;
  // One byte before shows that the file reaches that far.
  const bytes = await bytesAt(file, position.offset - 1, longestSeparator);
  const isUsable = bytes.length === 1 || startsWithSeparator(bytes.subarray(1));
  return isUsable ? position : start;
}

/** The messages of an mbox file from a position on; `name` begins the place of each. */
export async function* mboxParts(
  file: MailFile,
  { from, name }: { readonly from: MboxPosition; readonly name: string },
): AsyncGenerator<readonly MailPart[]> {
  const stream = await openBytes(file, from.offset);
  try {
    for await (const parts of mboxMessages(stream.read, from)) {
      yield parts.flatMap((part) => mailParts(part, { file, stream, name }));
    }
  } finally {
    await stream.close();
  }
}

type Origin = { readonly file: MailFile; readonly stream: ByteStream; readonly name: string };

function mailParts(part: MboxPart, { file, stream, name }: Origin): readonly MailPart[] {
  const { position } = part;
  if (part.kind !== 'end') {
    // Headers that broke off would make another message of it; the reject at the end stands for them.
    if (stream.isBroken() && isOpenEnded(part)) return [];
    return [{ position, done: stream.done(position.offset), ...contentOf(part, name) }];
  }
  const end = { position, done: file.size, end: true } as const;
  return stream.isBroken()
    ? [{ position, done: file.size, reject: brokenOff(name, position) }, end]
    : [end];
}

function isOpenEnded(part: MboxPart): boolean {
  return part.kind === 'message' && part.headers?.end === part.headers?.bytes.length;
}

function contentOf(
  part: Exclude<MboxPart, { kind: 'end' }>,
  name: string,
): { readonly place: string; readonly headers: Headers } | { readonly reject: Reject } {
  const { offset, messages } = part.position;
  if (part.kind === 'preamble') {
    const value = shown(cleanText(Buffer.from(part.bytes).toString('latin1', 0, 200)));
    const expected = 'a line "From sender date" before the first message';
    return { reject: { place: `${name} (byte ${offset})`, field: 'separator', value, expected } };
  }
  const place = `${name} message ${messages + 1} (byte ${offset})`;
  if (part.headers !== null) return { place, headers: part.headers };
  const expected = `an empty line after at most ${longestHeaders} bytes of headers`;
  return { reject: { place, field: 'headers', value: '', expected } };
}

function brokenOff(name: string, { offset }: MboxPosition): Reject {
  return {
    place: `${name} (byte ${offset})`,
    field: 'file',
    value: '',
    expected: 'gzip data up to the end of the file',
  };
}
