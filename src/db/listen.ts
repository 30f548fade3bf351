/** A connection of its own that hears what other processes NOTIFY, and comes back when the server was away. */

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export type Listening = {
  readonly channel: string;
  readonly onPayload: (payload: string) => void;
  /** What was told meanwhile was not heard. */
  readonly onReconnect: () => void;
  readonly until: AbortSignal;
};

/** Resolves when the server listens; throws when the first connection fails. */
export async function listen(config: pg.ClientConfig, listening: Listening): Promise<void> {
  const client = await connected(config, listening);
  void keepListening(client, config, listening);
}

async function connected(
  config: pg.ClientConfig,
  { channel, onPayload }: Listening,
): Promise<pg.Client> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  client.on('notification', ({ payload }) => onPayload(payload ?? ''));
  await client.connect();
  await client.query(`listen ${pg.escapeIdentifier(channel)}`);
  return client;
}

async function keepListening(
  first: pg.Client,
  config: pg.ClientConfig,
  listening: Listening,
): Promise<void> {
  const { until, onReconnect } = listening;
  let client: pg.Client | null = first;
  for (let waits = 0; !until.aborted; ) {
    if (client === null) {
      await pause(Math.min(100 * 2 ** waits, 5_000), undefined, { signal: until }).catch(() => {});
      waits += 1;
      // A server that is away is asked again until it is back or nobody listens any more.
      client = until.aborted ? null : await connected(config, listening).catch(() => null);
      if (client === null) continue;
      onReconnect();
    }
    waits = 0;
    await lost(client, until);
    await client.end().catch(() => {});
    client = null;
  }
}

function lost(client: pg.Client, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    client.once('end', resolve);
    until.addEventListener('abort', () => resolve(), { once: true });
    if (until.aborted) resolve();
  });
}
