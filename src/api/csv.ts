/**
 * Tables as CSV that spreadsheets open as it is meant: UTF-8 with a byte order mark, without which Excel reads another
 * code page; lines end with CR LF (RFC 4180); text that would be a formula is text.
 */

import papa from 'papaparse';

export type CsvValue = string | number | boolean | null;

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), also in full width. */
const formula = /^[\t\r\n ]*[=+\-@＝＋－＠]|^[\t\r]/;

/** Rows of CSV without a heading, each ended. A quote stands before what would be a formula; numbers stay numbers. */
export function csvLines(rows: readonly (readonly CsvValue[])[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => row.map(cellOf));
  return `${papa.unparse(cells, { newline: '\r\n' })}\r\n`;
}

/** A table as an answer that is written while it is read: the heading, then what `pages` give. */
export function csvResponse(
  name: string,
  heading: readonly string[],
  pages: AsyncIterable<readonly (readonly CsvValue[])[]>,
): Response {
  const lines = async function* () {
    yield `\ufeff${csvLines([heading])}`;
    for await (const rows of pages) yield csvLines(rows);
  };
  return downloadResponse(`${name}.csv`, 'text/csv; charset=utf-8; header=present', lines());
}

/** A file that is written while it is read. */
export function downloadResponse(
  name: string,
  type: string,
  pieces: AsyncIterable<string>,
): Response {
  return new Response(streamOf(pieces), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
    },
  });
}

/** NOTE: a failure in the middle breaks the connection off, so that nobody takes a part for the whole. */
function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}

function cellOf(value: CsvValue): string | number | boolean {
  if (value === null) return '';
  return typeof value === 'string' && formula.test(value) ? `'${value}` : value;
}
