/** A backup from its file: every line is checked against the format, every table against its checksum. */

import { type FileHandle, open } from 'node:fs/promises';
import type { z } from 'zod';
import { Problem } from '../model/problem.ts';
import {
  type BackupProgress,
  beginSchema,
  formatVersion,
  type Header,
  headerSchema,
  rowsSchema,
  type Sequence,
  sequencesSchema,
  type Table,
  tableSchema,
  trailerSchema,
} from './format.ts';
import { cutOff, damaged, foreign, stopped, unreadable } from './problems.ts';
import { digest, RowSum } from './sums.ts';
import { Unpacked } from './unpacked.ts';

export type BackupContents = {
  readonly header: Header;
  readonly tables: readonly (Table & { readonly rows: number })[];
  readonly sequences: readonly Sequence[];
};

export type BackupReading = {
  /** Called with each table; it reads the rows to their end. They are known to be right when the next one comes. */
  readonly onTable: (table: Table, rows: AsyncIterable<Buffer>) => Promise<void>;
  readonly signal: AbortSignal;
  /** In bytes of the file. */
  readonly onProgress: BackupProgress;
};

/**
 * Reads a backup from its first to its last byte and answers what is in it. Throws a Problem that names the place when
 * the file is something else, cut off, damaged or of a later version of the format.
 */
export async function readBackup(file: string, reading: BackupReading): Promise<BackupContents> {
  const handle = await opened(file);
  try {
    const stats = await handle.stat();
    const unpacked = new Unpacked(handle, { file, size: stats.size });
    try {
      return await readAll(unpacked, { file, size: stats.size, ...reading });
    } finally {
      unpacked.close();
    }
  } finally {
    await handle.close();
  }
}

async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    throw unreadable(error, file);
  }
}

async function readAll(
  unpacked: Unpacked,
  { file, size, ...reading }: BackupReading & { readonly file: string; readonly size: number },
): Promise<BackupContents> {
  const all = digest();
  const next = async (): Promise<string> => {
    const line = await unpacked.line();
    if (line === null) throw cutOff(unpacked.place, size);
    return line;
  };
  const nextOfAll = async (): Promise<string> => {
    const line = await next();
    all.update(`${line}\n`);
    return line;
  };

  const header = headerOf(await nextOfAll(), file);
  const tables: (Table & { readonly rows: number })[] = [];
  for (;;) {
    unpacked.place = 'the line of the next table';
    const line = parsed(await nextOfAll());
    const table = tableSchema.safeParse(line);
    if (!table.success) {
      const { sequences } = fitting(line, sequencesSchema, 'the line of the sequences');
      unpacked.place = 'the last line';
      const said = fitting(parsed(await next()), trailerSchema, unpacked.place);
      assertSame(all.digest('hex'), said.sha256, 'the checksum of all');
      const more = await unpacked.line();
      if (more === null) return { header, tables, sequences };
      throw damaged('after the last line', { value: more, expected: 'the end of the file' });
    }
    const name = table.data.table;
    const sum = new RowSum();
    await reading.onTable(table.data, rowsOf(unpacked, { name, sum, size, ...reading }));
    unpacked.place = `the line after the rows of ${name}`;
    const said = fitting(parsed(await nextOfAll()), rowsSchema, unpacked.place);
    assertSame(sum.end(), said.sha256, `the checksum of the rows of ${name}`);
    assertSame(sum.rows, said.rows, `the number of rows of ${name}`);
    tables.push({ ...table.data, rows: sum.rows });
  }
}

async function* rowsOf(
  unpacked: Unpacked,
  {
    name,
    sum,
    size,
    signal,
    onProgress,
  }: BackupReading & { name: string; sum: RowSum; size: number },
): AsyncGenerator<Buffer> {
  unpacked.place = `the rows of ${name}`;
  for await (const piece of unpacked.rows()) {
    if (signal.aborted) throw stopped('restore');
    sum.add(piece);
    unpacked.place = `the rows of ${name}, after row ${sum.rows}`;
    onProgress(unpacked.bytesRead, size);
    yield piece;
  }
}

function headerOf(line: string, file: string): Header {
  const value = parsed(line);
  const begin = beginSchema.safeParse(value);
  if (!begin.success) throw foreign(file, line);
  if (begin.data.version > formatVersion) {
    throw new Problem({
      code: 'backup_newer',
      message: `The backup was written by a later version of the program, in version ${begin.data.version} of the format; this one reads up to ${formatVersion}.`,
      field: 'version',
      value: begin.data.version,
      hint: 'Restore it with that version of the program or a later one.',
    });
  }
  return fitting(value, headerSchema, 'the first line');
}

/** null for what is no JSON, which fits nowhere. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function fitting<T>(value: unknown, schema: z.ZodType<T>, place: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw damaged(place, { value, expected: 'what the format says (docs/backup.md)' });
}

function assertSame(found: string | number, said: string | number, what: string): void {
  if (found !== said) throw damaged(what, { value: found, expected: String(said) });
}
