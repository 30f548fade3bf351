/** What goes on while fresh figures and reads are measured: the running product, and activities that come in. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from '../src/db/sql.ts';
import { writeBatch } from '../src/ingest/batch.ts';
import { type Activity, blankActivity } from '../src/model/activity.ts';
import type { Store } from './store.ts';

export type Server = { readonly url: string; close(): Promise<void> };

/** Starts API and worker in a process of their own. */
export async function startServer({ connection, folder }: Store): Promise<Server> {
  const script = join(import.meta.dirname, 'server.ts');
  const child = spawn(process.execPath, [script, JSON.stringify({ connection, folder })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  return {
    url: String(said).trim(),
    close: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

export type Correspondent = {
  readonly id: string;
  readonly address: string;
  readonly user: string;
};

/** Contacts with an address, each with one of ours to talk to, in no order. */
export async function correspondents({ database }: Store, limit: number) {
  return database.query<Correspondent>(sql`
    select entity.id, min(address.address) as address, (
      select address.address from owned_address join address on address.key = address_key
      join app_user on app_user.key = entity_key order by address.key limit 1
    ) as user
    from contact join entity using (key) join owned_address on entity_key = contact.key
    join address on address.key = address_key
    group by entity.key order by md5(entity.id) limit ${limit}`);
}

/** Mail from and to correspondents, one transaction per call: as a mailbox that is watched gives it. */
export async function mailIn(
  { database }: Store,
  people: readonly Correspondent[],
  now: number,
): Promise<void> {
  const [source] = await database.query<{ key: number }>(sql`
    insert into source (kind, name) values ('bundle', 'traffic')
    on conflict (kind, name) do update set bulk_rule = true returning key`);
  const items = people.map(({ address, user }) => ({
    type: 'activity' as const,
    value: emailFrom(address, user, now),
  }));
  const batch = { items, rejects: [], cursor: null, progress: { done: 0, total: null } };
  await database.transaction((session) =>
    writeBatch(session, batch, { sourceKey: source?.key ?? 0, now }),
  );
}

let sent = 0;

function emailFrom(from: string, to: string, startsAt: number): Activity {
  sent += 1;
  const id = `traffic-${startsAt}-${sent}`;
  return {
    ...blankActivity,
    id,
    kind: 'email',
    startsAt,
    from,
    to: [to],
    messageId: `<${id}@bench>`,
  };
}
