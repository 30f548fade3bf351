/** Which addresses are fetched at all: judged by their text, before anybody is asked where they lead. */

import type { FeedFailure } from '../contract/feed-failures.ts';

export type CheckedAddress = { readonly url: URL } | { readonly refused: FeedFailure };

/**
 * An address as it is fetched, or why it is not: http or https on their own ports, a name under a public suffix, nobody's
 * credentials, and no address in numbers, however it is written.
 */
export function checkedAddress(text: string): CheckedAddress {
  if (text.length > 2048 || /[\s\\]|\p{Cc}|\p{Cf}/u.test(text)) return refused('not_an_address');
  if (!/^https?:/i.test(text))
    return refused(/^[a-z][\w+.-]*:/i.test(text) ? 'scheme' : 'not_an_address');
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) return refused('not_an_address');
  if (authority.includes('@')) return refused('credentials');
  const url = URL.parse(text);
  // Nobody writes the name of a host with percent signs but to hide it.
  if (url === null || authority.includes('%')) return refused('not_an_address');
  if (url.port !== '' || /:\d*$/.test(authority.replace(/:(?:80|443)$/, '')))
    return refused('port');
  if (url.hostname.startsWith('[') || /^[\d.]+$/.test(url.hostname))
    return refused('literal_address');
  return isPublicName(url.hostname) ? { url } : refused('not_a_public_name');
}

/** Top-level names that mean something else to every network, or are kept for examples (RFC 6761, 6762, 8375, 9476 …). */
const notPublic = new Set(
  'localhost local localdomain internal intranet private corp home lan test invalid example onion alt arpa svc cluster'.split(
    ' ',
  ),
);

function isPublicName(host: string): boolean {
  const labels = host.split('.');
  const top = labels.at(-1) ?? '';
  return (
    labels.length > 1 &&
    host.length <= 253 &&
    labels.every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(label)) &&
    /^(?:[a-z]{2,}|xn--[a-z\d-]+)$/.test(top) &&
    !notPublic.has(top)
  );
}

function refused(why: FeedFailure): CheckedAddress {
  return { refused: why };
}
