/** The one place where requests come in: over TLS with certificates that may change, or over plain http. */

import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { serve } from '@hono/node-server';
import type { Config } from './config.ts';
import type { DoorConfig } from './config-door.ts';
import { Problem } from './model/problem.ts';

type Fetch = Parameters<typeof serve>[0]['fetch'];
type Tls = NonNullable<DoorConfig['tls']>;

export type Listening = {
  /** Where the page is opened. */
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

/** How often it is looked whether the certificate was renewed (ms). */
const lookMs = 60_000;

/**
 * Listens until it is closed. Throws a Problem when the port is taken or the certificate cannot be used at the start;
 * later on a certificate that cannot be used is told to `onError`, and the one of before goes on.
 */
export async function listen(
  fetch: Fetch,
  { port, door }: Pick<Config, 'port' | 'door'>,
  {
    onError,
    everyMs = lookMs,
  }: { readonly onError: (error: unknown) => void; readonly everyMs?: number },
): Promise<Listening> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const common = { fetch, port, hostname: door.host };
  const secure =
    door.tls === null
      ? null
      : {
          createServer,
          serverOptions: { ...(await certificate(door.tls)), minVersion: 'TLSv1.2' as const },
        };
  const server = serve({ ...common, ...secure }, (address) => resolve(address.port));
  server.once('error', (cause: NodeJS.ErrnoException) =>
    reject(cannotListen(cause, { port, door })),
  );
  const opened = await promise;
  const unwatch =
    door.tls === null || !('setSecureContext' in server)
      ? () => {}
      : renewing(door.tls, { everyMs, onError, use: (pem) => server.setSecureContext(pem) });
  return {
    url: door.publicOrigin ?? `${door.tls === null ? 'http' : 'https'}://localhost:${opened}`,
    port: opened,
    close: () =>
      new Promise<void>((done) => {
        unwatch();
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

type Pem = { readonly cert: Buffer; readonly key: Buffer };

/** The certificate with its key, when the two belong together. */
async function certificate({ cert, key }: Tls): Promise<Pem> {
  const read = (path: string, field: string) =>
    readFile(path).catch((cause: unknown) => {
      throw unusable({ field, path, cause });
    });
  const pem = {
    cert: await read(cert, 'RAPPORT_TLS_CERT'),
    key: await read(key, 'RAPPORT_TLS_KEY'),
  };
  try {
    createSecureContext(pem);
  } catch (cause) {
    throw unusable({ field: 'RAPPORT_TLS_CERT', path: cert, cause });
  }
  return pem;
}

/** Uses a renewed certificate for connections from then on; answers how to stop looking. */
function renewing(
  tls: Tls,
  {
    everyMs,
    onError,
    use,
  }: {
    readonly everyMs: number;
    readonly onError: (error: unknown) => void;
    readonly use: (pem: Pem) => void;
  },
): () => void {
  const renew = () => void certificate(tls).then(use).catch(onError);
  // By the path, not the file: whoever renews certificates puts another file or link there.
  for (const path of [tls.cert, tls.key]) {
    watchFile(path, { interval: everyMs, persistent: false }, renew);
  }
  return () => {
    for (const path of [tls.cert, tls.key]) unwatchFile(path, renew);
  };
}

function unusable({
  field,
  path,
  cause,
}: {
  readonly field: string;
  readonly path: string;
  readonly cause: unknown;
}): Problem {
  return new Problem({
    code: 'certificate_unusable',
    message: 'The certificate or its key cannot be read, or they do not belong together.',
    field,
    value: path,
    hint: 'Both are PEM files that the user of the server may read; the key has no password.',
    cause,
  });
}

function cannotListen(cause: NodeJS.ErrnoException, { port, door }: Pick<Config, 'port' | 'door'>) {
  if (cause.code === 'EADDRINUSE') {
    return new Problem({
      code: 'port_in_use',
      message: 'Another program listens on this port.',
      field: 'RAPPORT_PORT',
      value: port,
      hint: 'Stop it, or choose another port: RAPPORT_PORT=4401 npm start.',
      cause,
    });
  }
  const isPort = cause.code === 'EACCES';
  return new Problem({
    code: 'cannot_listen',
    message: cause.message,
    field: isPort ? 'RAPPORT_PORT' : 'RAPPORT_HOST',
    value: isPort ? port : door.host,
    hint: isPort
      ? 'Ports below 1024 are for root: choose another one.'
      : 'Set RAPPORT_HOST to an address of this machine.',
    cause,
  });
}
