/**
 * Facts as they stream out of PostgreSQL by binary COPY, in columns. One decoder for a single record's page, for the
 * records that an event touched and for all of a million activities.
 *
 * The format: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY
 */

import type { Database } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';

/** Countable activities in the order in which they came, with the records they belong to. Instants in ms. */
export type FactRows = {
  length: number;
  activityKey: Float64Array;
  startsAt: Float64Array;
  countsFrom: Float64Array;
  countsUntil: Float64Array;
  minutes: Float64Array;
  kindSide: Uint8Array;
  ours: Uint16Array;
  theirs: Uint16Array;
  /** Key of the conversation; -1 for other kinds than email. */
  conversation: Int32Array;
  authors: Uint8Array;
  /** People and records of row i stand in `keys`, from `peopleStart[i]` and from `recordsStart[i]` on. */
  peopleStart: Int32Array;
  recordsStart: Int32Array;
  keys: Int32Array;
  /** How much of `keys` is in use: the end of the last row's records. */
  keysLength: number;
};

/**
 * What a COPY of facts selects, with what is usually the same left out to save bytes: a null instant of completion is
 * the start, a null end is never.
 */
const columns = sql`
  fact.activity_key, fact.starts_at, fact.kind_side, nullif(fact.completes_at, fact.starts_at),
  nullif(fact.duplicate_from, 'infinity'), nullif(fact.minutes, 0), fact.ours, fact.theirs, fact.conversation_key,
  fact.authors, fact.people`;

/**
 * The statement for every countable activity, or for those that `restriction` leaves (`where` or a join), found by record
 * or, with 'people', by who takes part, whom `records` and `recordsStart` then hold.
 */
export function copyFacts(
  restriction: Sql = sql`where`,
  by: 'records' | 'people' = 'records',
): Sql {
  return sql`copy (select ${columns}, ${sql.id('fact', by)} from fact ${restriction} fact.reason is null and not fact.canceled)
    to stdout (format binary)`;
}

/** Reads such a statement into columns. `expected` is about how many rows will come. */
export async function readFacts(
  database: Pick<Database, 'copyOut'>,
  statement: Sql,
  expected = 256,
): Promise<FactRows> {
  const rows = emptyRows(expected);
  let rest: Buffer = Buffer.alloc(0);
  let isBegun = false;
  for await (const piece of database.copyOut(statement)) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let place = 0;
    if (!isBegun) {
      if (bytes.length < headerBytes) {
        rest = bytes;
        continue;
      }
      place = headerBytes;
      isBegun = true;
    }
    place = decodeRows(bytes, place, rows);
    rest = bytes.subarray(place);
  }
  if (rest.length > 2) throw cutOff(rest.length);
  return rows;
}

const headerBytes = 19;
const microsecondsTo2000 = 946_684_800_000_000;
const wordSize = 4_294_967_296;

/** Decodes whole rows from `place` on; answers where the first one that is not all there begins. */
function decodeRows(bytes: Buffer, start: number, rows: FactRows): number {
  let place = start;
  const end = bytes.length;
  for (;;) {
    const size = rowSize(bytes, place, end);
    if (size === 0) return place;
    if (rows.length === rows.startsAt.length) grow(rows);
    decodeRow(bytes, place + 2, rows);
    rows.length += 1;
    place += size;
  }
}

/** Bytes of the row at `place`; 0 when it is cut off or the trailer. */
function rowSize(bytes: Buffer, place: number, end: number): number {
  if (end - place < 2) return 0;
  const fields = bytes.readInt16BE(place);
  let at = place + 2;
  for (let n = 0; n < fields; n++) {
    if (end - at < 4) return 0;
    const length = bytes.readInt32BE(at);
    at += length < 0 ? 4 : 4 + length;
  }
  return fields > 0 && at <= end ? at - place : 0;
}

/** NOTE: follows `columns` field by field; a null field has the length -1 and no bytes. */
function decodeRow(bytes: Buffer, start: number, rows: FactRows): void {
  const row = rows.length;
  const startsAt = instantAt(bytes, start + 16);
  rows.activityKey[row] = bytes.readInt32BE(start + 4) * wordSize + bytes.readUInt32BE(start + 8);
  rows.startsAt[row] = startsAt;
  rows.kindSide[row] = bytes.readInt16BE(start + 28);
  let at = start + 30;

  const hasEnd = bytes.readInt32BE(at) > 0;
  rows.countsFrom[row] = hasEnd ? instantAt(bytes, at + 4) : startsAt;
  at += hasEnd ? 12 : 4;
  const isCopied = bytes.readInt32BE(at) > 0;
  rows.countsUntil[row] = isCopied ? instantAt(bytes, at + 4) : Number.POSITIVE_INFINITY;
  at += isCopied ? 12 : 4;
  const hasMinutes = bytes.readInt32BE(at) > 0;
  rows.minutes[row] = hasMinutes ? bytes.readDoubleBE(at + 4) : 0;
  at += hasMinutes ? 12 : 4;
  rows.ours[row] = bytes.readInt16BE(at + 4);
  rows.theirs[row] = bytes.readInt16BE(at + 10);
  at += 12;
  const hasConversation = bytes.readInt32BE(at) > 0;
  rows.conversation[row] = hasConversation ? bytes.readInt32BE(at + 4) : -1;
  at += hasConversation ? 8 : 4;
  rows.authors[row] = bytes.readInt16BE(at + 4);
  at += 6;

  rows.peopleStart[row] = rows.keysLength;
  at = decodeKeys(bytes, at, rows);
  rows.recordsStart[row] = rows.keysLength;
  decodeKeys(bytes, at, rows);
}

/** Appends an integer[]: dimensions, flags and type of the elements come before their number and lower bound. */
function decodeKeys(bytes: Buffer, start: number, rows: FactRows): number {
  const length = bytes.readInt32BE(start);
  const dimensions = bytes.readInt32BE(start + 4);
  const count = dimensions === 0 ? 0 : bytes.readInt32BE(start + 16);
  if (rows.keysLength + count > rows.keys.length) rows.keys = larger(rows.keys, count);
  for (let n = 0; n < count; n++) {
    rows.keys[rows.keysLength + n] = bytes.readInt32BE(start + 28 + n * 8);
  }
  rows.keysLength += count;
  return start + 4 + length;
}

/** ms since 1970; PostgreSQL counts µs from 2000, and its infinities are the ends of the range. */
function instantAt(bytes: Buffer, at: number): number {
  const high = bytes.readInt32BE(at);
  if (high === 0x7fffffff) return Number.POSITIVE_INFINITY;
  return Math.round((high * wordSize + bytes.readUInt32BE(at + 4) + microsecondsTo2000) / 1000);
}

/** Columns stand in shared memory, so that threads read each other's rows without a copy. */
function emptyRows(capacity: number): FactRows {
  const shared = (bytes: number) => new SharedArrayBuffer(capacity * bytes);
  return {
    length: 0,
    activityKey: new Float64Array(shared(8)),
    startsAt: new Float64Array(shared(8)),
    countsFrom: new Float64Array(shared(8)),
    countsUntil: new Float64Array(shared(8)),
    minutes: new Float64Array(shared(8)),
    kindSide: new Uint8Array(shared(1)),
    ours: new Uint16Array(shared(2)),
    theirs: new Uint16Array(shared(2)),
    conversation: new Int32Array(shared(4)),
    authors: new Uint8Array(shared(1)),
    peopleStart: new Int32Array(shared(4)),
    recordsStart: new Int32Array(shared(4)),
    keys: new Int32Array(shared(8 * 4)),
    keysLength: 0,
  };
}

function grow(rows: FactRows): void {
  rows.activityKey = larger(rows.activityKey);
  rows.startsAt = larger(rows.startsAt);
  rows.countsFrom = larger(rows.countsFrom);
  rows.countsUntil = larger(rows.countsUntil);
  rows.minutes = larger(rows.minutes);
  rows.kindSide = larger(rows.kindSide);
  rows.ours = larger(rows.ours);
  rows.theirs = larger(rows.theirs);
  rows.conversation = larger(rows.conversation);
  rows.authors = larger(rows.authors);
  rows.peopleStart = larger(rows.peopleStart);
  rows.recordsStart = larger(rows.recordsStart);
}

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** The column with at least twice the room. */
function larger<C extends Column>(column: C, atLeast?: number): C;
function larger(column: Column, atLeast = 0): Column {
  const size = Math.max(column.length * 2, column.length + atLeast);
  const memory = new SharedArrayBuffer(size * column.BYTES_PER_ELEMENT);
  const copy =
    column instanceof Float64Array
      ? new Float64Array(memory)
      : column instanceof Int32Array
        ? new Int32Array(memory)
        : column instanceof Uint16Array
          ? new Uint16Array(memory)
          : new Uint8Array(memory);
  copy.set(column);
  return copy;
}

function cutOff(bytes: number): Problem {
  return new Problem({
    code: 'facts_cut_off',
    message: 'The database ended its facts in the middle of a row.',
    value: `${bytes} bytes left over`,
    hint: 'Read again; when it happens again, look into the log of the database server.',
  });
}
