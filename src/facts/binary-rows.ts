/**
 * Rows in the binary format of COPY: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY. Call
 * `begin`, then one method per column, in the order of the columns; `take` what is ready now and then.
 */
export class BinaryRows {
  #bytes: Buffer = Buffer.allocUnsafe(pieceSize * 2);
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

  short(value: number | null): void {
    if (!this.#sized(value, 2)) return;
    this.#end = this.#bytes.writeInt16BE(value ?? 0, this.#end);
  }

  integer(value: number | null): void {
    if (!this.#sized(value, 4)) return;
    this.#end = this.#bytes.writeInt32BE(value ?? 0, this.#end);
  }

  double(value: number | null): void {
    if (!this.#sized(value, 8)) return;
    this.#end = this.#bytes.writeDoubleBE(value ?? 0, this.#end);
  }

  text(value: string | null): void {
    if (!this.#sized(value, Buffer.byteLength(value ?? ''))) return;
    this.#end += this.#bytes.write(value ?? '', this.#end);
  }

  /** An instant in ms since 1970 as a timestamptz: µs since 2000. */
  instant(value: number | null): void {
    if (!this.#sized(value, 8)) return;
    const microseconds = BigInt(Math.round((value ?? 0) - msTo2000)) * 1000n;
    this.#end = this.#bytes.writeBigInt64BE(microseconds, this.#end);
  }

  /** A day (`YYYY-MM-DD`) as a date: days since 2000. */
  day(value: string | null): void {
    if (!this.#sized(value, 4)) return;
    const days = Math.round((Date.parse(`${value}T00:00:00Z`) - msTo2000) / 86_400_000);
    this.#end = this.#bytes.writeInt32BE(days, this.#end);
  }

  integers(values: readonly number[]): void {
    this.#sized(values, values.length === 0 ? 12 : 20 + values.length * 8);
    const header =
      values.length === 0 ? [0, 0, integerType] : [1, 0, integerType, values.length, 1];
    for (const word of header) this.#end = this.#bytes.writeInt32BE(word, this.#end);
    for (const value of values) this.integer(value);
  }

  /** True when there is enough to send. */
  isFull(): boolean {
    return this.#end >= pieceSize;
  }

  /** What is ready; it starts anew after. */
  take(): Buffer {
    const piece = this.#bytes.subarray(0, this.#end);
    this.#bytes = Buffer.allocUnsafe(pieceSize * 2);
    this.#end = 0;
    return piece;
  }

  /** Writes the size of a field and makes room for it; false for null, which has no bytes. */
  #sized(value: unknown, size: number): boolean {
    this.#room(4 + size);
    this.#end = this.#bytes.writeInt32BE(value === null ? -1 : size, this.#end);
    return value !== null;
  }

  #room(size: number): void {
    if (this.#end + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe((this.#end + size) * 2);
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

const pieceSize = 256 * 1024;
const msTo2000 = 946_684_800_000;
/** `select 'integer'::regtype::oid` */
const integerType = 23;
