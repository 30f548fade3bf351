/** The built web page beside the API. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from 'hono';
import { nonceOf, pagePolicy } from './defences.ts';

/** Stands in the built page where its nonce goes: `html.cspNonce` in web/vite.config.ts. */
export const nonceMark = '__nonce__';

/** Serves the files of a folder; every other address that is not of the API is the page itself, which routes on. */
export function servePage<E extends Env>(app: OpenAPIHono<E>, folder: string): void {
  app.use(
    '/assets/*',
    serveStatic({
      root: folder,
      precompressed: true,
      onFound: (_, context) => {
        // Their names hold a hash of their content.
        context.header('cache-control', 'public, max-age=31536000, immutable');
      },
    }),
  );
  app.use('/:file{[^/]+\\.[a-z0-9]+}', serveStatic({ root: folder }));
  let page: string | null = null;
  app.get('/*', pagePolicy, async (context) => {
    page ??= await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    if (page === null) return context.text('The page is not built yet: run npm start.', 503);
    // A nonce is good for one answer: one that comes out of a cache would be known to others.
    context.header('cache-control', 'no-store');
    return context.html(page.replaceAll(nonceMark, nonceOf(context)));
  });
}
