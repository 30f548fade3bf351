import { z } from 'zod';
import type { Api } from '../../src/api/gate.ts';
import { networkOf } from '../../src/api/networks.ts';
import type { Door } from '../../src/api/origin.ts';

/** A door to the world whose proxy says from where somebody comes. */
export const publicDoor: Door = {
  publicOrigin: 'https://rapport.example',
  trustedProxies: [networkOf('127.0.0.1')].filter((network) => network !== null),
};

/** What came back. */
export type Answered = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
  /** What the answer sets, as it stands in the header. */
  readonly cookies: readonly string[];
};

/** A browser: keeps the cookies that it is given, and comes from an address to the public door. */
export type Browser = {
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answered>;
  readonly jar: Map<string, string>;
};

/** A new browser, which knows nothing yet; with a token, a program that sends it. */
export function browserFor(api: Api, address = '203.0.113.1', token?: string): Browser {
  const jar = new Map<string, string>();
  return {
    jar,
    ask: async (method, path, body) => {
      const headers = new Headers({
        ...{ host: 'rapport.example', origin: 'https://rapport.example' },
        ...{ 'x-forwarded-proto': 'https', 'x-forwarded-for': address },
        ...{ 'user-agent': 'Test/1.0', 'sec-fetch-site': 'same-origin' },
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      });
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
      if (body !== undefined) headers.set('content-type', 'application/json');
      const response = await api.request(`http://rapport.example/api/v1/${path}`, {
        ...{ method, headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const cookies = response.headers.getSetCookie();
      for (const cookie of cookies) keep(jar, cookie);
      const text = await response.text();
      return {
        status: response.status,
        body: text === '' ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
        headers: response.headers,
        cookies,
      };
    },
  };
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  if (/max-age=0/i.test(cookie)) jar.delete(name);
  else jar.set(name, value);
}
