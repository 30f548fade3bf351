import { itemTypes } from '../../contract/bundle-schemas.ts';
import type { Bundle, Connector, Item, Reject } from '../../model/bundle.ts';
import { defaultSettings } from '../../model/entities.ts';
import { Problem } from '../../model/problem.ts';
import { batches } from './batches.ts';
import { bundleKeys, jsonEntries } from './json.ts';
import { ndjsonEntries, parsedJson } from './ndjson.ts';
import { fingerprintOf, headOf } from './open.ts';

/** The largest bundle that is one JSON object, in bytes: read whole it takes ten times that. NDJSON has no limit. */
const largestJson = 64 * 1024 * 1024;

/**
 * The items of a bundle file: one JSON object, or NDJSON of any size; either may be gzipped. Rejects say
 * `activities[17]` or `line 240`. Throws a Problem for a file that is missing, empty, broken as a whole or too large.
 */
export function bundleConnector(
  path: string,
  options: { readonly batchSize?: number; readonly jsonLimit?: number } = {},
): Connector {
  return async function* ({ cursor, signal }) {
    const source =
      (await formatOf(path)) === 'ndjson'
        ? ndjsonEntries(path)
        : jsonEntries(path, options.jsonLimit ?? largestJson);
    const fingerprint = await fingerprintOf(path);
    yield* batches(source, { cursor, signal, size: options.batchSize ?? 1000, fingerprint });
  };
}

/** A bundle as a whole in memory, with the defaults for what it does not say, and what did not fit. */
export async function readBundle(
  path: string,
): Promise<{ readonly bundle: Bundle; readonly rejects: readonly Reject[] }> {
  const items: Item[] = [];
  const rejects: Reject[] = [];
  const signal = new AbortController().signal;
  for await (const batch of bundleConnector(path)({ cursor: null, signal })) {
    items.push(...batch.items);
    rejects.push(...batch.rejects);
  }
  const bundle: Bundle = {
    organization: items.find((item) => item.type === 'organization')?.value ?? unnamed,
    settings: {
      ...defaultSettings,
      ...items.find((item) => item.type === 'settings')?.value,
    },
    users: items.flatMap((item) => (item.type === 'user' ? [item.value] : [])),
    teams: items.flatMap((item) => (item.type === 'team' ? [item.value] : [])),
    accounts: items.flatMap((item) => (item.type === 'account' ? [item.value] : [])),
    contacts: items.flatMap((item) => (item.type === 'contact' ? [item.value] : [])),
    leads: items.flatMap((item) => (item.type === 'lead' ? [item.value] : [])),
    opportunities: items.flatMap((item) => (item.type === 'opportunity' ? [item.value] : [])),
    activities: items.flatMap((item) => (item.type === 'activity' ? [item.value] : [])),
  };
  return { bundle, rejects };
}

const unnamed: Bundle['organization'] = { name: '', timeZone: 'UTC', domains: [] };

/**
 * A name decides first; then the first key (no object of a bundle has a key that the bundle itself has); then whether
 * the first line is a whole object that says its type.
 */
async function formatOf(path: string): Promise<'json' | 'ndjson'> {
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(path)) return 'ndjson';
  const head = (await headOf(path, 256 * 1024)).toString('utf8').replace(/^\uFEFF/, '');
  const text = head.trimStart();
  if (!text.startsWith('{')) {
    throw new Problem({
      code: 'bundle_format',
      message: text === '' ? 'The file is empty' : 'The file is no bundle',
      value: text.slice(0, 100),
      hint: 'A bundle is one JSON object with the keys users, accounts, …; or NDJSON, one object per line with its type.',
    });
  }
  const firstKey = /^\{\s*"([^"\\]*)"/.exec(text)?.[1];
  if (firstKey !== undefined && Object.hasOwn(bundleKeys, firstKey)) return 'json';
  const first = parsedJson(text.split('\n', 1)[0] ?? '');
  const type: unknown =
    typeof first === 'object' && first !== null ? Reflect.get(first, 'type') : undefined;
  return itemTypes.some((known) => known === type) ? 'ndjson' : 'json';
}
