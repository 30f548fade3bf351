import { isUtf8 } from 'node:buffer';
import { parseItem } from '../../contract/bundle.ts';
import { itemTypes } from '../../contract/bundle-schemas.ts';
import type { Misfit } from '../../contract/misfit.ts';
import type { Item } from '../../model/bundle.ts';
import { shown } from '../../model/problem.ts';
import type { Entries, Entry } from './batches.ts';
import { openBytes } from './open.ts';

/** A longer line is no line of NDJSON, but a file of another kind; it is not collected in memory. */
const longestLine = 16 * 1024 * 1024;

const newline = 10;

/** NDJSON of any size, line by line: one object with its `type` each. Blank lines, CRLF and a BOM do not matter. */
export async function* ndjsonEntries(path: string): Entries {
  const bytes = await openBytes(path);
  let offset = 0;
  let number = 0;
  let pending: Buffer[] = [];
  let pendingLength = 0;

  function finish(end: Buffer): Entry[] {
    number += 1;
    offset += pendingLength + end.length;
    const parts = [...pending, end];
    const length = pendingLength + end.length;
    pending = [];
    pendingLength = 0;
    const place = `line ${number}`;
    const done = bytes.zipped ? bytes.done() : offset;
    if (length > longestLine) return [{ place, done, ...tooLong(length) }];
    const line = parts.length === 1 ? end : Buffer.concat(parts);
    const outcome = lineOf(line, number === 1);
    return outcome === null ? [] : [{ place, done, ...outcome }];
  }

  for await (const chunk of bytes.chunks) {
    const entries: Entry[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(newline, start);
      if (end < 0) break;
      entries.push(...finish(chunk.subarray(start, end + 1)));
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    pendingLength += rest.length;
    if (pendingLength <= longestLine) pending.push(rest);
    else pending = [];
    yield { entries, total: bytes.size };
  }
  if (pendingLength > 0) yield { entries: finish(Buffer.alloc(0)), total: bytes.size };
}

function tooLong(length: number): { readonly misfits: readonly Misfit[] } {
  const expected = `a line of at most ${longestLine} bytes`;
  return { misfits: [{ field: 'line', value: `${length} bytes`, expected }] };
}

/** What a line holds; null when it is blank. */
function lineOf(
  bytes: Buffer,
  first: boolean,
): { readonly item: Item } | { readonly misfits: readonly Misfit[] } | null {
  const text = bytes.toString('utf8').replace(first ? /^\uFEFF/ : '', '');
  if (text.trim() === '') return null;
  const wrong = (field: string, value: string, expected: string) => ({
    misfits: [{ field, value: shown(value), expected }],
  });
  if (!isUtf8(bytes)) return wrong('line', text, 'text in UTF-8');
  const raw = parsedJson(text);
  if (raw === undefined) return wrong('line', text, 'one JSON object in one line');
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return wrong('line', text, 'a JSON object');
  }
  const given: unknown = Reflect.get(raw, 'type');
  const type = itemTypes.find((candidate) => candidate === given);
  if (type === undefined) {
    const value = typeof given === 'string' ? given : '(missing)';
    return wrong('type', value, `one of ${itemTypes.join(', ')}`);
  }
  const outcome = parseItem(type, raw);
  return 'item' in outcome ? outcome : { misfits: outcome.rejects };
}

/** The value of a JSON text; undefined when it is broken. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
