/** A file of a mail folder: usually one message, but an mbox file is read as one wherever it lies. */

import { open } from 'node:fs/promises';
import { bytesAt, mailFile } from './bytes.ts';
import { type Headers, splitHeaders } from './headers.ts';
import { longestHeaders } from './mbox-messages.ts';
import { startOfText, startsWithSeparator } from './separator.ts';

export type MessageFile =
  | { readonly kind: 'message'; readonly headers: Headers }
  | { readonly kind: 'mbox' }
  | { readonly kind: 'other'; readonly field: string; readonly expected: string };

/** Reads as much of a file as its headers take. Never throws: what cannot be read is told as such. */
export async function readMessageFile(path: string): Promise<MessageFile> {
  try {
    const start = await firstBytes(path);
    if (startsWithSeparator(start)) return { kind: 'mbox' };
    const headers = splitHeaders(start, startOfText(start));
    const isWhole = headers.end < start.length || start.length < usualLength;
    return isWhole ? { kind: 'message', headers } : await readLongMessage(path);
  } catch {
    return { kind: 'other', field: 'file', expected: 'a file that can be read' };
  }
}

/** The first 16 KiB of a file, unpacked when it is gzip. */
export async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.allocUnsafe(usualLength),
      0,
      usualLength,
    );
    const start = buffer.subarray(0, bytesRead);
    const isGzip = start[0] === 0x1f && start[1] === 0x8b;
    return isGzip ? await bytesAt(await mailFile(path), 0, usualLength) : start;
  } finally {
    await handle.close();
  }
}

/** Headers are rarely longer. */
const usualLength = 1 << 14;

async function readLongMessage(path: string): Promise<MessageFile> {
  const start = await bytesAt(await mailFile(path), 0, longestHeaders + usualLength);
  const headers = splitHeaders(start, startOfText(start));
  if (headers.end - headers.start <= longestHeaders) return { kind: 'message', headers };
  const expected = `an empty line after at most ${longestHeaders} bytes of headers`;
  return { kind: 'other', field: 'headers', expected };
}
