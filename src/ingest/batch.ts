/** One batch in one transaction: what came in, what it touches, and how far the source has been read. */

import { reasonAt, type Standing, type StandingReason } from '../analytics/exclusions.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { attribute } from '../facts/attribute.ts';
import { organizationIn } from '../facts/organization.ts';
import type { Activity } from '../model/activity.ts';
import type { Batch, Reject } from '../model/bundle.ts';
import { type ExclusionReason, exclusionReasons } from '../model/vocabulary.ts';
import { writeActivities } from './activities.ts';
import { writeEntities } from './entities.ts';
import { auditImportedSettings, writeOrganization, writeSettings } from './organization.ts';
import type { Suppression } from './suppressed.ts';
import { makeStorable } from './text.ts';
import { withoutErased, withSomebodyLeft } from './without-erased.ts';

export type BatchReport = {
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly known: number;
  readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
};

/** A batch whose cursor may be none: the source is then read from the start again. */
export type BatchToWrite = Omit<Batch, 'cursor'> & { readonly cursor: string | null };

/** What became of a batch, and what was left out of it because people had been erased: in no table, as it comes again. */
export type WrittenBatch = BatchReport & { readonly erased: readonly Reject[] };

export type BatchContext = {
  readonly sourceKey: number;
  readonly now: number;
  /** Who must not come in again; null while nobody was erased. */
  readonly suppression: (session: Session) => Promise<Suppression | null>;
};

/** Writes a batch with its cursor and interprets its activities; what it touched is marked when it commits. */
export async function writeBatch(
  session: Session,
  given: BatchToWrite,
  { sourceKey, now, suppression: suppressionIn }: BatchContext,
): Promise<WrittenBatch> {
  makeStorable(given);
  const suppression = await suppressionIn(session);
  const { batch, erased } =
    suppression === null
      ? { batch: given, erased: [] }
      : await batchWithoutErased(session, given, suppression);
  const { items } = batch;
  const setsSomething = items.some(({ type }) => type === 'organization' || type === 'settings');
  const before = setsSomething ? await organizationIn(session) : null;
  let [added, changed, known] = [0, 0, 0];
  for (const item of items) {
    if (item.type !== 'organization' && item.type !== 'settings') continue;
    const moved =
      item.type === 'organization'
        ? await writeOrganization(session, item.value)
        : await writeSettings(session, item.value);
    if (moved) changed += 1;
    else known += 1;
  }
  const entities = items.filter(
    (item) => item.type !== 'organization' && item.type !== 'settings' && item.type !== 'activity',
  );
  const people = await writeEntities(session, entities);
  const came = items.filter((item) => item.type === 'activity').map(({ value }) => value);
  const peopled = await withSomebodyLeft(session, came);
  const activities = await writeActivities(session, peopled.left, sourceKey);
  const standings = await attribute(session, activities.touched, activities.added);
  await writeRejects(session, batch, { sourceKey, now });
  await session.run(sql`
    update source set cursor = ${batch.cursor}, known_until = greatest(known_until, ${lastOf(peopled.left, now)}::timestamptz)
    where key = ${sourceKey}`);
  if (before !== null) {
    await auditImportedSettings(session, before, {
      at: now,
      actor: 'system',
      object: { type: 'source', id: String(sourceKey) },
    });
  }
  added += people.added + activities.added.length;
  changed += people.changed + activities.changed;
  known += entities.length - people.added - people.changed + activities.known;
  return {
    read: given.items.length + given.rejects.length,
    erased: [...erased, ...peopled.erased],
    new: added,
    changed,
    known,
    excluded: countedReasons(
      [
        ...activities.keys.map((key) => standings.get(key)).filter((one) => one !== undefined),
        ...(await storedStandings(
          session,
          activities.keys.filter((key) => !standings.has(key)),
        )),
      ],
      now,
    ),
  };
}

/** When the last of the activities began that is not ahead of us; null: there is none. */
function lastOf(activities: readonly Activity[], now: number): Date | null {
  const last = activities.reduce(
    (latest, { startsAt }) => (startsAt <= now ? Math.max(latest, startsAt) : latest),
    Number.NEGATIVE_INFINITY,
  );
  return last === Number.NEGATIVE_INFINITY ? null : new Date(last);
}

async function batchWithoutErased(
  session: Session,
  batch: BatchToWrite,
  suppression: Suppression,
): Promise<{ readonly batch: BatchToWrite; readonly erased: readonly Reject[] }> {
  const { items, erased } = await withoutErased(session, batch.items, suppression);
  const rejects = batch.rejects.map((reject) => ({
    ...reject,
    place: suppression.text(reject.place),
    value: suppression.text(reject.value),
  }));
  return { batch: { ...batch, items, rejects }, erased };
}

async function writeRejects(
  session: Session,
  { rejects }: BatchToWrite,
  { sourceKey, now }: { readonly sourceKey: number; readonly now: number },
): Promise<void> {
  if (rejects.length === 0) return;
  await session.run(sql`
    insert into import_reject (source_key, rejected_at, place, field, value, expected)
    select ${sourceKey}::integer, ${new Date(now)}::timestamptz, * from unnest(
      ${rejects.map(({ place }) => place)}::text[], ${rejects.map(({ field }) => field)}::text[],
      ${rejects.map(({ value }) => value)}::text[], ${rejects.map(({ expected }) => expected)}::text[])`);
}

/** When activities count that came again as they were. */
async function storedStandings(
  session: Session,
  keys: readonly number[],
): Promise<readonly Standing[]> {
  if (keys.length === 0) return [];
  return session.query<{
    canceled: boolean;
    completesAt: number;
    duplicateFrom: number;
    reason: StandingReason | null;
  }>(sql`
    select canceled, completes_at as "completesAt", duplicate_from as "duplicateFrom", reason from fact
    where activity_key = any(${keys}::bigint[])`);
}

function countedReasons(standings: readonly Standing[], now: number): BatchReport['excluded'] {
  const counts: Partial<Record<ExclusionReason, number>> = {};
  for (const standing of standings) {
    const why = reasonAt(standing, now);
    if (why !== null) counts[why] = (counts[why] ?? 0) + 1;
  }
  return Object.fromEntries(
    exclusionReasons.flatMap((reason) =>
      counts[reason] === undefined ? [] : [[reason, counts[reason]]],
    ),
  );
}
