/** Bytes of a document → its text, by what the server, the document itself or its first bytes say. */

/** Text; of bytes that are not what they are said to be, as much as can be read. */
export function decodedText(bytes: Uint8Array, contentType: string | null): string {
  const said = markOf(bytes) ?? charsetOf(contentType) ?? charsetIn(bytes);
  const decoder = said === undefined ? null : decoderFor(said);
  // Servers say Latin-1 of everything, by a setting of their own. What reads as UTF-8 and is more than ASCII, is that.
  const isSure = decoder !== null && decoder.encoding !== 'windows-1252';
  return isSure ? decoder.decode(bytes) : (utf8(bytes) ?? decodedAs('windows-1252', bytes));
}

function charsetOf(contentType: string | null): string | undefined {
  return /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1];
}

/** NOTE: where it can be read that way, it is not UTF-16: many programs say so of what they then write as UTF-8. */
function charsetIn(bytes: Uint8Array): string | undefined {
  const head = decodedAs('latin1', bytes.subarray(0, 2048));
  const said =
    /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w:.-]+)/i.exec(head)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i.exec(head)?.[1];
  return /^(?:utf-?16|ucs-?2|unicode$)/i.test(said ?? '') ? undefined : said;
}

/** By a byte order mark, or by the zero beside a first `<`. */
function markOf([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  return (a === 0xff && b === 0xfe) || (a === 0x3c && b === 0) ? 'utf-16le' : undefined;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function decodedAs(label: string, bytes: Uint8Array): string {
  return new TextDecoder(label).decode(bytes);
}

function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
