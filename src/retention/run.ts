/**
 * Removes what is kept no longer, class by class and in batches, each a transaction of its own: whatever breaks it off,
 * the next run goes on. Figures follow by marks, as after any change.
 */

import { audit } from '../audit/record.ts';
import type { Database, Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { lockFacts } from '../facts/attribute.ts';
import { dissolveConversations } from '../facts/conversations.ts';
import { markActivities, markRecords } from '../facts/marks.ts';
import { organizationIn } from '../facts/organization.ts';
import { otherCopies, removeActivities } from '../rights/removal.ts';

export type Removed = {
  readonly activities: number;
  readonly subjects: number;
  readonly rejects: number;
  readonly introductions: number;
};

export type RetentionRun = {
  /** ms since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** In one transaction. */
  readonly batch?: number;
};

/** Removes all that is due at an instant; answers how much. What stays is as if the removed had never come. */
export async function runRetention(
  database: Database,
  { now, signal, batch = 1000 }: RetentionRun,
): Promise<Removed> {
  const { organization, settings } = await organizationIn(database);
  const { retention, exclusions } = settings;
  const before = (months: number) => monthsBefore(now, { months, zone: organization.timeZone });
  const many = batch * batchesPerSearch;
  const all = async (months: number | null, step: (until: Sql) => Promise<number>) => {
    let removed = 0;
    while (months !== null && !signal.aborted) {
      const some = await step(before(months));
      removed += some;
      if (some < many) break;
    }
    return removed;
  };
  const removed = {
    activities: await all(retention.activities, (until) =>
      removeOldest(database, until, { batch, many, signal }),
    ),
    subjects: await all(retention.subjects, (until) =>
      forgetSubjects(database, until, { excluded: exclusions.subjects, many }),
    ),
    rejects: await all(retention.rejects, (until) =>
      database.run(sql`
        delete from import_reject where key in (
          select key from import_reject where rejected_at < ${until} order by key limit ${many}
        )`),
    ),
    // With what came of them, and the words that one wrote to the other.
    introductions: await all(retention.introductions, (until) =>
      database.run(sql`
        delete from introduction where key in (
          select key from introduction where greatest(asked_at, answered_at) < ${until} order by key limit ${many}
        )`),
    ),
  };
  if (Object.values(removed).every((count) => count === 0)) return removed;
  await database.transaction((session) =>
    audit(session, { at: now, actor: 'system', action: 'retention_ran', details: removed }),
  );
  return removed;
}

/** Activities are not in order of time on the disk: to look for the oldest costs more than to remove a few. */
const batchesPerSearch = 20;

/** The beginning of the day (of the organisation's zone) so many calendar months before an instant. */
function monthsBefore(
  now: number,
  { months, zone }: { readonly months: number; readonly zone: string },
): Sql {
  return sql`(
    (date_trunc('day', ${new Date(now)}::timestamptz at time zone ${zone}) - make_interval(months => ${months}))
    at time zone ${zone})`;
}

/** As erasing does: copies may count now, and conversations that hung together by them come apart. */
async function removeOldest(
  database: Database,
  until: Sql,
  {
    batch,
    many,
    signal,
  }: { readonly batch: number; readonly many: number; readonly signal: AbortSignal },
): Promise<number> {
  const rows = await database.query<{ key: number }>(sql`
    select key from activity where starts_at < ${until} order by starts_at, key limit ${many}`);
  let removed = 0;
  for (; removed < rows.length && !signal.aborted; ) {
    const keys = rows.slice(removed, removed + batch).map(({ key }) => key);
    await database.transaction((session) => removeAll(session, keys));
    removed += keys.length;
  }
  return removed;
}

async function removeAll(session: Session, keys: readonly number[]): Promise<void> {
  await lockFacts(session);
  const copies = await otherCopies(session, keys);
  const loosened = await dissolveConversations(session, keys);
  const records = await removeActivities(session, keys);
  await markActivities(session, [...new Set([...copies, ...loosened])]);
  await markRecords(session, records);
}

/** Excluded texts stay, as when subjects are not kept at all, so that what they exclude stays excluded. */
function forgetSubjects(
  session: Session,
  until: Sql,
  { excluded, many }: { readonly excluded: readonly string[]; readonly many: number },
): Promise<number> {
  const kept = sql`subject_to_keep(subject, ${JSON.stringify(excluded)}::jsonb)`;
  return session.run(sql`
    update activity set subject = ${kept}
    where key in (
      select key from activity
      where starts_at < ${until} and subject is not null and subject is distinct from ${kept}
      limit ${many}
    )`);
}
