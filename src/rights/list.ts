import { reference } from '../analytics/directory.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type SuppressionKey, suppressionHash } from '../ingest/suppressed.ts';
import type { SuppressedEntry } from './erased-file.ts';
import type { ToErase } from './people.ts';

/** Under which hashes these people, their addresses and the domains of those stand in the list. */
export function hashesOf(
  { people, addresses }: Pick<ToErase, 'people' | 'addresses'>,
  key: SuppressionKey,
  now: number,
): readonly SuppressedEntry[] {
  const at = new Date(now).toISOString();
  const hash = (kind: SuppressedEntry['kind'], text: string) =>
    suppressionHash(key, kind, text).toString('hex');
  const domains = addresses.flatMap(({ address }) =>
    address.includes('@') ? [address.slice(address.lastIndexOf('@') + 1)] : [],
  );
  const entry = (kind: SuppressedEntry['kind'], text: string, internal: boolean | null = null) => ({
    hash: hash(kind, text),
    kind,
    internal,
    at,
  });
  return [
    ...people.map(({ type, id }) => entry('person', reference(type, id))),
    ...addresses.map(({ address, internal }) => entry('address', address, internal)),
    ...[...new Set(domains)].map((domain) => entry('domain', domain)),
  ];
}

/** Adds to the list of the database what is not in it yet. */
export async function suppress(
  session: Session,
  entries: readonly SuppressedEntry[],
  { id }: SuppressionKey,
): Promise<void> {
  await session.run(sql`
    insert into suppressed (hash, kind, internal, key_id, erased_at)
    select decode(hash, 'hex'), kind, internal, ${id}, at from unnest(
      ${entries.map(({ hash }) => hash)}::text[], ${entries.map(({ kind }) => kind)}::text[],
      ${entries.map(({ internal }) => internal)}::boolean[], ${entries.map(({ at }) => at)}::timestamptz[]
    ) with ordinality new (hash, kind, internal, at, place)
    order by place
    on conflict (hash) do nothing`);
}
