/** Activities as they come in while people work: one by one, at a steady rate. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../src/db/pool.ts';
import { runImport } from '../src/ingest/import.ts';
import { blankActivity } from '../src/model/activity.ts';
import type { Batch } from '../src/model/bundle.ts';
import type { Company } from './data/company.ts';

export type LiveActivity = {
  readonly contactId: string;
  /** `performance.now()` when it was handed in, and when its transaction had committed. */
  readonly handedInAt: number;
  readonly committedAt: number;
};

export type LiveOptions = {
  readonly perSecond: number;
  readonly seconds: number;
  readonly clock: () => number;
  /** Activities to different contacts begin at this one, so that two runs do not write to the same. */
  readonly from: number;
};

/** Ingests emails to one contact after the other; answers when each was committed. */
export async function ingestLive(
  database: Database,
  company: Company,
  { perSecond, seconds, clock, from }: LiveOptions,
): Promise<readonly LiveActivity[]> {
  const contacts = company.accounts.flatMap(({ contacts: own }) => own);
  const count = perSecond * seconds;
  // A database that is kept has those of earlier runs.
  const run = Math.floor(clock());
  const handedIn: { readonly contactId: string; readonly handedInAt: number }[] = [];
  const committed: LiveActivity[] = [];
  const begin = performance.now();
  async function* connector(): AsyncGenerator<Batch> {
    for (let n = 0; n < count; n++) {
      const due = begin + (n * 1000) / perSecond;
      await pause(Math.max(0, due - performance.now()));
      const contact = contacts[((from + n) * 7919) % contacts.length];
      const user = company.users[n % company.users.length];
      handedIn.push({ contactId: contact?.id ?? '', handedInAt: performance.now() });
      const value = {
        ...blankActivity,
        id: `mail:live-${run}-${n}`,
        kind: 'email' as const,
        startsAt: Math.floor(clock()) - 1000,
        from: user?.emails[0] ?? null,
        to: contact?.emails ?? [],
        messageId: `<live-${run}-${n}@bench.example>`,
      };
      yield {
        items: [{ type: 'activity', value }],
        rejects: [],
        cursor: String(n),
        progress: { done: n, total: count },
      };
    }
  }
  const source = { kind: 'bundle', name: `live ${from}`, bulkRule: true };
  const { signal } = new AbortController();
  await runImport(
    database,
    { connector, source, signal },
    {
      clock,
      // What came in while the last one was written shares a transaction.
      onProgress: (_, done) => {
        const committedAt = performance.now();
        for (const one of handedIn.slice(committed.length, done + 1))
          committed.push({ ...one, committedAt });
      },
    },
  );
  return committed;
}
