import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Problem } from '../../model/problem.ts';
import { headOf } from '../bundle/open.ts';
import { markedEncoding } from './encoding.ts';
import type { FileOptions } from './mapping.ts';
import { nearest } from './nearest.ts';
import { cutRows, type Dialect, type Row, rowsOf } from './rows.ts';

/** A CSV file whose header is known. */
export type TableFile = {
  readonly key: string;
  readonly path: string;
  /** As places name it: `sales.csv line 240`. */
  readonly name: string;
  readonly size: number;
  readonly dialect: Dialect;
  readonly options: FileOptions;
  /** Names of the columns, each only once: a second `Email` is `Email (2)`. */
  readonly columns: readonly string[];
};

const headBytes = 256 * 1024;

/** Reads how a file is written and its header. What `options` do not say is taken from the first lines. */
export async function openTable(
  path: string,
  key: string,
  options: FileOptions,
): Promise<TableFile> {
  const head = await headOf(path, headBytes);
  const encoding = options.encoding ?? markedEncoding(head) ?? 'utf-8';
  const text = new TextDecoder(encoding).decode(head, { stream: true }).replace(/\r\n?/g, '\n');
  const named = /^sep=(.)\n/i.exec(text)?.[1];
  const skipLines = options.skipLines ?? (named === undefined ? 0 : 1);
  const quote = options.quote ?? '"';
  const body = text.split('\n').slice(skipLines).join('\n');
  const last = head.length < headBytes;
  const delimiter = options.delimiter ?? named ?? delimiterOf(body, quote, last);
  const dialect = { encoding, delimiter, quote, skipLines };
  const [first] = cutRows(body, { line: 1, last, dialect }).rows;
  const header = options.header ?? (first !== undefined && 'cells' in first ? first.cells : []);
  if (header.length === 0) {
    throw new Problem({
      code: 'csv_header',
      message: `${key} has no header`,
      field: `files.${key}.header`,
      value: body.slice(0, 100),
      hint: 'The first line must name the columns; or name them in the mapping.',
    });
  }
  const { size } = await stat(path);
  return { key, path, name: basename(path), size, dialect, options, columns: distinct(header) };
}

/** The rows below the header; one with more or fewer cells than the header is none. */
export async function* dataRows(
  table: TableFile,
): AsyncGenerator<{ readonly rows: readonly Row[]; readonly done: number }> {
  const width = table.columns.length;
  let header = table.options.header === undefined;
  for await (const { rows, done } of rowsOf(table.path, table.dialect)) {
    const below = header && rows.length > 0 ? rows.slice(1) : rows;
    if (rows.length > 0) header = false;
    yield {
      rows: below.map((row) => {
        if (!('cells' in row)) return row;
        const misfit = misfitOf(row.cells, width, table.dialect.encoding);
        return misfit === null ? row : { line: row.line, misfits: [misfit] };
      }),
      done,
    };
  }
}

function misfitOf(cells: readonly string[], width: number, encoding: string) {
  if (cells.length !== width) {
    const expected = `${width} cells, as in the header`;
    return { field: '(row)', value: `${cells.length} cells`, expected };
  }
  const damaged = cells.find((cell) => cell.includes('\uFFFD'));
  if (damaged === undefined) return null;
  return { field: '(row)', value: damaged, expected: `text in ${encoding}` };
}

/**
 * Where a column stands, or null. Throws `csv_column_twice` when a loose name fits two columns.
 */
export function columnIndex(table: TableFile, column: string): number | null {
  const exact = table.columns.indexOf(column.trim());
  if (exact >= 0 || table.options.looseColumns !== true) return exact >= 0 ? exact : null;
  const fits = table.columns.flatMap((name, index) =>
    loose(name) === loose(column) ? [index] : [],
  );
  if (fits.length < 2) return fits[0] ?? null;
  throw new Problem({
    code: 'csv_column_twice',
    message: `${table.name} has more than one column that fits ${column}`,
    field: column,
    value: fits.map((index) => table.columns[index]).join(', '),
    hint: 'Name the column exactly as the header does.',
  });
}

/** The Problem of a mapping that names a column the file does not have. */
export function columnMissing(table: TableFile, column: string): Problem {
  const meant = nearest(column, table.columns);
  return new Problem({
    code: 'csv_column_missing',
    message: `${table.name} has no column ${column}`,
    field: column,
    value: table.columns.join(', '),
    hint: `${meant === null ? '' : `Did you mean ${meant}? `}Name a column of the header above, or set files["${table.key}"].optionalColumns.`,
  });
}

function loose(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^property/, '');
}

function distinct(header: readonly string[]): readonly string[] {
  const used = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.trim() || `(column ${index + 1})`;
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** The delimiter by which most of the first records have as many cells as the header, and the header most. */
function delimiterOf(text: string, quote: string, last: boolean): string {
  const scored = [',', ';', '\t', '|'].map((delimiter) => {
    const dialect = { encoding: '', delimiter, quote, skipLines: 0 };
    const rows = cutRows(text.slice(0, 64 * 1024), {
      line: 1,
      last: last && text.length <= 64 * 1024,
      dialect,
    })
      .rows.flatMap((row) => ('cells' in row ? [row.cells.length] : []))
      .slice(0, 100);
    const width = rows[0] ?? 0;
    const share = rows.filter((length) => length === width).length / Math.max(1, rows.length);
    return { delimiter, score: width < 2 ? 0 : share * 1000 + width };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.delimiter : ',';
}
