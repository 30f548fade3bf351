/**
 * Splits an mbox stream into messages in constant memory: a message's headers are handed out as soon as they are
 * there, its body is passed over in search of the next separator, whatever its size.
 */

import { afterLineEnd, endOfLine, type Headers, splitHeaders } from './headers.ts';
import {
  isSeparator,
  lineAt,
  longestSeparator,
  looksLikeHeader,
  startOfText,
} from './separator.ts';

/** Where reading can go on: the offset of a separator, and how many messages stand before it. */
export type MboxPosition = { readonly offset: number; readonly messages: number };

export type MboxPart = { readonly position: MboxPosition } & (
  | {
      readonly kind: 'message';
      /** Valid until more parts are asked for; null when they are longer than `longestHeaders`. */
      readonly headers: Headers | null;
    }
  /** The beginning of what stands before the first separator, when it is more than white space. */
  | { readonly kind: 'preamble'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
);

export const longestHeaders = 1 << 20;

/**
 * The messages of a stream whose first byte is at `from`, as many at a time as are in memory; `read` is that of
 * `ByteStream`. The end comes last.
 */
export async function* mboxMessages(
  read: (into: Buffer, at: number) => Promise<number>,
  from: MboxPosition,
): AsyncGenerator<readonly MboxPart[]> {
  const memory = Buffer.allocUnsafe(longestHeaders + chunkSize);
  const window: Window = {
    bytes: memory.subarray(0, 0),
    base: from.offset,
    at: 0,
    state: 'start',
    messages: from.messages,
    ended: false,
  };
  while (!window.ended) {
    await slide(window, memory, read);
    yield [...partsOf(window)];
  }
  yield [{ kind: 'end', position: positionOf(window, window.bytes.length) }];
}

/** The part of the stream that is looked at. Everything before `at` has been dealt with. */
type Window = {
  bytes: Buffer;
  /** Offset of `bytes[0]` in the stream. */
  base: number;
  at: number;
  state: 'start' | 'headers' | 'body';
  messages: number;
  ended: boolean;
};

function positionOf({ base, messages }: Window, at: number): MboxPosition {
  return { offset: base + at, messages };
}

const chunkSize = 1 << 20;
/** A few bytes before `at` are kept: whether a line follows an empty one is seen there. */
const lookBack = 4;

async function slide(
  window: Window,
  memory: Buffer,
  read: (into: Buffer, at: number) => Promise<number>,
): Promise<void> {
  const keepFrom = Math.max(0, window.at - lookBack);
  const kept = window.bytes.length - keepFrom;
  memory.copyWithin(0, keepFrom, window.bytes.length);
  const count = await read(memory, kept);
  window.bytes = memory.subarray(0, kept + count);
  window.base += keepFrom;
  window.at -= keepFrom;
  window.ended = count === 0;
}

function* partsOf(window: Window): Generator<MboxPart> {
  for (let part = nextPart(window); part !== null; part = nextPart(window)) yield part;
}

/** The next part that is wholly in the window, or null: then more bytes are needed. */
function nextPart(window: Window): MboxPart | null {
  if (window.state === 'start') return startPart(window);
  while (true) {
    if (window.state === 'headers') return headersPart(window);
    const separatorAt = findSeparator(window);
    if (separatorAt === null) return null;
    window.at = separatorAt;
    window.state = 'headers';
  }
}

/** Before the first separator nothing should stand; a byte order mark and white space are nothing. */
function startPart(window: Window): MboxPart | null {
  const { bytes } = window;
  if (bytes.length < 2 * longestSeparator && !window.ended) return null;
  const at = startOfText(bytes);
  if (isSeparator(lineAt(bytes, at))) {
    window.at = at;
    window.state = 'headers';
    return nextPart(window);
  }
  window.state = 'body';
  if (at === bytes.length) return null;
  const position = positionOf(window, 0);
  return { kind: 'preamble', position, bytes: bytes.subarray(at, at + longestSeparator) };
}

function headersPart(window: Window): MboxPart | null {
  const { bytes, ended, at: start } = window;
  const headers = splitHeaders(bytes, afterLineEnd(bytes, endOfLine(bytes, start)));
  const length = headers.end - headers.start;
  const goesOn = headers.end === bytes.length;
  if (goesOn && !ended && length <= longestHeaders) return null;
  const position = positionOf(window, start);
  const separatorAt = separatorWithin(headers);
  window.messages++;
  window.at = separatorAt ?? headers.end;
  window.state = 'body';
  if (separatorAt === null) {
    return { kind: 'message', position, headers: length > longestHeaders ? null : headers };
  }
  const cut = bytes.subarray(0, separatorAt);
  return { kind: 'message', position, headers: splitHeaders(cut, headers.start) };
}

/** A message without an empty line after its headers ends at the next separator. Doubled separators are one. */
function separatorWithin({ bytes, start, fromLines }: Headers): number | null {
  return fromLines.find((at) => at > start && startsMessage(bytes, at)) ?? null;
}

/** The index of the next separator of the body at `window.at`, which moves along; null when it is not in the window. */
function findSeparator(window: Window): number | null {
  const { bytes, ended } = window;
  let at = bytes.indexOf(separatorStart, window.at);
  while (at >= 0) {
    if (isLineStart(bytes, at)) {
      if (bytes.length - at < 2 * longestSeparator && !ended) {
        window.at = at;
        return null;
      }
      if (
        isSeparator(lineAt(bytes, at)) &&
        (isAfterEmptyLine(bytes, at) || startsMessage(bytes, at))
      ) {
        return at;
      }
    }
    at = bytes.indexOf(separatorStart, at + 1);
  }
  window.at = Math.max(window.at, bytes.length - separatorStart.length);
  return null;
}

const separatorStart = Buffer.from('From ');
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A separator that no empty line precedes is one only when headers follow at once. */
function startsMessage(bytes: Buffer, at: number): boolean {
  const next = afterLineEnd(bytes, endOfLine(bytes, at));
  return isSeparator(lineAt(bytes, at)) && looksLikeHeader(lineAt(bytes, next));
}

function isLineStart(bytes: Buffer, at: number): boolean {
  const before = bytes[at - 1];
  return before === LINE_FEED || before === CARRIAGE_RETURN;
}

function isAfterEmptyLine(bytes: Buffer, at: number): boolean {
  const crlf = bytes[at - 1] === LINE_FEED && bytes[at - 2] === CARRIAGE_RETURN;
  return isLineStart(bytes, at - (crlf ? 2 : 1));
}
