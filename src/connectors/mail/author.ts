/** Who wrote a message, also when a list put its own address into From. */

import type { ReaderFlag } from '../../model/activity.ts';
import { type Mailbox, parseAddresses } from './addresses.ts';
import { firstHeader, type HeaderName, type Headers, hasHeader } from './headers.ts';

export type Author = { readonly mailbox: Mailbox | null; readonly flags: readonly ReaderFlag[] };

/**
 * The author: From (else Sender), or, when a list has rewritten From because of DMARC, whom X-Original-From or Reply-To
 * names, flagged. Reply-To alone says nothing: many lists set it to themselves and leave From as it was.
 */
export function authorOf(headers: Headers, recipients: readonly Mailbox[]): Author {
  const written = mailboxesOf(headers, 'from')[0] ?? mailboxesOf(headers, 'sender')[0];
  if (written === undefined) return { mailbox: null, flags: [] };
  const original = originalAuthor(headers, written, recipients);
  return original === null
    ? { mailbox: written, flags: [] }
    : { mailbox: original, flags: ['author_from_reply_to'] };
}

function originalAuthor(
  headers: Headers,
  from: Mailbox,
  recipients: readonly Mailbox[],
): Mailbox | null {
  const [named] = mailboxesOf(headers, 'x-original-from');
  if (named !== undefined) return named.address === from.address ? null : named;
  const postedTo = listAddresses(headers);
  const saysVia = /\S\s+via\s+\S/i.test(from.name);
  if (!saysVia && !postedTo.has(from.address)) return null;
  const isOfList =
    postedTo.size > 0 ||
    hasHeader(headers, 'list-id') ||
    recipients.some(({ address }) => address === from.address);
  if (!isOfList) return null;
  const author = mailboxesOf(headers, 'reply-to').find(
    ({ address }) => address !== from.address && !postedTo.has(address),
  );
  if (author === undefined) return null;
  return author.name === '' ? { ...author, name: nameBeforeVia(from.name) } : author;
}

/** `<mailto:list@example.org?subject=…>` of List-Post (RFC 2369). */
function listAddresses(headers: Headers): ReadonlySet<string> {
  const posts = mailboxesOf(headers, 'list-post');
  return new Set(posts.map(({ address }) => address.replace(/\?.*$/, '')));
}

function nameBeforeVia(name: string): string {
  const via = name.search(/\s+via\s/i);
  return via < 0 ? '' : name.slice(0, via).replace(/^['"](.*)['"]$/, '$1');
}

function mailboxesOf(headers: Headers, name: HeaderName): readonly Mailbox[] {
  const value = firstHeader(headers, name);
  return value === null ? [] : parseAddresses(value);
}
