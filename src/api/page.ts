/** The built web page beside the API. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from 'hono';
import { nonceOf, pagePolicy } from './defences.ts';

/** Stands in the built page where its nonce goes: `html.cspNonce` in web/vite.config.ts. */
export const nonceMark = '__nonce__';

/**
 * Serves the files of a folder; every other address that is not of the API is the page itself, which routes on. A file
 * that is not there is 404 and no page: the scripts of the version before are asked for by whoever still has it open.
 */
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
  const single = '/:file{[^/]+\\.[a-z0-9]+}';
  app.use(single, serveStatic({ root: folder }));
  for (const files of ['/assets/*', single] as const) {
    app.get(files, (context) =>
      // The next version may have it again.
      context.text('There is no such file.', 404, { 'cache-control': 'no-store' }),
    );
  }
  let page: string | null = null;
  app.get('/*', pagePolicy, async (context) => {
    page ??= await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    if (page === null) return context.text('The page is not built yet: run npm start.', 503);
    // A nonce is good for one answer: one that comes out of a cache would be known to others.
    context.header('cache-control', 'no-store');
    return context.html(page.replaceAll(nonceMark, nonceOf(context)));
  });
}
