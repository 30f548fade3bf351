import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePage } from './page.ts';

let folder = '';
const script = 'export const answer = 42;';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-page-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Rapport</title>');
  await writeFile(join(folder, 'assets/part-1.js'), script);
  await writeFile(join(folder, 'assets/part-1.js.gz'), gzipSync(script));
});

afterAll(() => rm(folder, { recursive: true }));

async function ask(path: string, headers: Readonly<Record<string, string>> = {}) {
  const app = new OpenAPIHono();
  servePage(app, folder);
  return app.request(path, { headers });
}

describe('the files of the page', () => {
  it('are handed out packed to whoever can unpack them, and as they are to others', async () => {
    const packed = await ask('/assets/part-1.js', { 'accept-encoding': 'gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('content-type')).toContain('javascript');
    expect(packed.headers.get('vary')).toBe('Accept-Encoding');
    expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(script);

    const plain = await ask('/assets/part-1.js');
    expect(plain.headers.get('content-encoding')).toBe(null);
    expect(await plain.text()).toBe(script);
  });
});
