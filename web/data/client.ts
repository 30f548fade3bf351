import type { z } from 'zod';
import type { problemSchema } from '../../src/contract/api.ts';
import { Problem } from '../../src/model/problem.ts';

/** The one place that asks the server. */

/**
 * The body of GET /api/v1/`path`. Throws a `Problem` with the server's code and hint, or with `unreachable` when no
 * answer came at all. What the server promises in its contract is not checked again here.
 */
export async function fetched<Body>(path: string, signal: AbortSignal): Promise<Body> {
  const response = await fetch(`/api/v1/${path}`, {
    headers: { accept: 'application/json' },
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new Problem({ code: 'unreachable', message: 'The server does not answer', cause });
  });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

/** A query string of what is set, always in the order given. */
export function queryOf(values: Readonly<Record<string, string | number | null | undefined>>) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query}`;
}

async function problemOf(response: Response): Promise<Problem> {
  // A proxy in between answers with a page of its own.
  const isOurs = response.headers.get('content-type')?.includes('application/problem+json');
  if (isOurs !== true) {
    return new Problem({ code: `http_${response.status}`, message: `HTTP ${response.status}` });
  }
  const { code, title, detail, field, value, hint }: z.infer<typeof problemSchema> =
    await response.json();
  return new Problem({
    code,
    message: detail === '' ? title : detail,
    ...(field === undefined ? {} : { field }),
    ...(value === undefined ? {} : { value }),
    ...(hint === undefined ? {} : { hint }),
  });
}
