import type { z } from 'zod';
import type { problemSchema } from '../../src/contract/api.ts';
import { Problem } from '../../src/model/problem.ts';

/** The one place that asks the server, and the one that tells it something. */

/**
 * The body of GET /api/v1/`path`. Throws a `Problem` with the server's code and hint, or with `unreachable` when no
 * answer came at all. What the server promises in its contract is not checked again here.
 */
export async function fetched<Body>(path: string, signal: AbortSignal): Promise<Body> {
  return (await answered(path, { signal })).json();
}

/**
 * Writes: sends `body` as JSON to /api/v1/`path` and answers what comes back, null when that is nothing. Throws as
 * `fetched` does.
 */
export async function sent<Body = null>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Body> {
  const response = await answered(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return JSON.parse(response.status === 204 ? 'null' : await response.text());
}

/** Sends a file as it is and answers what became of it; `onSent` hears how much of it is on its way (0…1). */
export function uploaded<Body>(
  path: string,
  file: File,
  onSent: (share: number) => void,
): Promise<Body> {
  // fetch does not tell how far an upload has come.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('POST', `/api/v1/${path}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(loaded / total));
    request.addEventListener('error', () => reject(unreachable(null)));
    request.addEventListener('load', () => {
      const { status, responseText } = request;
      const type = request.getResponseHeader('content-type') ?? '';
      const response = new Response(responseText, { status, headers: { 'content-type': type } });
      if (status < 300) resolve(response.json());
      else problemOf(response).then(reject, reject);
    });
    request.send(file);
  });
}

async function answered(path: string, init: RequestInit): Promise<Response> {
  const headers = { accept: 'application/json', ...init.headers };
  const response = await fetch(`/api/v1/${path}`, { ...init, headers }).catch((cause: unknown) => {
    if (init.signal?.aborted === true) throw cause;
    throw unreachable(cause);
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

function unreachable(cause: unknown): Problem {
  return new Problem({ code: 'unreachable', message: 'The server does not answer', cause });
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
