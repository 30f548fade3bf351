/**
 * Address lists as they are really written. One pass, by hand: quoted strings, comments, groups, source routes and
 * encoded words are read, and what RFC 5322 forbids but mail contains (open quotes, semicolons as commas, missing
 * brackets, archives' "jane at example.com") is read as its writer meant it.
 */

import { cutText, decodedText } from './text.ts';

export type Mailbox = {
  /** Trimmed and lower-cased. */
  readonly address: string;
  /** Decoded; empty when the source gave none. */
  readonly name: string;
};

/** Entries that have been read, by their text: null when there is no address in it. */
export type KnownEntries = Map<string, Mailbox | null>;

/**
 * Every mailbox of an address header, groups opened; entries without an address are left out. What is `known` is not
 * read again: it saves time, as a mailbox has few correspondents, and never changes what comes out.
 */
export function parseAddresses(
  text: string,
  known: KnownEntries = knownEntries,
): readonly Mailbox[] {
  const mailboxes: Mailbox[] = [];
  const list: List = {
    text,
    at: 0,
    comma: -1,
    entry: emptyEntry(),
    openQuote: false,
    openComment: false,
  };
  while (list.at < text.length) {
    skipSpace(list);
    const key = entryText(list);
    const seen = key === null ? undefined : known.get(key);
    if (seen !== undefined) {
      if (seen !== null) mailboxes.push(seen);
      list.at = list.comma + 1;
      continue;
    }
    takeEntry(list);
    const mailbox = mailboxOf(list.entry);
    if (mailbox !== null) mailboxes.push(mailbox);
    list.entry = emptyEntry();
    // An open quote or bracket was looked for in what follows: elsewhere the same text may be read in another way.
    const isWhole = list.at === list.comma && !list.openQuote && !list.openComment;
    if (key !== null && isWhole) remember(known, { key, mailbox });
    list.at++;
  }
  return mailboxes;
}

/** One address as it is compared and stored: trimmed, lower-cased, without the wrappings that programs leave on. */
export function normalAddress(raw: string): string | null {
  if (raw.length > 2 * longestAddress) return null;
  const address = raw
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^@[^:]*:/, '')
    .replace(/^'(.*)'$/, '$1')
    .replace(/"([^"\\\s@]*)"/g, '$1')
    .replace(/\s*@\s*/, '@')
    .replace(/[.\s]+$/, '')
    .toLowerCase();
  const sign = address.lastIndexOf('@');
  if (sign < 1 || sign === address.length - 1 || address.length > longestAddress) return null;
  // What has no place in a local part (RFC 5322 §3.2.3) is left of a group or list that somebody took for an address.
  if (/[\s()<>,:;]/.test(address.slice(0, sign)) && !/^"[^"]*"@\S+$/.test(address)) return null;
  return /\s/.test(address.slice(sign)) ? null : address;
}

/** RFC 5321 §4.5.3.1: 64 for the local part, one for the sign, 255 for the domain. */
const longestAddress = 320;
const longestName = 200;

type Word = { readonly text: string; readonly quoted: boolean };
type Entry = { readonly words: Word[]; readonly comments: string[]; angle: string | null };

/** How far the pass has come. A quote or bracket found open to the end is not searched again: the pass stays linear. */
type List = {
  readonly text: string;
  at: number;
  /** The next comma outside of the quotes that an entry begins with, or the end. */
  comma: number;
  entry: Entry;
  openQuote: boolean;
  openComment: boolean;
};

function emptyEntry(): Entry {
  return { words: [], comments: [], angle: null };
}

function mailboxOf({ words, comments, angle }: Entry): Mailbox | null {
  const bracketed = angle === null ? null : normalAddress(angle);
  if (bracketed !== null) return named(bracketed, words, comments);
  const unquoted = words.findLastIndex((word) => !word.quoted && word.text.includes('@'));
  const index = unquoted >= 0 ? unquoted : words.findLastIndex((word) => word.text.includes('@'));
  const bare = normalAddress(words[index]?.text ?? '');
  if (bare !== null) return named(bare, words.toSpliced(index, 1), comments);
  const spelled = spelledOut(words);
  return spelled === null ? null : named(spelled, [], comments);
}

/** `jane at example.com`, as public archives hide addresses. */
function spelledOut(words: readonly Word[]): string | null {
  const [local, at, domain] = words;
  if (words.length !== 3 || local === undefined || domain === undefined) return null;
  if (at?.text !== 'at' || !domain.text.includes('.')) return null;
  return normalAddress(`${local.text}@${domain.text}`);
}

function named(address: string, words: readonly Word[], comments: readonly string[]): Mailbox {
  const text = words.length > 0 ? words.map((word) => word.text).join(' ') : comments.join(' ');
  return withName(address, text);
}

function withName(address: string, text: string): Mailbox {
  const decoded = decodedText(text);
  const name = decoded.startsWith("'") ? decoded.replace(/^'(.*)'$/, '$1').trim() : decoded;
  return { address, name: name.toLowerCase() === address ? '' : cutText(name, longestName) };
}

function skipSpace(list: List): void {
  while (/\s/.test(list.text.charAt(list.at))) list.at++;
}

/** The entry at hand, up to the comma that seems to end it; null when it is too long to be a usual one. */
function entryText(list: List): string | null {
  const { text, at, openQuote } = list;
  const quoteEnd = text.charAt(at) === '"' && !openQuote ? text.indexOf('"', at + 1) : -1;
  const from = Math.max(at, quoteEnd);
  if (list.comma < from) {
    const comma = text.indexOf(',', from);
    list.comma = comma < 0 ? text.length : comma;
  }
  return list.comma - at > longestEntry ? null : text.slice(at, list.comma);
}

const longestEntry = 300;
const mostKnown = 10_000;
const knownEntries: KnownEntries = new Map();

function remember(
  known: KnownEntries,
  { key, mailbox }: { readonly key: string; readonly mailbox: Mailbox | null },
): void {
  // A group or a semicolon makes several entries of one.
  if (/[:;]/.test(key)) return;
  if (known.size >= mostKnown) known.clear();
  known.set(key, mailbox);
}

/** Takes everything up to the end of the entry: a comma, or a semicolon, which some programs write for it. */
function takeEntry(list: List): void {
  while (list.at < list.text.length) {
    const character = list.text.charAt(list.at);
    if (character === ',' || character === ';') return;
    if (character === '"') takeQuoted(list);
    else if (character === '(') takeComment(list);
    else if (character === '<') takeAngle(list);
    else if (character !== ':') takeAtom(list);
    else if (list.entry.angle !== null) return;
    else {
      // What stood before is the name of a group (or `mailto`): nobody's address.
      list.entry = emptyEntry();
      list.at++;
    }
  }
}

function takeQuoted(list: List): void {
  const { text, at: start } = list;
  const end = closingQuote(list, start);
  if (end < 0) {
    list.at = start + 1;
    return;
  }
  const content = text.slice(start + 1, end);
  const domain = text.charAt(end + 1) === '@' ? atomFrom(text, end + 1) : '';
  list.entry.words.push(
    domain === ''
      ? { text: unescaped(content), quoted: true }
      : { text: `"${content}"${domain}`, quoted: false },
  );
  list.at = end + 1 + domain.length;
}

function takeComment(list: List): void {
  const { text, at: start } = list;
  list.at = start + 1;
  if (list.openComment) return;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) {
      list.entry.comments.push(unescaped(text.slice(start + 1, at)));
      list.at = at + 1;
      return;
    }
  }
  list.openComment = true;
}

function takeAngle(list: List): void {
  const { text, at: start, entry } = list;
  let at = start + 1;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '>' || character === '<') break;
    if (character === '"') at = Math.max(at, closingQuote(list, at));
    // A comma inside is a source route, or else the bracket was never closed.
    else if (character === ',' && text.charAt(start + 1) !== '@') break;
  }
  const content = text.slice(start + 1, at);
  if (entry.angle === null || normalAddress(entry.angle) === null) entry.angle = content;
  list.at = text.charAt(at) === '>' ? at + 1 : at;
}

function takeAtom(list: List): void {
  encodedWord.lastIndex = list.at;
  const atom = encodedWord.exec(list.text)?.[0] ?? atomFrom(list.text, list.at);
  if (atom !== '') list.entry.words.push({ text: atom, quoted: false });
  list.at += Math.max(1, atom.length);
}

function atomFrom(text: string, start: number): string {
  atomCharacters.lastIndex = start;
  return atomCharacters.exec(text)?.[0] ?? '';
}

/** The index of the quote that closes the one at `start`, or -1 when it stays open. */
function closingQuote(list: List, start: number): number {
  if (list.openQuote) return -1;
  for (let at = start + 1; at < list.text.length; at++) {
    const character = list.text.charAt(at);
    if (character === '\\') at++;
    else if (character === '"') return at;
  }
  list.openQuote = true;
  return -1;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}

const atomCharacters = /[^\s",:;<>()]+/y;
const encodedWord = /=\?[^?\s]+\?[bq]\?[^?]*\?=/iy;
