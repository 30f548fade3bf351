/** What a document is: a feed with its items, or a page that names one. */

import type { FeedFailure } from '../contract/feed-failures.ts';
import { decodedText } from './decoding.ts';
import { namedFeed } from './discovery.ts';
import { type FeedDocument, readFeed } from './reading.ts';

/** As it came, and from where. */
export type Unread = {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly url: string;
};

export type Understood =
  | { readonly feed: FeedDocument }
  /** A page, and the feed that it names; null: none. */
  | { readonly names: string | null }
  | { readonly because: FeedFailure };

/** What a document is, by its content: servers say many things of what they send. */
export function understand({ bytes, contentType, url }: Unread): Understood {
  const text = decodedText(bytes, contentType);
  const read = readFeed(text, url);
  if (!('because' in read)) return { feed: read };
  const isPage = /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text);
  return read.because === 'not_a_feed' && isPage ? { names: namedFeed(text, url) } : read;
}
