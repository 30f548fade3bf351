/** Decisions of people about a single activity: whether it counts, and who else may read it. */

import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { markActivities } from '../../facts/marks.ts';
import type { ExclusionReason } from '../../model/vocabulary.ts';

export type Override = 'include' | 'exclude' | null;

/** Why an activity (by key) does not count now whatever the instant, and whether the person works on one of its records. */
export async function decidable(
  session: Session,
  key: number,
): Promise<{ readonly reason: ExclusionReason | null; readonly isTheirs: boolean } | null> {
  const [row] = await session.query<{ reason: ExclusionReason | null; isTheirs: boolean }>(sql`
    select case when canceled then 'canceled' else reason end as reason,
      exists (select from record_member where record_key = any(records)) as "isTheirs"
    from fact where activity_key = ${key}`);
  return row ?? null;
}

/** Writes a decision down and has the activity interpreted again. */
export async function overrule(
  session: Session,
  key: number,
  {
    override,
    login,
    now,
  }: { readonly override: Override; readonly login: number; readonly now: number },
): Promise<void> {
  await session.run(sql`
    insert into overruled (activity_key, override, decided_by, decided_at)
    values (${key}, ${override}, ${login}, ${new Date(now)})
    on conflict (activity_key) do update
      set override = excluded.override, decided_by = excluded.decided_by, decided_at = excluded.decided_at`);
  await session.run(sql`update activity set override = ${override} where key = ${key}`);
  await markActivities(session, [key]);
}

/** What was decided about activities, by key; those without a decision are left out. */
export async function overridesOf(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlyMap<number, Override>> {
  const rows = await session.query<{ key: number; override: Override }>(sql`
    select key, override from activity where key = any(${keys}::bigint[]) and override is not null`);
  return new Map(rows.map(({ key, override }) => [key, override]));
}

/** Rows of activities (by key) with what was decided about each, which is not for its readers alone. */
export async function decided<Row extends { readonly key: number }>(
  session: Session,
  rows: readonly Row[],
): Promise<(Row & { readonly override: Override })[]> {
  const overrides = await overridesOf(
    session,
    rows.map(({ key }) => key),
  );
  return rows.map((row) => ({ ...row, override: overrides.get(row.key) ?? null }));
}

/** Whether the person takes part in the activity: they alone may show it. */
export async function isParticipant(session: Session, key: number): Promise<boolean> {
  const rows = await session.query(sql`
    select from fact where activity_key = ${key} and (select access_user()) = any(readers)`);
  return rows.length > 0;
}

/** Shows an activity to the owner of the record that it is regarding, or takes that back. */
export async function share(
  session: Session,
  key: number,
  { user, shared, now }: { readonly user: number; readonly shared: boolean; readonly now: number },
): Promise<void> {
  if (!shared) {
    await session.run(
      sql`delete from activity_share where activity_key = ${key} and shared_by = ${user}`,
    );
    return;
  }
  await session.run(sql`
    insert into activity_share (activity_key, shared_by, shared_at) values (${key}, ${user}, ${new Date(now)})
    on conflict (activity_key, shared_by) do nothing`);
}
