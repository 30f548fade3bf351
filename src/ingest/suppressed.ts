/**
 * Who was erased and must not come in again. The list holds keyed hashes alone (HMAC-SHA-256, RFC 2104): without the
 * key, which is not in the database, nobody can try names against it.
 */

import { createHmac } from 'node:crypto';
import { reference } from '../analytics/directory.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';
import type { EntityType } from '../model/vocabulary.ts';

export type SuppressedKind = 'person' | 'address' | 'domain';

/** The key of the list and the name it is known by; null when there is none, because nobody was erased yet. */
export type SuppressionKey = { readonly id: string; readonly bytes: Buffer };
export type KeyForSuppression = () => Promise<SuppressionKey | null>;

export type Suppression = {
  /** The id that stands for an erased person; null for everybody else. */
  readonly person: (type: EntityType, id: string) => string | null;
  /** Whether the address was ours when it was erased; null for every other address. */
  readonly address: (address: string) => { readonly internal: boolean } | null;
  /** The text with a name in the place of each erased address in it, the same name each time. */
  readonly text: (text: string) => string;
};

/** The hash under which somebody or something stands in the list. Addresses and domains come in lower case. */
export function suppressionHash(
  { bytes }: SuppressionKey,
  kind: SuppressedKind,
  text: string,
): Buffer {
  return createHmac('sha256', bytes).update(`${kind}\0${text}`).digest();
}

/** What stands for an erased person or address where something has to. */
export function erasedName(hash: Buffer): string {
  return `erased-${hash.toString('hex', 0, 8)}`;
}

/**
 * Nobody is erased until the transaction ends, as long as it writes what came in: whoever erases (exclusive) waits for
 * it and then sees it. The number is our own.
 */
export async function holdErasure(session: Session, exclusive = false): Promise<void> {
  await session.run(
    exclusive
      ? sql`select pg_advisory_xact_lock(4400002)`
      : sql`select pg_advisory_xact_lock_shared(4400002)`,
  );
}

/**
 * Reads the list for one transaction after the other; what was read is kept until the list grows. Answers null while
 * it is empty. Throws `suppression_key_missing` when the key of a row is not there: whoever was erased would come back.
 */
export function suppressionReader(
  keyOf: KeyForSuppression,
): (session: Session) => Promise<Suppression | null> {
  let known: { readonly last: number; readonly suppression: Suppression } | null = null;
  return async (session) => {
    await holdErasure(session);
    const [row] = await session.query<{ last: number | null }>(
      sql`select max(number) as last from suppressed`,
    );
    const last = row?.last ?? null;
    if (last === null) return null;
    if (known?.last !== last) known = { last, suppression: await read(session, await keyOf()) };
    return known.suppression;
  };
}

async function read(session: Session, key: SuppressionKey | null): Promise<Suppression> {
  const rows = await session.query<Row>(sql`select hash, kind, internal, key_id from suppressed`);
  const foreign = rows.find(({ key_id }) => key_id !== key?.id);
  if (key === null || foreign !== undefined) throw keyMissing(foreign?.key_id ?? '');
  return suppressionOf(rows, key);
}

type Row = {
  readonly hash: Buffer;
  readonly kind: string;
  readonly internal: boolean | null;
  readonly key_id: string;
};

function suppressionOf(rows: readonly Row[], key: SuppressionKey): Suppression {
  const listed = new Map(rows.map(({ hash, internal }) => [hash.toString('hex'), internal]));
  const found = (kind: SuppressedKind, text: string) => {
    const hash = suppressionHash(key, kind, text);
    const internal = listed.get(hash.toString('hex'));
    return internal === undefined ? null : { name: erasedName(hash), internal: internal === true };
  };
  const inAddresses = remembered((address) => found('address', address));
  const inDomains = remembered((domain) => found('domain', domain) !== null);
  return {
    person: (type, id) => found('person', reference(type, id))?.name ?? null,
    address: inAddresses,
    text: (text) =>
      withoutAddresses(text, {
        nameOf: (address) => inAddresses(address)?.name ?? null,
        isListed: inDomains,
      }),
  };
}

/** The same few addresses and hosts come again and again; what was asked for most lately is kept. */
function remembered<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = ask(text);
    if (answers.size >= 50_000) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}

type Names = {
  readonly nameOf: (address: string) => string | null;
  /** Whether any listed address is of this domain. */
  readonly isListed: (domain: string) => boolean;
};

/** Replaces what has a name: addresses that begin and end where no letter or digit goes on. */
function withoutAddresses(text: string, names: Names): string {
  const withoutMail = text.includes('@')
    ? text.replace(/[^\s@]+@[^\s@]+/g, (run) => withoutAddress(run, names))
    : text;
  return withoutMail.includes('+')
    ? withoutMail.replace(phones, (phone) => names.nameOf(phone) ?? phone)
    : withoutMail;
}

const phones = /(?<![a-z0-9])\+\d{6,15}(?![a-z0-9])/gi;

/** NOTE: the longest local part first, as in src/rights/mentions.ts. */
function withoutAddress(run: string, { nameOf, isListed }: Names): string {
  const at = run.indexOf('@');
  for (const end of edges(run, at + 2, run.length)) {
    // Most hosts are nobody's who was erased: their local parts need not be tried.
    if (!isListed(run.slice(at + 1, end).toLowerCase())) continue;
    for (const start of edges(run, 0, at - 1)) {
      const name = nameOf(run.slice(start, end).toLowerCase());
      if (name === null) continue;
      return run.slice(0, start) + name + run.slice(end);
    }
  }
  return run;
}

/** Places between two characters that are not both letters or digits, and the ends. */
function edges(run: string, from: number, to: number): readonly number[] {
  const places: number[] = [];
  for (let place = from; place <= to; place++) {
    const inside = isWord(run.charCodeAt(place - 1)) && isWord(run.charCodeAt(place));
    if (!inside) places.push(place);
  }
  return places;
}

/** A letter or digit of ASCII. */
function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function keyMissing(id: string): Problem {
  return new Problem({
    code: 'suppression_key_missing',
    message: 'People were erased, and the key by which they are kept out is not here.',
    field: 'erased',
    value: `key ${id}`,
    hint: 'Put the file "erased" back into the data folder (RAPPORT_DATA), as it was when they were erased.',
  });
}
