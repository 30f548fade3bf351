/** Until there is sign-in: only this machine's own pages and commands are answered. */

import type { MiddlewareHandler } from 'hono';
import { Problem } from '../model/problem.ts';

/**
 * Refuses requests under a foreign name (a web site whose name was pointed at this machine) and writes that another
 * site's page sends. A browser names the page's origin on every write and says how it relates to ours; commands send
 * neither: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export const onlyOwnPages: MiddlewareHandler = async ({ req }, next) => {
  const { hostname, origin: own } = new URL(req.url);
  if (!ownNames.has(hostname)) throw refused('Host', hostname);
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    const site = req.header('sec-fetch-site') ?? 'none';
    if (site !== 'same-origin' && site !== 'none') throw refused('Sec-Fetch-Site', site);
    // `null` is what a sandboxed frame, a file or a redirect across sites has for an origin.
    const origin = req.header('origin') ?? own;
    if (origin !== own) throw refused('Origin', origin);
  }
  await next();
};

const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

function refused(field: string, value: string): Problem {
  return new Problem({
    code: 'foreign_request',
    message: 'Only pages and commands of this machine are answered.',
    field,
    value,
    hint: 'Open the page under http://localhost, with the port that npm start printed.',
  });
}
