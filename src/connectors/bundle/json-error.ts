/**
 * Where a JSON text stops being JSON, as a character offset. JSON.parse says so for some errors only (`Unexpected token
 * 't', "{"a":tru}" is not valid JSON` has no position). Only for texts that JSON.parse refused.
 */
export function jsonErrorAt(text: string): number {
  const open: string[] = [];
  let expects: Expectation = 'value';
  let offset = skipSpace(text, 0);
  for (;;) {
    if (expects === 'end' || offset >= text.length) return offset;
    const token = tokenAt(text, offset);
    if (token === null) return offset;
    const next = after(expects, token, open);
    if (next === null) return offset;
    expects = next;
    offset = skipSpace(text, offset + token.length);
  }
}

type Expectation =
  | 'value'
  | 'valueOrClose'
  | 'key'
  | 'keyOrClose'
  | 'colon'
  | 'commaOrClose'
  | 'end';

/** What may come after a token; null when the token itself may not stand there. `open` is kept up to date. */
function after(expects: Expectation, token: string, open: string[]): Expectation | null {
  const closes = token === '}' || token === ']';
  if (closes) {
    const fits =
      expects === 'commaOrClose' || expects === 'keyOrClose' || expects === 'valueOrClose';
    if (!fits || open.pop() !== token) return null;
    return open.length === 0 ? 'end' : 'commaOrClose';
  }
  if (expects === 'colon') return token === ':' ? 'value' : null;
  if (expects === 'commaOrClose') {
    if (token !== ',') return null;
    return open.at(-1) === '}' ? 'key' : 'value';
  }
  if (expects === 'key' || expects === 'keyOrClose') return token.startsWith('"') ? 'colon' : null;
  if (token === '{' || token === '[') {
    open.push(token === '{' ? '}' : ']');
    return token === '{' ? 'keyOrClose' : 'valueOrClose';
  }
  if (token === ':' || token === ',') return null;
  return open.length === 0 ? 'end' : 'commaOrClose';
}

const simple = /[{}[\],:]|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// NOTE: a string is matched in pieces, because one regular expression over megabytes overflows its stack.
const stringPiece =
  /[^"\\\p{Cc}]{1,1000}|\u007f|[\u0080-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/uy;

function tokenAt(text: string, offset: number): string | null {
  if (text[offset] !== '"') {
    simple.lastIndex = offset;
    return simple.exec(text)?.[0] ?? null;
  }
  let end = offset + 1;
  while (text[end] !== '"') {
    stringPiece.lastIndex = end;
    const piece = stringPiece.exec(text)?.[0];
    if (piece === undefined) return null;
    end += piece.length;
  }
  return text.slice(offset, end + 1);
}

function skipSpace(text: string, from: number): number {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = from;
  return from + (space.exec(text)?.[0].length ?? 0);
}
