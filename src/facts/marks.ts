import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** The channel on which the refresh worker hears that work waits. */
export const marksChannel = 'rapport_marks';

/** Marks activities to be interpreted again, with the transaction that changed what they depend on. */
export async function markActivities(session: Session, keys: readonly number[]): Promise<void> {
  if (keys.length === 0) return;
  await session.run(sql`
    insert into activity_mark (activity_key)
    select key from activity where key = any(${keys}::bigint[]) order by key
    on conflict (activity_key) do update set version = excluded.version`);
  await notify(session);
}

/**
 * Marks records to be computed again, and the accounts of marked contacts and opportunities, whose health rolls up
 * from theirs.
 */
export async function markRecords(session: Session, keys: readonly number[]): Promise<void> {
  if (keys.length === 0) return;
  await session.run(sql`
    with marked as (
      insert into record_mark (record_key)
      select key from (
        select key from entity where key = any(${keys}::integer[]) and type in ('account', 'contact', 'lead', 'opportunity')
        union select account_key from contact where key = any(${keys}::integer[]) and account_key is not null
        union select account_key from opportunity where key = any(${keys}::integer[]) and account_key is not null
      ) touched
      order by key
      on conflict (record_key) do update set version = excluded.version
    )
    select pg_notify(${marksChannel}, '')`);
}

/** Marks every record: what follows is a full recompute. */
export async function markEveryRecord(session: Session): Promise<void> {
  await session.run(sql`
    insert into record_mark (record_key)
    select key from entity where type in ('account', 'contact', 'lead', 'opportunity') order by key
    on conflict (record_key) do update set version = excluded.version`);
  await notify(session);
}

/** Marks every activity: the rules by which they count have changed. */
export async function markEveryActivity(session: Session): Promise<void> {
  await session.run(sql`
    insert into activity_mark (activity_key) select key from activity order by key
    on conflict (activity_key) do update set version = excluded.version`);
  await notify(session);
}

async function notify(session: Session): Promise<void> {
  await session.run(sql`select pg_notify(${marksChannel}, '')`);
}
