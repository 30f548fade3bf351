/** Only our own pages and commands are answered, under our own names. */

import type { MiddlewareHandler } from 'hono';
import { Problem } from '../model/problem.ts';
import { arrival } from './origin.ts';

/**
 * Refuses requests that came in elsewhere than by the door, such as under a foreign name (a web site whose name was
 * pointed at this machine), and writes that another
 * site's page sends. A browser names the page's origin on every write and says how it relates to ours; commands send
 * neither: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export const onlyOwnPages: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  const { origin: own, refused: by } = arrival(context);
  if (by !== null) throw refused(by.field, by.value);
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    const site = req.header('sec-fetch-site') ?? 'none';
    if (site !== 'same-origin' && site !== 'none') throw refused('Sec-Fetch-Site', site);
    // `null` is what a sandboxed frame, a file or a redirect across sites has for an origin.
    const origin = req.header('origin') ?? own;
    if (origin !== own) throw refused('Origin', origin);
  }
  await next();
};

function refused(field: string, value: string): Problem {
  return new Problem({
    code: 'foreign_request',
    message: 'Only our own pages, and commands, are answered, under our own address.',
    field,
    value,
    hint: hints[field] ?? hints.Host,
  });
}

const hints: Readonly<Record<string, string>> & { readonly Host: string } = {
  Host: 'Open the page under the address that the server printed when it started: http://localhost on its own machine, RAPPORT_URL from elsewhere.',
  'X-Forwarded-Proto': 'Let the proxy take https alone and say so: X-Forwarded-Proto: https.',
};
