import { isUtf8 } from 'node:buffer';
import { Problem } from '../../model/problem.ts';
import { openBytes } from '../bundle/open.ts';

/** What a file says about its encoding by its first bytes: a byte order mark, or the NULs of UTF-16. */
export function markedEncoding(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.min(head.length >> 1, 200);
  let [even, odd] = [0, 0];
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[pair * 2] === 0) even += 1;
    if (head[pair * 2 + 1] === 0) odd += 1;
  }
  if (odd * 2 > pairs) return 'utf-16le';
  return even * 2 > pairs ? 'utf-16be' : null;
}

/** The first line of a file that is not UTF-8, as windows-1252 would read it; null when all of it is UTF-8. */
export async function firstLineBeyondUtf8(
  path: string,
): Promise<{ readonly line: number; readonly text: string } | null> {
  let rest = Buffer.alloc(0);
  let line = 1;
  const wrongIn = (block: Buffer) => {
    if (isUtf8(block)) return null;
    const lines = block.toString('latin1').split('\n');
    const index = lines.findIndex((text) => !isUtf8(Buffer.from(text, 'latin1')));
    const bytes = Buffer.from(lines[index] ?? '', 'latin1');
    const text = new TextDecoder('windows-1252').decode(bytes).trim();
    return { line: line + index, text: text.slice(0, 200) };
  };
  for await (const chunk of (await openBytes(path)).chunks) {
    const end = chunk.lastIndexOf(10) + 1;
    const block = Buffer.concat([rest, chunk.subarray(0, end)]);
    const wrong = wrongIn(block);
    if (wrong !== null) return wrong;
    line += newlinesIn(block);
    rest = Buffer.from(end === 0 ? Buffer.concat([rest, chunk]) : chunk.subarray(end));
  }
  return wrongIn(rest);
}

/**
 * A file as text with `\n` line ends, chunk by chunk. Bytes that do not fit the encoding become U+FFFD, so that their
 * rows can be rejected alone.
 */
export async function* textOf(
  path: string,
  encoding: string,
): AsyncGenerator<{ readonly text: string; readonly done: number; readonly total: number }> {
  const bytes = await openBytes(path);
  const decoder = new TextDecoder(encoding);
  let held = '';
  for await (const chunk of bytes.chunks) {
    const text = held + decoder.decode(chunk, { stream: true });
    // NOTE: a CR at the end of a chunk may be half of a CRLF.
    held = text.endsWith('\r') ? '\r' : '';
    const whole = held === '' ? text : text.slice(0, -1);
    yield { text: whole.replace(/\r\n?/g, '\n'), done: bytes.done(), total: bytes.size };
  }
  const end = (held + decoder.decode()).replace(/\r\n?/g, '\n');
  yield { text: end, done: bytes.size, total: bytes.size };
}

/** Refuses a file without a mark that is not UTF-8: which of the many one-byte encodings it is only a person knows. */
export async function refuseUnlessUtf8(path: string, key: string): Promise<void> {
  const beyond = await firstLineBeyondUtf8(path);
  if (beyond === null) return;
  throw new Problem({
    code: 'csv_encoding',
    message: `${key} is not in UTF-8: see line ${beyond.line}`,
    field: `files.${key}.encoding`,
    value: beyond.text,
    hint: `Set files["${key}"].encoding to windows-1252 if the value above reads well, or to utf-8 to reject the lines that are not UTF-8.`,
  });
}

function newlinesIn(block: Buffer): number {
  let count = 0;
  for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, at + 1)) count += 1;
  return count;
}
