import type { FileHandle } from 'node:fs/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { errorCode } from '../model/problem.ts';
import { rowsEnd } from './format.ts';
import { cutOff, damaged, foreign, unreadable } from './problems.ts';

/** The text of a backup, line by line and rows in pieces, with a place for messages. */
export class Unpacked {
  /** What is being read, for messages: the reader says it before it reads on. */
  place = 'the first line';
  readonly #file: string;
  readonly #size: number;
  readonly #gunzip: Gunzip;
  readonly #source: ReturnType<FileHandle['createReadStream']>;
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #isBegun = false;

  constructor(handle: FileHandle, { file, size }: { file: string; size: number }) {
    this.#file = file;
    this.#size = size;
    this.#source = handle.createReadStream({ autoClose: false, highWaterMark: 1 << 18 });
    this.#gunzip = createGunzip({ chunkSize: 1 << 18 });
    this.#source.on('error', (error) => this.#gunzip.destroy(error));
    this.#pieces = this.#source.pipe(this.#gunzip)[Symbol.asyncIterator]();
  }

  /** Bytes of the file that have been read. */
  get bytesRead(): number {
    return this.#source.bytesRead;
  }

  /** The next line without its end; null after the last one. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#rest.indexOf('\n');
      if (end >= 0) {
        const line = this.#rest.toString('utf8', 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        this.#isBegun = true;
        return line;
      }
      if (this.#rest.length > longestLine) throw this.#unfit(this.#rest.toString('utf8', 0, 40));
      if (await this.#more()) continue;
      if (this.#rest.length > 0 && !this.#isBegun) throw this.#unfit(this.#rest.toString('utf8'));
      if (this.#rest.length > 0) throw cutOff(this.place, this.#size);
      return null;
    }
  }

  /** The rows up to the mark for their end, which is read as well. */
  async *rows(): AsyncGenerator<Buffer> {
    // When there is no row at all, the mark begins with the end of the line before.
    this.#rest = Buffer.concat([rowsEnd.subarray(0, 1), this.#rest]);
    let from = 1;
    for (;;) {
      const end = this.#rest.indexOf(rowsEnd);
      const until = end < 0 ? this.#rest.length - rowsEnd.length + 1 : end + 1;
      if (until > from) {
        const piece = this.#rest.subarray(from, until);
        this.#rest = this.#rest.subarray(end < 0 ? until : end + rowsEnd.length);
        from = 0;
        yield piece;
      } else if (end >= 0) {
        this.#rest = this.#rest.subarray(end + rowsEnd.length);
      }
      if (end >= 0) return;
      if (!(await this.#more())) throw cutOff(this.place, this.#size);
    }
  }

  close(): void {
    this.#source.destroy();
    this.#gunzip.destroy();
  }

  /** Reads a further piece; false at the end. */
  async #more(): Promise<boolean> {
    try {
      const { done, value } = await this.#pieces.next();
      if (done === true) return false;
      this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
      return true;
    } catch (error) {
      throw this.#unpackable(error);
    }
  }

  /** What zlib says: https://nodejs.org/api/zlib.html#zlib-constants */
  #unpackable(error: unknown): unknown {
    const code = errorCode(error) ?? '';
    if (code === 'Z_BUF_ERROR') return cutOff(this.place, this.#size);
    if (!code.startsWith('Z_')) return unreadable(error, this.#file);
    if (!this.#isBegun && this.#rest.length === 0) return foreign(this.#file, String(error));
    return damaged(`${this.place}, before byte ${this.bytesRead} of ${this.#file}`, {
      value: error instanceof Error ? error.message : '',
      expected: 'what gzip has packed',
      cause: error,
    });
  }

  #unfit(found: string): unknown {
    if (!this.#isBegun) return foreign(this.#file, found);
    return damaged(this.place, { value: found, expected: 'a line of JSON' });
  }
}

/** Longer than any line that is no row. */
const longestLine = 1 << 20;
