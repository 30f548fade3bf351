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

/** Every mailbox of an address header, groups opened; entries without an address are left out. */
export function parseAddresses(text: string): readonly Mailbox[] {
  const mailboxes: Mailbox[] = [];
  const list: List = { text, at: 0, entry: emptyEntry(), openQuote: false, openComment: false };
  const finish = () => {
    const mailbox = mailboxOf(list.entry);
    if (mailbox !== null) mailboxes.push(mailbox);
    list.entry = emptyEntry();
  };
  while (list.at < text.length) {
    skipSpace(list);
    if (takeUsual(list, mailboxes)) continue;
    const character = text.charAt(list.at);
    if (character === '"') takeQuoted(list);
    else if (character === '(') takeComment(list);
    else if (character === '<') takeAngle(list);
    else if (character === ',' || character === ';') {
      finish();
      list.at++;
    } else if (character === ':') {
      if (list.entry.angle !== null) finish();
      // What stood before is the name of a group (or `mailto`): nobody's address.
      list.entry = emptyEntry();
      list.at++;
    } else takeAtom(list);
  }
  finish();
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

/** Reads a whole entry in one go when nothing about it is special, as with nearly all: it takes a fifth of the time. */
function takeUsual(list: List, mailboxes: Mailbox[]): boolean {
  const { words, comments, angle } = list.entry;
  if (words.length > 0 || comments.length > 0 || angle !== null) return false;
  usualEntry.lastIndex = list.at;
  if (!usualEntry.test(list.text)) return false;
  const start = list.at;
  list.at = usualEntry.lastIndex;
  let last = list.at - 1;
  while (last > start && /[\s,]/.test(list.text.charAt(last))) last--;
  if (list.text.charAt(last) !== '>') {
    mailboxes.push({
      address: list.text
        .slice(start, last + 1)
        .trim()
        .toLowerCase(),
      name: '',
    });
    return true;
  }
  const bracket = list.text.lastIndexOf('<', last);
  const address = list.text.slice(bracket + 1, last).toLowerCase();
  const name = list.text.slice(start, bracket).trim();
  mailboxes.push(withName(address, name.startsWith('"') ? name.slice(1, -1) : name));
  return true;
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

const plainAddress = '[\\w.+=-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,4}';
/** A name in quotes or not, without anything that has a meaning of its own, and an address; or an address alone. */
const usualEntry = new RegExp(
  `(?:(?:"[^"'\\\\=]{0,200}" *|[^\\s"'(),:;<>@\\\\=][^"'(),:;<>@\\\\=]{0,199})?<${plainAddress}>|${plainAddress})\\s*(?:,|$)`,
  'y',
);
const atomCharacters = /[^\s",:;<>()]+/y;
const encodedWord = /=\?[^?\s]+\?[bq]\?[^?]*\?=/iy;
