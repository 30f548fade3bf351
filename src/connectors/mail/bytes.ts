/** A mail file as the stream of its uncompressed bytes, read into memory that is used again. */

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../model/problem.ts';

export type MailFile = {
  readonly path: string;
  /** Bytes on disk, which is what progress is told in. */
  readonly size: number;
  readonly isCompressed: boolean;
};

export type ByteStream = {
  /** Puts the next bytes into `into` from index `at` on and answers how many; 0 at the end. Throws `mail_unreadable`. */
  readonly read: (into: Buffer, at: number) => Promise<number>;
  /** How much of the file on disk has been read when the uncompressed stream has come to `offset`. */
  readonly done: (offset: number) => number;
  /** At the end: whether compressed data ended too early or made no sense. */
  readonly isBroken: () => boolean;
  readonly close: () => Promise<void>;
};

/** Looks at a file: its size and whether it is gzip. Throws `mail_unreadable`. */
export async function mailFile(path: string): Promise<MailFile> {
  try {
    await using handle = await open(path);
    const { size } = await handle.stat();
    const start = Buffer.alloc(2);
    await handle.read(start, 0, 2, 0);
    return { path, size, isCompressed: start[0] === 0x1f && start[1] === 0x8b };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The bytes from `offset` of the uncompressed stream on, until closed. Throws `mail_unreadable`. */
export async function openBytes(file: MailFile, offset: number): Promise<ByteStream> {
  return file.isCompressed ? openUnpacked(file, offset) : openPlain(file, offset);
}

/** At most `length` bytes from `offset` of the uncompressed stream on. */
export async function bytesAt(file: MailFile, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const stream = await openBytes(file, offset);
  try {
    let filled = 0;
    while (filled < length) {
      const count = await stream.read(bytes, filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    await stream.close();
  }
}

/** The problem of a file or folder that cannot be read. */
export function unreadable(path: string, cause: unknown): Problem {
  return new Problem({
    code: 'mail_unreadable',
    message: `${path} cannot be read`,
    field: 'path',
    value: path,
    hint: 'Check that it exists and that this user may read it.',
    cause,
  });
}

/** Reads one chunk ahead: while it is being looked at, the next one comes in. */
async function openPlain({ path, size }: MailFile, offset: number): Promise<ByteStream> {
  const handle = await orUnreadable(path, open(path));
  const ahead = Buffer.allocUnsafe(1 << 20);
  let position = offset;
  const readAhead = () => {
    const reading = orUnreadable(path, handle.read(ahead, 0, ahead.length, position));
    // Whoever reads next learns of a failure; nobody may ever do.
    reading.catch(() => {});
    return reading;
  };
  let reading = readAhead();
  let left = ahead.subarray(0, 0);
  const read = async (into: Buffer, at: number) => {
    if (left.length === 0) {
      const { bytesRead } = await reading;
      position += bytesRead;
      left = ahead.subarray(0, bytesRead);
    }
    const count = left.copy(into, at);
    left = left.subarray(count);
    if (left.length === 0 && count > 0) reading = readAhead();
    return count;
  };
  return {
    read,
    done: (reached) => Math.min(reached, size),
    isBroken: () => false,
    close: () => handle.close(),
  };
}

function openUnpacked({ path }: MailFile, offset: number): ByteStream {
  const raw = createReadStream(path);
  const gunzip = createGunzip();
  // A failure destroys `gunzip` with it, so whoever reads there learns of it.
  pipeline(raw, gunzip, () => {});
  const chunks: AsyncIterator<Buffer> = gunzip[Symbol.asyncIterator]();
  let toSkip = offset;
  let left: Buffer = Buffer.alloc(0);
  let broken = false;
  const read = async (into: Buffer, at: number) => {
    try {
      while (left.length === 0) {
        const next = await chunks.next();
        if (next.done === true) return 0;
        left = next.value.subarray(toSkip);
        toSkip -= Math.min(toSkip, next.value.length);
      }
    } catch (cause) {
      if (!isZlibError(cause)) throw unreadable(path, cause);
      broken = true;
      return 0;
    }
    const count = left.copy(into, at);
    left = left.subarray(count);
    return count;
  };
  return {
    read,
    done: () => raw.bytesRead,
    isBroken: () => broken,
    close: async () => {
      gunzip.destroy();
      raw.destroy();
    },
  };
}

async function orUnreadable<Value>(path: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function isZlibError(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'code' in cause &&
    typeof cause.code === 'string' &&
    cause.code.startsWith('Z_')
  );
}
