/** The ids that tie messages into conversations. */

import { eachHeader, firstHeader, type Headers } from './headers.ts';
import { cutText, decodedText } from './text.ts';

export type Conversation = {
  /** With angle brackets; null when the message has none. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
};

/**
 * Message-ID, In-Reply-To and References, ids with angle brackets and without white space. Of an In-Reply-To that is
 * prose the id is taken alone, because addresses stand in brackets there too; of one with several ids the first is the
 * parent and the others are references.
 */
export function conversationOf(headers: Headers): Conversation {
  const [messageId = null] = idsIn(firstHeader(headers, 'message-id') ?? '');
  const parents = parentsIn(firstHeader(headers, 'in-reply-to') ?? '');
  const references = new Set<string>();
  for (const value of eachHeader(headers, 'references')) {
    for (const id of idsIn(value)) references.add(id);
  }
  for (const id of parents.slice(1)) references.add(id);
  return { messageId, inReplyTo: parents[0] ?? null, references: [...references] };
}

/** RFC 5322 lets no line be longer, so no id either; what is longer is cut the same way wherever it is named. */
const longestId = 998;

function idsIn(value: string): readonly string[] {
  // Some servers encode long headers that must not be encoded.
  const text = value.includes('=?') ? decodedText(value) : value;
  const bracketed = text.match(/<[^<>]+>/g) ?? bareIdsIn(text).map((id) => `<${id}>`);
  return bracketed.map(normalId).filter((id) => id !== '<>');
}

/** Ids without brackets, as long as there is nothing else: prose names addresses, which look the same. */
function bareIdsIn(text: string): readonly string[] {
  const words = text.split(/[\s,;<>]+/).filter((word) => word !== '');
  return words.length === 1 || words.every((word) => /^[^@]+@[^@]+$/.test(word)) ? words : [];
}

function parentsIn(value: string): readonly string[] {
  const ids = idsIn(value);
  const prose = value.replace(/<[^<>]*>/g, ' ').replace(/[\s,;]/g, '') !== '';
  if (!prose || !value.includes('<')) return ids;
  // `<id>; from Jane <jane@example.com>` and `Message from Jane <jane@example.com> of "…" <id>`.
  return value.startsWith('<') ? ids.slice(0, 1) : ids.slice(-1);
}

function normalId(id: string): string {
  const compact = id.replace(/\s+/g, '');
  return compact.length > longestId ? `${cutText(compact, longestId - 1)}>` : compact;
}
