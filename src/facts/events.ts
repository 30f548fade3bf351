/** What happened, told to every process that listens: records that changed, long work that goes on. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { RecordRef } from '../model/entities.ts';

export const eventsChannel = 'rapport_events';

export type Happened =
  | { readonly event: 'changed'; readonly records: readonly RecordRef[]; readonly at: string }
  | {
      readonly event: 'progress';
      readonly work: string;
      readonly done: number;
      readonly total: number | null;
    };

/** Tells everybody, when the transaction commits. */
export async function tell(session: Session, happened: Happened): Promise<void> {
  for (const part of parted(happened))
    await session.run(sql`select pg_notify(${eventsChannel}, ${JSON.stringify(part)})`);
}

/** NOTE: PostgreSQL refuses a payload of 8,000 bytes or more, so many records go in several messages. */
function parted(happened: Happened): readonly Happened[] {
  if (happened.event !== 'changed' || happened.records.length < 2) return [happened];
  if (Buffer.byteLength(JSON.stringify(happened)) < 7500) return [happened];
  const half = happened.records.length >> 1;
  return [happened.records.slice(0, half), happened.records.slice(half)].flatMap((records) =>
    parted({ ...happened, records }),
  );
}
