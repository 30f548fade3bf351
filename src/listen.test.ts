import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'node:tls';
import { OpenAPIHono } from '@hono/zod-openapi';
import { afterEach, describe, expect, it } from 'vitest';
import { defences, noTraces } from './api/defences.ts';
import { arriving, clientAddress, originOf } from './api/origin.ts';
import { onlyOwnPages } from './api/own-pages.ts';
import { problemResponse } from './api/problems.ts';
import { setSessionCookie } from './api/session-cookie.ts';
import { loadConfig } from './config.ts';
import { type Listening, listen } from './listen.ts';

const made = join(import.meta.dirname, '..', 'test', 'support', 'tls');
const first = { cert: join(made, 'first.crt'), key: join(made, 'first.key') };
const tls = { RAPPORT_TLS_CERT: first.cert, RAPPORT_TLS_KEY: first.key };

const open: Listening[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A server on a port of its own that says how a request came in. */
async function opened(
  variables: Readonly<Record<string, string>>,
  {
    everyMs = 60_000,
    onError = () => {},
  }: { everyMs?: number; onError?: (error: unknown) => void } = {},
) {
  const config = loadConfig({ RAPPORT_PORT: '0', ...variables });
  const api = new OpenAPIHono();
  api.use(arriving(config.door), defences, noTraces, onlyOwnPages);
  api.onError((error, context) => problemResponse(context, error));
  api.all('/*', (context) => {
    setSessionCookie(context, 'token', { expiresAt: Date.now() + 60_000 });
    return context.json({ origin: originOf(context), client: clientAddress(context) });
  });
  const server = await listen(api.fetch, config, { onError, everyMs });
  open.push(server);
  return server;
}

type Answer = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** Asks over a socket, as a browser or a proxy does. */
async function ask(
  port: number,
  {
    over,
    host,
    headers,
    at = '127.0.0.1',
  }: { over: 'http' | 'https'; host: string; headers?: Record<string, string>; at?: string },
): Promise<Answer> {
  const answer = Promise.withResolvers<Answer>();
  const options = {
    host: at,
    port,
    agent: false,
    servername: 'localhost',
    rejectUnauthorized: false,
    headers: { ...headers, host },
  } as const;
  const asked = (over === 'https' ? request : plainRequest)(options, async (incoming) => {
    const body = await text(incoming);
    answer.resolve({ status: incoming.statusCode, headers: incoming.headers, body });
  });
  asked.once('error', answer.reject);
  asked.end();
  return answer.promise;
}

/** For whom the certificate is that the server shows. */
async function certificateAt(port: number): Promise<string> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    servername: 'localhost',
    rejectUnauthorized: false,
  });
  await once(socket, 'secureConnect');
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return String(CN).split(',')[0] ?? '';
}

const hsts = 'strict-transport-security';
const publicUrl = { RAPPORT_URL: 'https://rapport.example' };

describe('TLS of its own', () => {
  it('is what browsers are told to keep to, with a cookie for it alone', async () => {
    const { port, url } = await opened({ ...tls, ...publicUrl });
    const answer = await ask(port, { over: 'https', host: 'rapport.example' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ origin: url, client: '127.0.0.1' });
    expect(answer.headers[hsts]).toBe('max-age=63072000; includeSubDomains');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-rapport=token;.* Secure/);
  });

  it('on this machine has a cookie of its own too, and asks for nothing of other programs here', async () => {
    const { port, url } = await opened(tls);
    expect(url).toBe(`https://localhost:${port}`);
    const answer = await ask(port, { over: 'https', host: `localhost:${port}` });
    expect(answer.headers[hsts]).toBeUndefined();
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-rapport=token;.* Secure/);
  });

  it('answers under its public name and no other', async () => {
    const { port, url } = await opened({ ...tls, ...publicUrl });
    expect(url).toBe('https://rapport.example');
    expect((await ask(port, { over: 'https', host: 'rapport.example' })).status).toBe(200);
    const foreign = await ask(port, { over: 'https', host: 'evil.example' });
    expect(foreign.status).toBe(403);
    expect(foreign.headers['set-cookie']).toBeUndefined();
  });

  it('does not speak plain http, nor TLS before 1.2', async () => {
    const { port } = await opened(tls);
    await expect(ask(port, { over: 'http', host: 'localhost' })).rejects.toThrow();
    const old = connect({
      port,
      host: '127.0.0.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
      minVersion: 'TLSv1',
      rejectUnauthorized: false,
    });
    const failed = await once(old, 'secureConnect').then(
      () => null,
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(Error);
    expect(await certificateAt(port)).toBe('first');
  });

  it('goes on with a renewed certificate, and with the one of before while the new one is not whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rapport-tls-'));
    const here = { cert: join(folder, 'a.crt'), key: join(folder, 'a.key') };
    await copyFile(first.cert, here.cert);
    await copyFile(first.key, here.key);
    const errors: unknown[] = [];
    const { port } = await opened(
      { RAPPORT_TLS_CERT: here.cert, RAPPORT_TLS_KEY: here.key },
      { everyMs: 50, onError: (error) => errors.push(error) },
    );
    expect(await certificateAt(port)).toBe('first');
    await copyFile(join(made, 'renewed.crt'), here.cert);
    while (errors.length === 0) await pause(20);
    expect(errors[0]).toMatchObject({ code: 'certificate_unusable' });
    expect(await certificateAt(port)).toBe('first');
    await copyFile(join(made, 'renewed.key'), here.key);
    while ((await certificateAt(port)) === 'first') await pause(20);
    expect(await certificateAt(port)).toBe('renewed');
    await rm(folder, { recursive: true });
  });

  it('is not begun with what is no certificate, with the key of another, or with none', async () => {
    const missing = { ...tls, RAPPORT_TLS_CERT: join(made, 'missing.crt') };
    await expect(opened(missing)).rejects.toMatchObject({ field: 'RAPPORT_TLS_CERT' });
    const other = { ...tls, RAPPORT_TLS_KEY: join(made, 'renewed.key') };
    await expect(opened(other)).rejects.toMatchObject({ code: 'certificate_unusable' });
    const none = { ...tls, RAPPORT_TLS_CERT: join(made, 'README.md') };
    await expect(opened(none)).rejects.toMatchObject({ code: 'certificate_unusable' });
  });
});

describe('plain http', () => {
  it('is for this machine, which is told nothing of TLS', async () => {
    const { port, url } = await opened({});
    expect(url).toBe(`http://localhost:${port}`);
    const answer = await ask(port, { over: 'http', host: `localhost:${port}` });
    expect(JSON.parse(answer.body)).toEqual({ origin: url, client: '127.0.0.1' });
    expect(answer.headers[hsts]).toBeUndefined();
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^rapport-development=token;/);
    expect((await ask(port, { over: 'http', host: 'evil.example' })).status).toBe(403);
  });

  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' };

  it('from a trusted proxy is https', async () => {
    const { port } = await opened({ ...publicUrl, RAPPORT_TRUSTED_PROXIES: '127.0.0.1' });
    const answer = await ask(port, { over: 'http', host: 'rapport.example', headers });
    expect(JSON.parse(answer.body)).toEqual({
      origin: 'https://rapport.example',
      client: '203.0.113.7',
    });
    expect(answer.headers[hsts]).toBeDefined();
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-rapport=token;.* Secure/);
  });

  it('from anybody else is refused, whatever headers say', async () => {
    const { port } = await opened({ ...publicUrl, RAPPORT_TRUSTED_PROXIES: '10.9.9.9' });
    const answer = await ask(port, { over: 'http', host: 'rapport.example', headers });
    expect(answer.status).toBe(403);
    expect(answer.headers[hsts]).toBeUndefined();
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  const elsewhere = Object.values(networkInterfaces())
    .flat()
    .find((one) => one !== undefined && !one.internal && one.family === 'IPv4')?.address;

  it.skipIf(elsewhere === undefined)(
    'from another address is refused under every name',
    async () => {
      const { port } = await opened({
        ...publicUrl,
        RAPPORT_HOST: '0.0.0.0',
        RAPPORT_TRUSTED_PROXIES: '10.9.9.9',
      });
      for (const host of ['rapport.example', 'localhost', `127.0.0.1:${port}`]) {
        const answer = await ask(port, { over: 'http', host, at: String(elsewhere) });
        expect(answer.status, host).toBe(403);
      }
      expect((await ask(port, { over: 'http', host: 'localhost' })).status).toBe(200);
    },
  );
});

it('says which setting to change when it cannot listen', async () => {
  const { port } = await opened({});
  await expect(opened({ RAPPORT_PORT: String(port) })).rejects.toMatchObject({
    code: 'port_in_use',
    field: 'RAPPORT_PORT',
  });
  await expect(opened({ ...tls, ...publicUrl, RAPPORT_HOST: '192.0.2.1' })).rejects.toMatchObject({
    code: 'cannot_listen',
    field: 'RAPPORT_HOST',
  });
});
