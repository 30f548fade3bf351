import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beginSession } from '../src/access/sessions.ts';
import { sessionCookies } from '../src/api/session-cookie.ts';
import type { Database } from '../src/db/pool.ts';
import { sql } from '../src/db/sql.ts';
import { asOf } from './data/company.ts';
import type { Store } from './store.ts';

export type RunningApp = {
  readonly url: string;
  /** What shows that somebody asks who may see every figure. */
  readonly headers: Readonly<Record<string, string>>;
  /** The present of the product. */
  readonly clock: () => number;
  /** Until it answered. */
  readonly startSeconds: number;
  close(): Promise<void>;
};

/** Starts the product on the store in a process of its own. */
export async function startApp({ database, connection, folder }: Store): Promise<RunningApp> {
  const aheadMs = asOf - Date.now();
  const headers = { cookie: await sessionCookie(database, asOf) };
  const begin = performance.now();
  const script = fileURLToPath(new URL('app-process.ts', import.meta.url));
  const options = JSON.stringify({ connection, dataFolder: folder, aheadMs });
  const child = spawn(process.execPath, [script, options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const url = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    exited.then(([code]): never => {
      throw new Error(`The product ended with ${String(code)} before it answered.`);
    }),
  ]);
  const answer = await fetch(`${url}/api/v1/about`, { headers });
  await answer.text();
  return {
    url,
    headers,
    clock: () => Date.now() + aheadMs,
    startSeconds: (performance.now() - begin) / 1000,
    async close() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Signs in somebody of operations, at an instant (ms); or another one: a manager, say, who is a person of the CRM. */
export async function sessionCookie(
  database: Database,
  now: number,
  { email, role, user }: LoginOf = {
    email: 'bench@ours.example',
    role: 'operations',
    user: null,
  },
): Promise<string> {
  await database.run(sql`
    insert into login (email, roles, user_key) values (${email}, array[${role}], ${user})
    on conflict (email) do nothing`);
  const [login] = await database.query<{ key: number }>(
    sql`select key from login where email = ${email}`,
  );
  const token = await beginSession(database, login?.key ?? 0, { now, client: null });
  return `${sessionCookies.loopback}=${token}`;
}

type LoginOf = {
  readonly email: string;
  readonly role: 'operations' | 'manager';
  /** Key of the person; null: nobody of the CRM. */
  readonly user: number | null;
};

/** Waits until the day has been looked at and nothing is marked any more; answers after how many seconds. */
export async function settled({ database }: Store): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const [waits] = await database.query<{ any: boolean }>(sql`
      select exists (select from record_mark) or exists (select from activity_mark)
        or exists (select from refresh_day where day is null) as any`);
    if (waits?.any !== true) return (performance.now() - begin) / 1000;
    await pause(20);
  }
}
