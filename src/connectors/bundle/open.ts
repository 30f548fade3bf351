import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../model/problem.ts';

/** A file as a stream of bytes, unzipped when it is gzip by its first bytes (whatever its name). */
export type Bytes = {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of the file that were read so far, zipped ones when it is zipped; counts toward `size`. */
  readonly done: () => number;
  readonly size: number;
  readonly zipped: boolean;
};

/** Opens a file for reading once. Throws `file_unreadable` when it is not there, `file_broken` for a bad gzip. */
export async function openBytes(path: string): Promise<Bytes> {
  const { size } = await statOf(path);
  const magic = await rawHead(path, 2);
  const zipped = magic[0] === 0x1f && magic[1] === 0x8b;
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const stream = zipped ? pipeline(file, createGunzip(), () => {}) : file;
  return { chunks: chunksOf(stream, path), done: () => file.bytesRead, size, zipped };
}

/** What tells one state of a file from another, without reading it: a cursor is only good for the file it was made on. */
export async function fingerprintOf(path: string): Promise<string> {
  const { size, mtimeMs } = await statOf(path);
  return `${size}-${Math.trunc(mtimeMs)}`;
}

/** The first bytes of a file, unzipped; at most `limit`. */
export async function headOf(path: string, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of (await openBytes(path)).chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(parts).subarray(0, limit);
}

async function* chunksOf(stream: AsyncIterable<unknown>, path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (cause) {
    throw new Problem({
      code: 'file_broken',
      message: 'The file could not be read to its end',
      value: path,
      hint: 'Is the download complete? What was read before the break is imported.',
      cause,
    });
  }
}

async function statOf(path: string) {
  try {
    const found = await stat(path);
    if (found.isFile()) return found;
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw unreadable(path, null);
}

function unreadable(path: string, cause: unknown): Problem {
  return new Problem({
    code: 'file_unreadable',
    message: 'There is no file that can be read',
    value: path,
    hint: 'Check the path and the permissions.',
    cause,
  });
}

async function rawHead(path: string, length: number): Promise<Buffer> {
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
