import { isUtf8 } from 'node:buffer';
import { parseItem } from '../../contract/bundle.ts';
import type { Item } from '../../model/bundle.ts';
import { Problem } from '../../model/problem.ts';
import type { Entries, Entry } from './batches.ts';
import { jsonErrorAt } from './json-error.ts';
import { parsedJson } from './ndjson.ts';
import { openBytes } from './open.ts';

/** The keys of a bundle in the order in which they are imported, whatever their order in the file. */
export const bundleKeys = {
  organization: 'organization',
  settings: 'settings',
  users: 'user',
  teams: 'team',
  accounts: 'account',
  contacts: 'contact',
  leads: 'lead',
  opportunities: 'opportunity',
  activities: 'activity',
} as const satisfies Record<string, Item['type']>;

/** Objects that are checked between two looks at the event loop. */
const stride = 500;

/**
 * A bundle that is one JSON object. It is read whole, so a file above `limit` bytes (unzipped) is refused with
 * `bundle_too_large`; broken JSON with `bundle_broken`, its line and column.
 */
export async function* jsonEntries(path: string, limit: number): Entries {
  const bundle = await readWhole(path, limit);
  const objects = objectsOf(bundle);
  for (let start = 0; start < objects.length; start += stride) {
    const entries = objects
      .slice(start, start + stride)
      .map(({ place, type, raw, expected }, index): Entry => {
        const done = start + index + 1;
        if (expected !== undefined) {
          const value = Array.isArray(raw) ? `a list of ${raw.length}` : typeof raw;
          return { place, done, misfits: [{ field: place, value, expected }] };
        }
        const outcome = parseItem(type, raw);
        return 'item' in outcome
          ? { place, done, item: outcome.item }
          : { place, done, misfits: outcome.rejects };
      });
    yield { entries, total: objects.length };
  }
}

type Found = {
  readonly place: string;
  readonly type: Item['type'];
  readonly raw: unknown;
  /** Set when what stands here cannot be one of `type`. */
  readonly expected?: string;
};

function objectsOf(bundle: object): readonly Found[] {
  const found = Object.entries(bundleKeys).flatMap(([key, type]): Found[] => {
    const raw: unknown = Reflect.get(bundle, key);
    if (raw === undefined || raw === null) return [];
    if (key === type) return [{ place: key, type, raw }];
    if (!Array.isArray(raw)) return [{ place: key, type, raw, expected: 'a list' }];
    return raw.map((one: unknown, index) => ({ place: `${key}[${index}]`, type, raw: one }));
  });
  // A key such as `opportunites` would lose its whole list in silence; a mere note (`version: 2`) may stand there.
  const unknown = Object.entries(bundle).flatMap(([place, raw]: [string, unknown]): Found[] => {
    if (Object.hasOwn(bundleKeys, place) || typeof raw !== 'object' || raw === null) return [];
    return [
      { place, type: 'activity', raw, expected: `one of ${Object.keys(bundleKeys).join(', ')}` },
    ];
  });
  return [...found, ...unknown];
}

async function readWhole(path: string, limit: number): Promise<object> {
  const bytes = await openBytes(path);
  const parts: Buffer[] = [];
  let length = bytes.zipped ? 0 : bytes.size;
  if (length > limit) throw tooLarge(length, limit);
  length = 0;
  for await (const chunk of bytes.chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > limit) throw tooLarge(length, limit);
  }
  const whole = Buffer.concat(parts);
  if (!isUtf8(whole)) {
    throw new Problem({
      code: 'bundle_encoding',
      message: 'The bundle is not in UTF-8',
      value: path,
      hint: 'Save it as UTF-8.',
    });
  }
  const text = whole.toString('utf8').replace(/^\uFEFF/, '');
  const bundle = parsedJson(text);
  if (bundle === undefined) throw broken(text);
  if (typeof bundle === 'object' && bundle !== null && !Array.isArray(bundle)) return bundle;
  throw new Problem({
    code: 'bundle_format',
    message: 'The file holds no JSON object',
    value: text.slice(0, 100),
    hint: 'A bundle is one object with the keys users, accounts, …; or NDJSON, one object per line with its type.',
  });
}

function tooLarge(length: number, limit: number): Problem {
  return new Problem({
    code: 'bundle_too_large',
    message: `A bundle that is one JSON object may have at most ${limit} bytes`,
    value: length,
    hint: 'Write it as NDJSON (one object per line, each with its type): that may have any size.',
  });
}

function broken(text: string): Problem {
  const offset = jsonErrorAt(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const end = text.slice(offset).trim() === '';
  return new Problem({
    code: 'bundle_broken',
    message: `The JSON is broken at line ${line}, column ${column}`,
    field: `line ${line}, column ${column}`,
    value: text.slice(offset, offset + 40),
    hint: end
      ? 'The file ends too early: is the download or the export complete?'
      : 'Correct it there. A file with one object per line is NDJSON: name it .ndjson.',
  });
}
