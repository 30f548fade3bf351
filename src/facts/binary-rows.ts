import { Problem } from '../model/problem.ts';

/**
 * Rows in the binary format of COPY: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY. Call
 * `begin`, then one method per column, in the order of the columns; `take` what is ready now and then.
 */
export class BinaryRows {
  #bytes: Buffer = Buffer.allocUnsafe(16 * 1024);
  #end = 0;

  constructor() {
    this.#end += this.#bytes.write('PGCOPY\n\xff\r\n\0', 0, 'latin1');
    this.#end = this.#bytes.writeInt32BE(0, this.#end);
    this.#end = this.#bytes.writeInt32BE(0, this.#end);
  }

  /** Begins a row of so many columns. */
  begin(columns: number): void {
    this.#room(2);
    this.#end = this.#bytes.writeInt16BE(columns, this.#end);
  }

  /** Ends the last row. */
  end(): void {
    this.begin(-1);
  }

  boolean(value: boolean): void {
    this.#sized(value, 1);
    this.#end = this.#bytes.writeUInt8(value ? 1 : 0, this.#end);
  }

  short(value: number | null): void {
    if (!this.#sized(value, 2)) return;
    this.#end = this.#bytes.writeInt16BE(value ?? 0, this.#end);
  }

  integer(value: number | null): void {
    if (!this.#sized(value, 4)) return;
    this.#end = this.#bytes.writeInt32BE(value ?? 0, this.#end);
  }

  bigint(value: number): void {
    this.#sized(value, 8);
    this.#whole(value);
  }

  double(value: number | null): void {
    if (!this.#sized(value, 8)) return;
    this.#end = this.#bytes.writeDoubleBE(value ?? 0, this.#end);
  }

  text(value: string | null): void {
    if (value === null) return void this.#sized(null, 0);
    this.#room(4 + value.length * longestCharacter);
    this.#text(value);
  }

  texts(values: readonly string[]): void {
    const length = values.reduce((sum, value) => sum + 4 + value.length * longestCharacter, 0);
    this.#room(4 + 20 + length);
    const start = this.#end;
    this.#arrayHeader(textType, values.length);
    for (const value of values) this.#text(value);
    this.#bytes.writeInt32BE(this.#end - start - 4, start);
  }

  /** 32 hexadecimal digits as a uuid. */
  uuid(hex: string): void {
    this.#sized(hex, 16);
    this.#end += this.#bytes.write(hex, this.#end, 'hex');
  }

  jsonb(value: unknown): void {
    const text = JSON.stringify(value);
    this.#room(5 + text.length * longestCharacter);
    const start = this.#end;
    this.#end = this.#bytes.writeUInt8(1, start + 4);
    this.#end += this.#bytes.write(text, this.#end);
    this.#bytes.writeInt32BE(this.#end - start - 4, start);
  }

  /** An instant in ms since 1970 as a timestamptz: µs since 2000. Throws for one that cannot be read again. */
  instant(value: number | null): void {
    if (!this.#sized(value, 8)) return;
    const instant = value ?? 0;
    if (instant === Number.POSITIVE_INFINITY) {
      this.#end = this.#bytes.writeInt32BE(0x7fffffff, this.#end);
      this.#end = this.#bytes.writeInt32BE(-1, this.#end);
      return;
    }
    if (!(instant >= yearOne && instant < yearTenThousand)) throw outOfRange(instant);
    const microseconds = (instant - msTo2000) * 1000;
    if (Number.isSafeInteger(microseconds)) this.#whole(microseconds);
    else {
      const exact = BigInt(Math.round(instant - msTo2000)) * 1000n;
      this.#end = this.#bytes.writeBigInt64BE(exact, this.#end);
    }
  }

  /** A day (`YYYY-MM-DD`) as a date: days since 2000. */
  day(value: string | null): void {
    if (!this.#sized(value, 4)) return;
    const days = Math.round((Date.parse(`${value}T00:00:00Z`) - msTo2000) / 86_400_000);
    this.#end = this.#bytes.writeInt32BE(days, this.#end);
  }

  integers(values: readonly number[]): void {
    this.#room(4 + 20 + values.length * 8);
    const start = this.#end;
    this.#arrayHeader(integerType, values.length);
    for (const value of values) this.integer(value);
    this.#bytes.writeInt32BE(this.#end - start - 4, start);
  }

  /** True when there is enough to send. */
  isFull(): boolean {
    return this.#end >= pieceSize;
  }

  /** What is ready; it starts anew after. */
  take(): Buffer {
    const piece = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#end = 0;
    return piece;
  }

  /** Writes the size of a field and makes room for it; false for null, which has no bytes. */
  #sized(value: unknown, size: number): boolean {
    this.#room(4 + size);
    this.#end = this.#bytes.writeInt32BE(value === null ? -1 : size, this.#end);
    return value !== null;
  }

  /** A whole number in 64 bits. */
  #whole(value: number): void {
    const high = Math.floor(value / wordSize);
    this.#end = this.#bytes.writeInt32BE(high, this.#end);
    this.#end = this.#bytes.writeUInt32BE(value - high * wordSize, this.#end);
  }

  /** Text with its size before it, which is known only after. */
  #text(value: string): void {
    const size = this.#bytes.write(value, this.#end + 4);
    this.#end = this.#bytes.writeInt32BE(size, this.#end) + size;
  }

  /** All of an array before its elements; its size is filled in when they are there. */
  #arrayHeader(type: number, length: number): void {
    const header = length === 0 ? [0, 0, 0, type] : [0, 1, 0, type, length, 1];
    for (const word of header) this.#end = this.#bytes.writeInt32BE(word, this.#end);
  }

  #room(size: number): void {
    if (this.#end + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe((this.#end + size) * 2);
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

const pieceSize = 256 * 1024;
/** Bytes of UTF-8 that one unit of a string takes at most. */
const longestCharacter = 3;
const wordSize = 4_294_967_296;
const msTo2000 = 946_684_800_000;
const yearOne = Date.parse('0001-01-01T00:00:00Z');
const yearTenThousand = Date.parse('+010001-01-01T00:00:00Z');
/** `select 'integer'::regtype::oid` and of text. */
const integerType = 23;
const textType = 25;

/** With PostgreSQL's code for it, so that it is taken like other values that the database refuses. */
function outOfRange(instant: number): Problem {
  return new Problem({
    code: '22008',
    message: 'an instant between the years 1 and 9999',
    value: instant,
  });
}
