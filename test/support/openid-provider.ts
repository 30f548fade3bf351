import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Provider, { type Configuration } from 'oidc-provider';

/** What the provider says of somebody. */
export type Person = {
  readonly email?: string;
  readonly email_verified?: boolean | string;
  readonly name?: string;
  readonly groups?: readonly string[];
};

/** A real provider on loopback, with people that a test may change while it runs. */
export type ProviderForTests = {
  readonly issuer: string;
  readonly people: Map<string, Person>;
  /** A token with these claims, signed with the key of the provider or with another one. */
  readonly signed: (claims: object, by?: 'provider' | 'another' | 'nobody') => string;
  close(): Promise<void>;
};

export const clientForTests = { id: 'rapport', secret: 'a secret between the two' } as const;
export const publicClientForTests = 'rapport-public';

const keyId = 'for-tests';
// Made once: it takes a while.
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** `port`: that of one that was closed before. */
export async function openIdProvider(redirectUri: string, port = 0): Promise<ProviderForTests> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${portOf(server.address())}`;
  const people = new Map<string, Person>();
  const provider = new Provider(issuer, configuration(redirectUri, people));
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    const uid = /^\/interaction\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    if (uid === undefined) return answer(request, response);
    const details = await provider.interactionDetails(request, response);
    if (request.method === 'GET') return response.end(details.prompt.name);
    const given = new URLSearchParams(await text(request));
    if (given.has('refuse')) {
      const refused = { error: 'access_denied', error_description: 'The person said no.' };
      return provider.interactionFinished(request, response, refused);
    }
    if (details.prompt.name === 'login') {
      const login = { accountId: given.get('as') ?? '' };
      return provider.interactionFinished(request, response, { login });
    }
    const { params, session } = details;
    const grant = new provider.Grant({
      accountId: session?.accountId ?? '',
      clientId: String(params.client_id),
    });
    grant.addOIDCScope(String(params.scope));
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(
      request,
      response,
      { consent },
      { mergeWithLastSubmission: true },
    );
  });
  return {
    issuer,
    people,
    signed: (claims, by = 'provider') => signedToken(claims, by),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function configuration(redirectUri: string, people: ReadonlyMap<string, Person>): Configuration {
  const client = { redirect_uris: [redirectUri] };
  return {
    clients: [
      {
        ...client,
        client_id: clientForTests.id,
        client_secret: clientForTests.secret,
        token_endpoint_auth_method: 'client_secret_post',
      },
      { ...client, client_id: publicClientForTests, token_endpoint_auth_method: 'none' },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      groups: ['groups'],
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ ...people.get(id), sub: id }),
    }),
    jwks: {
      keys: [
        { ...keys.privateKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' },
      ],
    },
    cookies: { keys: ['for tests'] },
    ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  };
}

function signedToken(claims: object, by: 'provider' | 'another' | 'nobody'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  if (by === 'nobody') return `${part({ alg: 'none' })}.${part(claims)}.`;
  const content = `${part({ alg: 'RS256', kid: keyId })}.${part(claims)}`;
  const key: KeyObject = by === 'provider' ? keys.privateKey : otherKeys.privateKey;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}

/**
 * Goes through the provider's pages as `as` and agrees to everything, or refuses; answers where the provider sends the
 * browser in the end. Each call is a browser of its own.
 */
export async function throughProvider(
  start: string,
  as: string,
  { refuse = false }: { readonly refuse?: boolean } = {},
): Promise<string> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(start);
  let at = start;
  for (let steps = 0; steps < 12; steps += 1) {
    if (new URL(at).origin !== origin) return at;
    const isPage = new URL(at).pathname.startsWith('/interaction/');
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const form = new URLSearchParams(refuse ? { refuse: 'yes' } : { as });
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie },
      ...(isPage ? { method: 'POST', body: form } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null)
      throw new Error(`The provider answers ${answer.status}: ${await answer.text()}`);
    at = new URL(next, at).href;
  }
  throw new Error('The provider goes round in circles.');
}
