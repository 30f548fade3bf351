import { OpenAPIHono } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { networkOf } from './networks.ts';
import { arriving, clientAddress, type Door, isSecure, loopbackDoor, originOf } from './origin.ts';
import { onlyOwnPages } from './own-pages.ts';
import { problemResponse } from './problems.ts';
import { clearSessionCookie, sessionTokenIn, setSessionCookie } from './session-cookie.ts';

const publicOrigin = 'https://rapport.example';
const proxied: Door = {
  publicOrigin,
  trustedProxies: ['172.18.0.2', '10.0.0.0/8'].flatMap((text) => networkOf(text) ?? []),
};
const ownTls: Door = { publicOrigin, trustedProxies: [] };

/** A session's end; nobody is asked to keep a cookie for longer than 400 days. */
const expiresAt = Date.now() + 14 * 24 * 3_600_000;

type Coming = {
  readonly door: Door;
  readonly from?: string;
  readonly tls?: boolean;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
};

async function ask({ door, from = '127.0.0.1', tls = false, host, headers, path = '' }: Coming) {
  const api = new OpenAPIHono();
  api.use(arriving(door), onlyOwnPages);
  api.onError((error, context) => problemResponse(context, error));
  api.get('/in', (context) => {
    setSessionCookie(context, 'token', { expiresAt });
    return context.text('in');
  });
  api.get('/out', (context) => {
    clearSessionCookie(context);
    return context.text('out');
  });
  api.all('/*', (context) =>
    context.json({
      origin: originOf(context),
      isSecure: isSecure(context),
      client: clientAddress(context),
      token: sessionTokenIn(context) ?? null,
    }),
  );
  const url = `http${tls ? 's' : ''}://${host ?? 'localhost:4400'}/${path}`;
  const socket = { remoteAddress: from, encrypted: tls };
  return api.request(url, { headers: { ...headers } }, { incoming: { socket } });
}

const throughProxy = {
  door: proxied,
  from: '172.18.0.2',
  host: 'rapport.example',
  headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' },
} as const;

describe('a request', () => {
  it.each<[string, Coming, { origin: string; isSecure: boolean; client: string }]>([
    [
      'of this machine has its own name',
      { door: loopbackDoor },
      { origin: 'http://localhost:4400', isSecure: false, client: '127.0.0.1' },
    ],
    [
      'of this machine over IPv6',
      { door: loopbackDoor, from: '::1', host: '[::1]:4400' },
      { origin: 'http://[::1]:4400', isSecure: false, client: '::1' },
    ],
    [
      'of this machine goes past the proxy',
      { door: proxied },
      { origin: 'http://localhost:4400', isSecure: false, client: '127.0.0.1' },
    ],
    [
      'over TLS has the public name',
      { door: ownTls, from: '::ffff:203.0.113.7', tls: true, host: 'rapport.example' },
      { origin: publicOrigin, isSecure: true, client: '203.0.113.7' },
    ],
    [
      'through the proxy is that of who asked the proxy',
      throughProxy,
      { origin: publicOrigin, isSecure: true, client: '203.0.113.7' },
    ],
    [
      'through two proxies is that of who asked the first',
      {
        ...throughProxy,
        headers: { ...throughProxy.headers, 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.1.1.1' },
      },
      { origin: publicOrigin, isSecure: true, client: '203.0.113.7' },
    ],
    [
      'through a proxy that adds ports is that of the address alone',
      {
        ...throughProxy,
        headers: { ...throughProxy.headers, 'x-forwarded-for': '[2001:db8::7]:55123, 10.1.1.1:80' },
      },
      { origin: publicOrigin, isSecure: true, client: '2001:db8::7' },
    ],
    [
      'through such a proxy over IPv4 too',
      {
        ...throughProxy,
        headers: { ...throughProxy.headers, 'x-forwarded-for': '203.0.113.7:55123' },
      },
      { origin: publicOrigin, isSecure: true, client: '203.0.113.7' },
    ],
    [
      'of a trusted network itself is that of the farthest in it',
      { ...throughProxy, headers: { ...throughProxy.headers, 'x-forwarded-for': '10.1.1.1' } },
      { origin: publicOrigin, isSecure: true, client: '10.1.1.1' },
    ],
    [
      'through the proxy may have its name in a header of its own',
      {
        ...throughProxy,
        host: '127.0.0.1:4400',
        headers: { ...throughProxy.headers, 'x-forwarded-host': 'rapport.example:443' },
      },
      { origin: publicOrigin, isSecure: true, client: '203.0.113.7' },
    ],
    [
      'of somebody who is no proxy is theirs, whatever they say',
      {
        door: ownTls,
        from: '203.0.113.7',
        tls: true,
        host: 'rapport.example',
        headers: {
          'x-forwarded-for': '10.1.1.1',
          'x-forwarded-proto': 'http',
          'x-forwarded-host': 'evil.example',
          forwarded: 'for=10.1.1.1;proto=http;host=evil.example',
        },
      },
      { origin: publicOrigin, isSecure: true, client: '203.0.113.7' },
    ],
    [
      'of this machine is plain http, whatever it says',
      { door: loopbackDoor, headers: throughProxy.headers },
      { origin: 'http://localhost:4400', isSecure: false, client: '127.0.0.1' },
    ],
  ])('%s', async (_, coming, expected) => {
    const answer = await ask(coming);
    expect(await answer.json()).toEqual({ ...expected, token: null });
  });

  it.each<[string, Coming, string]>([
    ['past the proxy', { ...throughProxy, from: '203.0.113.7' }, 'Host'],
    ['past the proxy by a loopback name', { door: proxied, from: '203.0.113.7' }, 'Host'],
    [
      'from the proxy, over plain http',
      { ...throughProxy, headers: { ...throughProxy.headers, 'x-forwarded-proto': 'http' } },
      'X-Forwarded-Proto',
    ],
    [
      'from a proxy that does not say how',
      { ...throughProxy, headers: { 'x-forwarded-for': '203.0.113.7' } },
      'X-Forwarded-Proto',
    ],
    [
      'with more said by the visitor than by the proxy',
      { ...throughProxy, headers: { 'x-forwarded-proto': 'https, http' } },
      'X-Forwarded-Proto',
    ],
    ['from the proxy as itself', { ...throughProxy, headers: {} }, 'Host'],
    ['from the proxy for another name', { ...throughProxy, host: 'evil.example' }, 'Host'],
    ['from the proxy for another port', { ...throughProxy, host: 'rapport.example:444' }, 'Host'],
    [
      'over TLS for another name',
      { door: ownTls, from: '203.0.113.7', tls: true, host: 'evil.example' },
      'Host',
    ],
    [
      'over TLS from elsewhere for a loopback name',
      { door: ownTls, from: '203.0.113.7', tls: true, host: 'localhost' },
      'Host',
    ],
    [
      'in the clear for the public name',
      { door: ownTls, from: '203.0.113.7', host: 'rapport.example' },
      'Host',
    ],
    [
      'in the clear on this machine for the public name',
      { door: ownTls, host: 'rapport.example' },
      'Host',
    ],
    [
      'for any name when there is no public one',
      { door: loopbackDoor, host: 'evil.example' },
      'Host',
    ],
    [
      'over TLS for any name when there is no public one',
      { door: loopbackDoor, tls: true, host: 'evil.example' },
      'Host',
    ],
  ])('is refused that comes %s', async (_, coming, field) => {
    const answer = await ask(coming);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'foreign_request', field });
  });
});

describe('the cookie of a session', () => {
  it('is one over TLS that no other host can set', async () => {
    const cookie = (await ask({ ...throughProxy, path: 'in' })).headers.get('set-cookie');
    const expires = new Date(expiresAt).toUTCString();
    expect(cookie).toBe(
      `__Host-rapport=token; Path=/; Expires=${expires}; HttpOnly; Secure; SameSite=Lax`,
    );
    const gone = (await ask({ ...throughProxy, path: 'out' })).headers.get('set-cookie');
    expect(gone).toMatch(/^__Host-rapport=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('has another name over plain http on loopback', async () => {
    const cookie = (await ask({ door: loopbackDoor, path: 'in' })).headers.get('set-cookie');
    expect(cookie).toMatch(/^rapport-development=token; Path=\/; .*HttpOnly; SameSite=Lax$/);
  });

  it('is not taken from the other name over TLS, where another host can have set it', async () => {
    const tokenOf = async (coming: Coming, cookie: string) => {
      const headers = { ...coming.headers, cookie };
      return (await (await ask({ ...coming, headers })).json()).token;
    };
    expect(await tokenOf(throughProxy, '__Host-rapport=mine; rapport-development=evil')).toBe(
      'mine',
    );
    expect(await tokenOf(throughProxy, 'rapport-development=evil')).toBeNull();
    expect(await tokenOf({ door: loopbackDoor }, 'rapport-development=mine')).toBe('mine');
  });
});
