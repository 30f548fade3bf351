import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../model/problem.ts';
import { defences, noTraces } from './defences.ts';
import { arriving, loopbackDoor } from './origin.ts';
import { onlyOwnPages } from './own-pages.ts';
import { nonceMark, servePage } from './page.ts';
import { problemResponse } from './problems.ts';

const api = new OpenAPIHono();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-page-'));
  await writeFile(join(folder, 'index.html'), `<script nonce="${nonceMark}"></script>`);
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets/list-page-new.js'), 'export {};');
  api.use(
    arriving({ ...loopbackDoor, publicOrigin: 'https://rapport.example' }),
    defences,
    noTraces,
    onlyOwnPages,
  );
  api.get('/api/figures', (context) => context.json({ score: 70 }));
  api.get('/api/kept', (context) => context.body('x', 200, { 'cache-control': 'max-age=60' }));
  api.get('/api/problem', () => {
    throw new Problem({ code: 'record_unknown', message: 'There is none.' });
  });
  api.get('/api/broken', () => {
    throw new Error('secret-of-the-inside');
  });
  api.onError((error, context) => problemResponse(context, error));
  servePage(api, folder);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const answers = [
  ['/', 200],
  ['/opportunities/some-deal', 200],
  ['/missing.png', 404],
  ['/assets/list-page-old.js', 404],
  ['/api/figures', 200],
  ['/api/problem', 404],
  ['/api/broken', 500],
] as const;

describe('every answer', () => {
  it.each(answers)('of %s tells the browser what to refuse', async (path, status) => {
    const answer = await api.request(`http://localhost${path}`);
    expect(answer.status).toBe(status);
    const { headers } = answer;
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*geolocation=\(\)/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    const policy = policyOf(answer);
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(policy.get('object-src')).toBe("'none'");
    expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*|https?:/);
  });

  it('of the API may run nothing at all, the page only what has its nonce', async () => {
    const data = policyOf(await api.request('http://localhost/api/figures'));
    expect(data.has('script-src')).toBe(false);
    expect(data.has('sandbox')).toBe(true);
    const answer = await api.request('http://localhost/');
    const page = policyOf(answer);
    const nonce = /^'nonce-([\w+/=]{22,})' 'strict-dynamic'$/.exec(
      page.get('script-src') ?? '',
    )?.[1];
    expect(await answer.text()).toBe(`<script nonce="${nonce}"></script>`);
    expect(page.get('style-src')).toBe(`'self' 'nonce-${nonce}'`);
    expect(page.get('require-trusted-types-for')).toBe("'script'");
    expect(policyOf(await api.request('http://localhost/')).get('script-src')).not.toContain(nonce);
  });

  it('of a refused request has them too', async () => {
    const answer = await api.request('http://evil.example/api/figures');
    expect(answer.status).toBe(403);
    expect(policyOf(answer).get('default-src')).toBe("'none'");
  });

  it('says nothing of the inside when something failed there', async () => {
    const told = await (await api.request('http://localhost/api/broken')).text();
    expect(told).toContain('"code":"internal"');
    expect(told).not.toMatch(/secret-of-the-inside|\.ts/);
  });

  it('asks for TLS from then on when it came over TLS, and only then', async () => {
    const ask = async (url: string) =>
      (await api.request(url)).headers.get('strict-transport-security');
    expect(await ask('http://localhost/')).toBeNull();
    for (const path of ['/', '/api/figures', '/api/broken'])
      expect(await ask(`https://rapport.example${path}`)).toBe(
        'max-age=63072000; includeSubDomains',
      );
    expect(await ask('http://rapport.example/')).toBeNull();
    // Every program of the machine has this name.
    expect(await ask('https://localhost/')).toBeNull();
  });

  it('of a script that is gone is not the page', async () => {
    const gone = await api.request('http://localhost/assets/list-page-old.js');
    expect(gone.headers.get('content-type')).toContain('text/plain');
    const there = await api.request('http://localhost/assets/list-page-new.js');
    expect(there.status).toBe(200);
    expect(there.headers.get('content-type')).toContain('text/javascript');
  });

  it('stays out of caches unless its route says otherwise', async () => {
    const kept = await api.request('http://localhost/api/kept');
    expect(kept.headers.get('cache-control')).toBe('max-age=60');
  });
});

function policyOf(answer: Response): ReadonlyMap<string, string> {
  const text = answer.headers.get('content-security-policy') ?? '';
  return new Map(
    text.split('; ').map((directive) => {
      const [name = '', ...values] = directive.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );
}
