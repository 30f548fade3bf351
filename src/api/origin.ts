/** How a request came in: under which origin the browser asked, over TLS or not, and from which address. */

import type { Context, MiddlewareHandler } from 'hono';
import { isAmong, isLoopback, type Network } from './networks.ts';

/** Where requests may come in beside this machine itself, which may always ask under its own names. */
export type Door = {
  /** The origin that people type; null: this machine alone. */
  readonly publicOrigin: string | null;
  /** Those whose X-Forwarded-* headers are believed. Nobody else's are read. */
  readonly trustedProxies: readonly Network[];
};

/** For this machine alone. */
export const loopbackDoor: Door = { publicOrigin: null, trustedProxies: [] };

export type Arrival = {
  /** The program's own origin as the browser that asks knows it: scheme, host, port. */
  readonly origin: string;
  readonly isSecure: boolean;
  /** Whether it is the public origin, and not this machine under its own names. */
  readonly isPublic: boolean;
  /** Of who asks, as text; proxies that are trusted left out. */
  readonly clientAddress: string;
  /** The header for which the request is not answered. */
  readonly refused: { readonly field: string; readonly value: string } | null;
};

/** Finds out how each request came in; whether it is answered is for onlyOwnPages to say. */
export function arriving(door: Door): MiddlewareHandler {
  return async (context, next) => {
    context.set('arrival', arrivalOf(context, door));
    await next();
  };
}

/** The program's own origin as the browser that asks knows it, such as https://rapport.example. */
export function originOf(context: Context): string {
  return arrival(context).origin;
}

/** Whether what is answered goes to the browser over TLS. */
export function isSecure(context: Context): boolean {
  return arrival(context).isSecure;
}

/** The address of who asks, as text: for limits and the audit log. */
export function clientAddress(context: Context): string {
  return arrival(context).clientAddress;
}

/** All of it. */
export function arrival(context: Context): Arrival {
  const known: Arrival | undefined = context.get('arrival');
  if (known === undefined) throw new Error('Nobody asked how the request came in: see arriving.');
  return known;
}

/**
 * X-Forwarded-* alone, and of each the last entry that a trusted proxy wrote. NOTE: Forwarded (RFC 7239) is not read: a
 * proxy that sets the one kind hands on the other as the visitor wrote it.
 */
function arrivalOf(context: Context, door: Door): Arrival {
  const url = new URL(context.req.url);
  // There is none when the application is asked within the process.
  const socket: { readonly remoteAddress?: string; readonly encrypted?: boolean } | undefined =
    context.env?.incoming?.socket;
  const peer = plain(socket?.remoteAddress ?? '127.0.0.1');
  const isTls = socket === undefined ? url.protocol === 'https:' : socket.encrypted === true;
  const proto = last(context.req.header('x-forwarded-proto'));
  const through = last(context.req.header('x-forwarded-for'));
  if (isAmong(peer, door.trustedProxies) && (proto !== null || through !== null)) {
    const host = last(context.req.header('x-forwarded-host')) ?? url.host;
    const clientAddress = clientBehind(context.req.header('x-forwarded-for') ?? peer, door);
    const refused =
      proto !== 'https'
        ? { field: 'X-Forwarded-Proto', value: proto ?? '' }
        : isPublic(host, door)
          ? null
          : { field: 'Host', value: host };
    const isSecure = proto === 'https';
    return {
      origin: door.publicOrigin ?? '',
      isSecure,
      isPublic: isSecure,
      clientAddress,
      refused,
    };
  }
  const scheme = isTls ? 'https' : 'http';
  const isTheirs = isTls && isPublic(url.host, door);
  const isOurs = isLoopback(peer) && ownNames.has(url.hostname);
  return {
    origin: `${scheme}://${url.host}`,
    isSecure: isTls,
    isPublic: isTheirs,
    clientAddress: peer,
    refused: isOurs || isTheirs ? null : { field: 'Host', value: url.hostname },
  };
}

const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host, with its port unless that is the usual one, is that of the public origin. */
function isPublic(host: string, { publicOrigin }: Door): boolean {
  return publicOrigin !== null && URL.parse(`https://${host}`)?.origin === publicOrigin;
}

/** Whom the nearest proxy that is not trusted saw, or who that is: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Forwarded-For */
function clientBehind(forwardedFor: string, { trustedProxies }: Door): string {
  const hops = forwardedFor.split(',').map((hop) => plain(hop.trim()));
  return hops.findLast((hop) => !isAmong(hop, trustedProxies)) ?? hops[0] ?? '';
}

function last(header: string | undefined): string | null {
  return header?.split(',').at(-1)?.trim() ?? null;
}

/** Without a port, which some proxies add; an IPv4 address that came over IPv6 as itself. */
function plain(address: string): string {
  const [, six, four] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  return (six ?? four ?? address).replace(/^::ffff:(?=\d+\.)/i, '');
}
