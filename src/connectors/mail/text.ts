/** From the bytes of a header to text that can be shown and stored. */

import { isUtf8 } from 'node:buffer';
import { decodeWords } from 'postal-mime';

/**
 * The value between two indexes, unfolded (a fold becomes one space) and trimmed. Raw 8-bit text is UTF-8 when it can
 * be, else windows-1252; raw ISO-2022-JP is known by its escapes. Encoded words stay as they are.
 */
export function headerText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end);
  if (asciiText.test(text)) return unfolded(text).trim();
  const decoded = text.includes(japaneseEscape)
    ? iso2022jp.decode(bytes.subarray(start, end))
    : isUtf8(bytes.subarray(start, end))
      ? bytes.toString('utf8', start, end)
      : text;
  return cleanText(unfolded(decoded)).trim();
}

/** Text with its encoded words (RFC 2047) decoded and cleaned, white space runs made one space, trimmed. */
export function decodedText(text: string): string {
  const decoded = text.includes('=?') ? cleanText(decodeWords(text)) : text;
  return unevenSpace.test(decoded) ? decoded.replace(spaces, ' ').trim() : decoded.trim();
}

/**
 * Text without what neither a page nor PostgreSQL can hold: control characters go, lone surrogates are replaced. C1
 * controls are read as windows-1252: `TextDecoder` of Node 24 leaves them when asked for that very charset.
 */
export function cleanText(text: string): string {
  const clean = controls.test(text)
    ? text.replace(lineBreaks, ' ').replace(c0Controls, '').replace(c1Controls, windows1252)
    : text;
  return clean.isWellFormed() ? clean : clean.toWellFormed();
}

function unfolded(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(fold, ' ') : text;
}

/** The first `length` code units, never half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

const asciiText = /^[\t\r\n\x20-\x7e]*$/;
const fold = /(?:[\r\n]+[\t ]*)+/g;
const unevenSpace = /\s\s|[^\S ]/;
const spaces = /\s+/g;
const lineBreaks = /[\r\n\v\f]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const c0Controls = /[\x00-\x08\x0e-\x1f\x7f]/g;
const c1Controls = /[\x80-\x9f]/g;
const japaneseEscape = '\x1b$';
const iso2022jp = new TextDecoder('iso-2022-jp');

/** What windows-1252 has at 0x80–0x9f (WHATWG Encoding, index-windows-1252); a space where it has nothing. */
const windows1252Upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function windows1252(control: string): string {
  return windows1252Upper.charAt(control.charCodeAt(0) - 0x80);
}
