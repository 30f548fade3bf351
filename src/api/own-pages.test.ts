import { OpenAPIHono } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { arriving, loopbackDoor } from './origin.ts';
import { onlyOwnPages } from './own-pages.ts';
import { problemResponse } from './problems.ts';

const own = 'http://localhost:4400';
const api = new OpenAPIHono();
api.use(arriving(loopbackDoor), onlyOwnPages);
api.all('/*', (context) => context.text('done'));
api.onError((error, context) => problemResponse(context, error));

async function ask(
  method: string,
  { origin, site, url = own }: { origin?: string; site?: string; url?: string },
) {
  const headers = new Headers();
  if (origin !== undefined) headers.set('origin', origin);
  if (site !== undefined) headers.set('sec-fetch-site', site);
  return api.request(`${url}/api/v1/import`, { method, headers });
}

describe('who may write', () => {
  const origins = [undefined, own, 'null', 'http://localhost:4401', 'https://evil.example', ''];
  const sites = [undefined, 'none', 'same-origin', 'same-site', 'cross-site', 'unheard-of'];
  const mayWrite = new Set([
    '-|-',
    '-|none',
    '-|same-origin',
    'own|-',
    'own|none',
    'own|same-origin',
  ]);
  const cases = origins.flatMap((origin) =>
    sites.map((site) => {
      const row = `${origin === own ? 'own' : (origin ?? '-')}|${site ?? '-'}`;
      return { origin, site, row, status: mayWrite.has(row) ? 200 : 403 };
    }),
  );

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE-ME'])('%s', async (method) => {
    expect(cases).toHaveLength(36);
    for (const { origin, site, row, status } of cases) {
      const from = {
        ...(origin === undefined ? {} : { origin }),
        ...(site === undefined ? {} : { site }),
      };
      expect((await ask(method, from)).status, row).toBe(status);
    }
  });

  it('names what was foreign', async () => {
    const told = await (await ask('POST', { origin: 'null', site: 'none' })).json();
    expect(told).toMatchObject({ code: 'foreign_request', field: 'Origin', value: 'null' });
    expect(told.hint).toContain('http://localhost');
  });

  it('lets whoever follows a link read, but not under a foreign name', async () => {
    expect((await ask('GET', { site: 'cross-site' })).status).toBe(200);
    expect((await ask('HEAD', { origin: 'https://evil.example' })).status).toBe(200);
    expect((await ask('GET', { url: 'http://evil.example' })).status).toBe(403);
    expect(
      (await ask('POST', { url: 'http://evil.example', origin: 'http://evil.example' })).status,
    ).toBe(403);
  });
});
