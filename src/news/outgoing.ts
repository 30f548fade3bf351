/**
 * The one place where the product goes out to fetch something that somebody named: only public addresses, looked up
 * here, checked, and then connected to as they were checked, so that no name can change its mind in between.
 */

import { lookup } from 'node:dns/promises';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, buildConnector, request } from 'undici';
import type { FeedFailure } from '../contract/feed-failures.ts';
import { type CheckedAddress, checkedAddress } from './feed-address.ts';
import { isPublicAddress } from './public-address.ts';
import { retryAfter } from './retry-after.ts';

/** How it is decided where a request may go, and how it gets there. */
export type Way = {
  readonly check: (address: string) => CheckedAddress;
  /** All addresses of a name, as text. */
  readonly resolve: (name: string) => Promise<readonly string[]>;
  readonly isAllowed: (address: string) => boolean;
  /** Opens the connections; what it connects to is decided by the lookup that it is given. */
  readonly dial: (lookup: Lookup) => Dial;
};

export type Dial = buildConnector.connector;
type Found = { readonly address: string; readonly family: number };
export type Lookup = (
  name: string,
  options: { readonly all?: boolean | undefined },
  done: (error: Error | null, address: string | Found[], family?: number) => void,
) => void;

/** The way that the product takes: names from the system's resolver, and nothing but what is public. */
export const publicWay: Way = {
  check: checkedAddress,
  // NOTE: with its last dot a name is whole: no domain of this network is tried behind it.
  resolve: async (name) =>
    (await lookup(`${name}.`, { all: true, order: 'verbatim' })).map(({ address }) => address),
  isAllowed: isPublicAddress,
  dial: (found) =>
    buildConnector({ lookup: found, timeout: 10_000, allowH2: false, maxCachedSessions: 0 }),
};

export type Limits = {
  /** For everything from the first question to the last byte (ms). */
  readonly totalMs: number;
  /** As they come over the line, and unpacked. */
  readonly packedBytes: number;
  readonly bytes: number;
  readonly redirects: number;
};

export const usualLimits: Limits = {
  totalMs: 20_000,
  packedBytes: 1_000_000,
  bytes: 2_000_000,
  redirects: 5,
};

export type Ask = {
  readonly url: string;
  /** What the server gave the last time, so that it need not send the same again. */
  readonly etag: string | null;
  readonly lastModified: string | null;
};

export type Answer =
  | {
      readonly outcome: 'document';
      /** Where it came from, after redirects. */
      readonly url: string;
      /** Where it stands from now on, as the server said for good; null: where it was asked for. */
      readonly movedTo: string | null;
      readonly bytes: Uint8Array;
      readonly contentType: string | null;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly outcome: 'unchanged' }
  | Failed;

export type Failed = {
  readonly outcome: 'failed';
  readonly because: FeedFailure;
  readonly detail: string | null;
  /** Not before so many ms, when the server says so. */
  readonly retryAfterMs: number | null;
};

export type FetchDocument = (ask: Ask, signal: AbortSignal) => Promise<Answer>;

/** Fetches documents that way. What does not work is an answer; an error is thrown when the signal is aborted. */
export function outgoing(way: Way, limits: Limits = usualLimits): FetchDocument {
  return async (ask, stop) => {
    const late = AbortSignal.timeout(limits.totalMs);
    const signal = AbortSignal.any([stop, late]);
    try {
      return await follow(ask, { way, limits, signal });
    } catch (error) {
      stop.throwIfAborted();
      if (late.aborted) return failed('timeout');
      return failureOf(error);
    }
  };
}

type Journey = { readonly way: Way; readonly limits: Limits; readonly signal: AbortSignal };

async function follow(ask: Ask, journey: Journey): Promise<Answer> {
  let address = ask.url;
  let movedTo: string | null = null;
  let isForGood = true;
  for (let hop = 0; hop <= journey.limits.redirects; hop++) {
    const next = await step(address, ask, journey);
    if (!('location' in next)) return next.outcome === 'document' ? { ...next, movedTo } : next;
    const there = URL.parse(next.location, address);
    if (there === null) return failed('not_an_address', next.location.slice(0, 200));
    if (address.startsWith('https:') && there.protocol === 'http:')
      return failed('insecure_redirect', there.host);
    // NOTE: what stands there is judged as it was written: a parser would have hidden tricks of its own.
    address = /^[a-z][a-z\d+.-]*:/i.test(next.location) ? next.location : there.href;
    isForGood &&= next.isForGood;
    if (isForGood) movedTo = there.href;
  }
  return failed('too_many_redirects');
}

type Redirect = { readonly location: string; readonly isForGood: boolean };

async function step(
  address: string,
  ask: Ask,
  { way, limits, signal }: Journey,
): Promise<Answer | Redirect> {
  const checked = way.check(address);
  if ('refused' in checked) return failed(checked.refused, hostIn(address));
  const { url } = checked;
  const found = await Promise.race([way.resolve(url.hostname), aborted(signal)]);
  if (found.length === 0) return failed('name_unknown', url.hostname);
  // One that is not public spoils all: whoever answers so is not to be trusted with the choice.
  if (!found.every((one) => way.isAllowed(one))) return failed('not_public', url.hostname);
  const agent = new Agent({
    connect: pinned(way, { name: url.hostname, found }),
    headersTimeout: limits.totalMs,
    bodyTimeout: limits.totalMs,
    maxHeaderSize: 16_384,
    pipelining: 0,
    allowH2: false,
  });
  try {
    const response = await request(url, { dispatcher: agent, signal, headers: headersOf(ask) });
    return await read(response, { url, limits, signal });
  } finally {
    await agent.destroy();
  }
}

/** Connections to the addresses that were found and to none besides; looked at once more when they are there. */
function pinned(
  way: Way,
  { name, found }: { readonly name: string; readonly found: readonly string[] },
): Dial {
  const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const [first] = addresses;
  const dial = way.dial((asked, { all }, done) => {
    if (asked !== name || first === undefined) done(new Error('Another name was asked for.'), '');
    else if (all === true) done(null, addresses);
    else done(null, first.address, first.family);
  });
  return (options, callback) =>
    dial(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const there = socket.remoteAddress ?? '';
      if (found.includes(there) && way.isAllowed(there)) return callback(null, socket);
      socket.destroy();
      callback(new Refused('not_public'), null);
    });
}

function headersOf({ etag, lastModified }: Ask): Record<string, string> {
  return {
    'user-agent': 'Rapport (feed reader)',
    accept:
      'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.1',
    'accept-encoding': 'gzip, br',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

type Response = Awaited<ReturnType<typeof request>>;

async function read(
  { statusCode, headers, body }: Response,
  {
    url,
    limits,
    signal,
  }: { readonly url: URL; readonly limits: Limits; readonly signal: AbortSignal },
): Promise<Answer | Redirect> {
  const header = (name: string) => [headers[name] ?? []].flat()[0] ?? null;
  const location = header('location');
  if (statusCode === 304) return { outcome: 'unchanged' };
  if ([301, 302, 303, 307, 308].includes(statusCode) && location !== null)
    return { location, isForGood: statusCode === 301 || statusCode === 308 };
  if (statusCode === 410) return failed('gone');
  if (statusCode < 200 || statusCode > 299) {
    const retryAfterMs = retryAfter(header('retry-after'), header('date'));
    return { ...failed('status', String(statusCode)), retryAfterMs };
  }
  if (Number(header('content-length') ?? 0) > limits.packedBytes) return failed('too_large');
  const unpack = unpacker(header('content-encoding') ?? 'identity');
  if (unpack === null) return failed('broken', header('content-encoding')?.slice(0, 50) ?? null);
  const parts: Uint8Array[] = [];
  await pipeline(body, limited(limits.packedBytes), unpack, limited(limits.bytes), into(parts), {
    signal,
  });
  return {
    outcome: 'document',
    url: url.href,
    movedTo: null,
    bytes: Buffer.concat(parts),
    contentType: header('content-type'),
    etag: shortOrNull(header('etag')),
    lastModified: shortOrNull(header('last-modified')),
  };
}

/** Passes bytes on until there are too many. */
function limited(most: number) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let bytes = 0;
    for await (const part of source) {
      bytes += part.length;
      if (bytes > most) throw new Refused('too_large');
      yield part;
    }
  };
}

function into(parts: Uint8Array[]) {
  return async (source: AsyncIterable<Uint8Array>) => {
    for await (const part of source) parts.push(part);
  };
}

/** null: it is packed in a way that was not asked for, or more than once. */
function unpacker(encoding: string): Transform | null {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return new PassThrough();
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'deflate') return createInflate();
  return name === 'br' ? createBrotliDecompress() : null;
}

/** What is found out on the way, where only an error ends it. */
class Refused extends Error {
  readonly because: FeedFailure;
  constructor(because: FeedFailure) {
    super(because);
    this.because = because;
  }
}

function failureOf(error: unknown): Failed {
  if (!(error instanceof Error)) throw error;
  if (error instanceof Refused) return failed(error.because);
  if (error.cause instanceof Refused) return failed(error.cause.because);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code === null) throw error;
  if (/^(?:ENOTFOUND|ENODATA|EAI_)/.test(code)) return failed('name_unknown');
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return failed('timeout');
  if (/CERT|SELF_SIGNED|ISSUER|SIGNATURE/.test(code)) return failed('certificate', code);
  if (/^(?:HPE_|Z_|ERR_BROTLI|ERR__ERROR|UND_ERR_(?:HEADERS|RES|INFO))/.test(code))
    return failed('broken', code);
  return failed('unreachable', code);
}

function failed(because: FeedFailure, detail: string | null = null): Failed {
  return { outcome: 'failed', because, detail, retryAfterMs: null };
}

/** Of an address that is refused, no more is told than its host: it may hold a password. */
function hostIn(address: string): string | null {
  return URL.parse(address)?.hostname ?? null;
}

function shortOrNull(value: string | null): string | null {
  return value !== null && value.length <= 500 ? value : null;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
