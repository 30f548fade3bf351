import Papa, { type ParseResult } from 'papaparse';
import type { Misfit } from '../../contract/misfit.ts';
import { shown } from '../../model/problem.ts';
import { textOf } from './encoding.ts';

/** A record of a CSV file and the line on which it begins (quoted cells may span lines), or why it is none. */
export type Row =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly misfits: readonly Misfit[] };

export type Dialect = {
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  /** Lines before the header. */
  readonly skipLines: number;
};

/** A record that is longer than this has lost a quote. */
const longestRecord = 1024 * 1024;

/**
 * The rows of a file in order, the header first, blank ones left out. A quote that is never closed, or closed in the
 * middle of a cell, would swallow every line up to some other quote: only the line that opens it is given up.
 */
export async function* rowsOf(
  path: string,
  dialect: Dialect,
): AsyncGenerator<{ readonly rows: readonly Row[]; readonly done: number }> {
  let rest = '';
  let line = 1;
  let read = 0;
  for await (const { text, done } of textOf(path, dialect.encoding)) {
    rest += text;
    while (line <= dialect.skipLines && rest.includes('\n')) {
      rest = rest.slice(rest.indexOf('\n') + 1);
      line += 1;
    }
    read = done;
    if (line <= dialect.skipLines) continue;
    const cut = cutRows(rest, { line, last: false, dialect });
    ({ rest, line } = cut);
    yield { rows: cut.rows, done };
  }
  if (line > dialect.skipLines) {
    yield { rows: cutRows(rest, { line, last: true, dialect }).rows, done: read };
  }
}

/** The whole records at the start of a text, and what is left of it. `last`: nothing comes after it. */
export function cutRows(
  text: string,
  from: { readonly line: number; readonly last: boolean; readonly dialect: Dialect },
): { readonly rows: readonly Row[]; readonly rest: string; readonly line: number } {
  const { delimiter, quote } = from.dialect;
  const rows: Row[] = [];
  let { line } = from;
  let rest = text;
  while (rest !== '') {
    const parser = new Papa.Parser({
      delimiter,
      newline: '\n',
      quoteChar: quote,
      escapeChar: quote,
    });
    const result: ParseResult<string[]> = parser.parse(rest, 0, !from.last);
    // A record that goes on beyond this text may look broken only because it is cut.
    const complete = result.data.length;
    const broken = result.errors.find(
      ({ type, row = 0 }) => type === 'Quotes' && (from.last || row < complete),
    )?.row;
    const start = line;
    for (const cells of result.data.slice(0, broken)) {
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
      line += 1 + cells.reduce((sum, cell) => sum + newlinesIn(cell), 0);
    }
    if (broken === undefined) {
      rest = from.last ? '' : rest.slice(result.meta.cursor);
      if (rest.length <= longestRecord) break;
    } else {
      rest = rest.slice(offsetOfLine(rest, line - start));
    }
    const end = rest.indexOf('\n');
    const given = end < 0 ? rest : rest.slice(0, end);
    const expected = 'quotes that are closed where the cell ends';
    rows.push({ line, misfits: [{ field: '(row)', value: shown(given), expected }] });
    line += 1;
    rest = end < 0 ? '' : rest.slice(end + 1);
  }
  return { rows, rest, line };
}

function offsetOfLine(text: string, lines: number): number {
  let offset = 0;
  for (let count = 0; count < lines; count += 1) offset = text.indexOf('\n', offset) + 1;
  return offset;
}

function newlinesIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}
