/** Where the server listens, and that nobody sends a password in the clear. */

import { type Network, networkOf } from './api/networks.ts';
import { Problem } from './model/problem.ts';

/** What the environment says of it. */
export type DoorVariables = {
  readonly RAPPORT_HOST: string;
  readonly RAPPORT_URL?: string | undefined;
  readonly RAPPORT_TLS_CERT?: string | undefined;
  readonly RAPPORT_TLS_KEY?: string | undefined;
  readonly RAPPORT_TRUSTED_PROXIES?: string | undefined;
};

export type DoorConfig = {
  /** The address that is listened on. */
  readonly host: string;
  /** The origin that people type, always https; null: this machine alone, under its loopback names. */
  readonly publicOrigin: string | null;
  /** Files with the certificates, the own first, and with their key, as PEM; null: TLS ends in a proxy or is not needed. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly trustedProxies: readonly Network[];
};

/**
 * The front door. Plain http is for this machine and for trusted proxies that take https; throws a Problem that says
 * what to set when it would be for others.
 */
export function doorConfig(variables: DoorVariables): DoorConfig {
  const { RAPPORT_HOST: host, RAPPORT_TLS_CERT: cert, RAPPORT_TLS_KEY: key } = variables;
  const publicOrigin = originIn(variables.RAPPORT_URL);
  const trustedProxies = networksIn(variables.RAPPORT_TRUSTED_PROXIES);
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'RAPPORT_TLS_CERT' : 'RAPPORT_TLS_KEY';
    throw refused('A certificate and its key are needed together.', missing, `Set ${missing} too.`);
  }
  const tls = cert === undefined || key === undefined ? null : { cert, key };
  const isSafe = tls !== null || trustedProxies.length > 0;
  if (!loopbackHosts.test(host) && !isSafe) {
    throw refused(
      'Plain http would be served to other machines.',
      'RAPPORT_HOST',
      `Set RAPPORT_TLS_CERT and RAPPORT_TLS_KEY, or RAPPORT_TRUSTED_PROXIES to the proxy that takes https, and RAPPORT_URL; or leave RAPPORT_HOST at 127.0.0.1.`,
      host,
    );
  }
  if (publicOrigin === null && (!loopbackHosts.test(host) || trustedProxies.length > 0)) {
    throw refused(
      'The address under which people open the page is not known.',
      'RAPPORT_URL',
      'Set RAPPORT_URL, such as https://rapport.example.',
    );
  }
  if (publicOrigin !== null && !isSafe) {
    throw refused(
      'Nobody would take https for this address.',
      'RAPPORT_URL',
      'Set RAPPORT_TLS_CERT and RAPPORT_TLS_KEY, or RAPPORT_TRUSTED_PROXIES to the proxy that does (127.0.0.1 when it is on this machine); or unset RAPPORT_URL.',
      publicOrigin,
    );
  }
  return { host, publicOrigin, tls, trustedProxies };
}

const loopbackHosts = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

function originIn(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.href === `${url.origin}/`) return url.origin;
  throw refused(
    'RAPPORT_URL is not the address of a page over https without a path.',
    'RAPPORT_URL',
    'Write it as https://rapport.example. Without it the page is at http://localhost on this machine.',
    text,
  );
}

function networksIn(text = ''): readonly Network[] {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  return parts.map((part) => {
    const network = networkOf(part);
    if (network !== null && !part.endsWith('/0')) return network;
    throw refused(
      'RAPPORT_TRUSTED_PROXIES holds what is no address or range.',
      'RAPPORT_TRUSTED_PROXIES',
      'Write addresses or ranges with commas between, such as 10.0.0.7, 172.18.0.0/16, fd00::/64.',
      part,
    );
  });
}

function refused(message: string, field: string, hint: string, value?: string): Problem {
  return new Problem({
    code: 'configuration_invalid',
    message,
    field,
    hint,
    ...(value === undefined ? {} : { value }),
  });
}
