/** Whether the log is as it was written: every entry is there, in its place, and holds what its hash says. */

import { createHash } from 'node:crypto';
import type { AuditVerification } from '../contract/audit.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

export type LoggedEntry = {
  readonly number: number;
  readonly content: string;
  readonly hash: Buffer;
};

/** The place and hash of an entry, as `rapport audit` prints them to be noted elsewhere. */
export type AuditHead = { readonly number: number; readonly hash: string };

/**
 * Reads the whole log and answers the first entry that is not as it was written. `noted`: a head from before, without
 * which nobody can tell that the end is missing, or that all was written anew by who owns the database.
 */
export async function verifyAudit(
  session: Session,
  noted: AuditHead | null = null,
): Promise<AuditVerification> {
  let entries = 0;
  let last: LoggedEntry | null = null;
  let broken: AuditVerification['broken'] = null;
  for await (const entry of loggedEntries(session)) {
    entries += 1;
    broken ??= brokenLink(last, entry) ?? againstNoted(entry, noted);
    last = entry;
  }
  if (broken === null && noted !== null && (last?.number ?? 0) < noted.number)
    broken = { number: (last?.number ?? 0) + 1, because: 'missing' };
  return {
    entries,
    head: last === null ? null : { number: last.number, hash: last.hash.toString('hex') },
    broken,
  };
}

/** Every entry in order, a page at a time. */
export async function* loggedEntries(session: Session): AsyncGenerator<LoggedEntry, void> {
  for (let after = 0; ; ) {
    const page = await session.query<LoggedEntry>(sql`
      select number, content, hash from audit_entry where number > ${after} order by number limit ${pageSize}`);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.number;
  }
}

const pageSize = 2000;

/** The hash that an entry has after another one: SHA-256 of that one's hash, the number, a line feed and the content. */
export function linkHash(
  before: Pick<LoggedEntry, 'hash'> | null,
  { number, content }: Pick<LoggedEntry, 'number' | 'content'>,
): Buffer {
  return createHash('sha256')
    .update(before?.hash ?? Buffer.alloc(0))
    .update(`${number}\n${content}`)
    .digest();
}

function brokenLink(before: LoggedEntry | null, entry: LoggedEntry): AuditVerification['broken'] {
  const expected = (before?.number ?? 0) + 1;
  if (entry.number !== expected) return { number: expected, because: 'missing' };
  return linkHash(before, entry).equals(entry.hash)
    ? null
    : { number: entry.number, because: 'changed' };
}

function againstNoted(entry: LoggedEntry, noted: AuditHead | null): AuditVerification['broken'] {
  if (noted === null || noted.number !== entry.number) return null;
  return entry.hash.toString('hex') === noted.hash
    ? null
    : { number: entry.number, because: 'not_as_noted' };
}
