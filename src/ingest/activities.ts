/** Activities of a batch → their tables. The same version twice changes nothing; a later version replaces. */

import { addressesOf } from '../analytics/participants.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { loadWithCopies } from '../facts/activities.ts';
import { dissolveConversations } from '../facts/conversations.ts';
import type { Activity } from '../model/activity.ts';
import { contentOf, isMessage, mergeCopies } from './copies.ts';
import { addressKeys, type EntityKeys, entityKeys } from './keys.ts';

export type WrittenActivities = {
  readonly added: number;
  readonly changed: number;
  readonly known: number;
  /** Keys of all of them, in the order of nothing. */
  readonly keys: readonly number[];
  /** Keys of those whose facts have to be made. */
  readonly touched: readonly number[];
};

/** Writes activities as they came in; interpreting them is left to the caller. */
export async function writeActivities(
  session: Session,
  activities: readonly Activity[],
  sourceKey: number,
): Promise<WrittenActivities> {
  const incoming = mergedById(activities);
  const known = await knownActivities(session, [...incoming.keys()]);
  const fresh = [...incoming.values()].filter(({ id }) => !known.has(id));
  const added = await insertActivities(session, fresh, sourceKey);
  const { versions, keys } = await newVersions(session, incoming, known);
  const loosened = await replaceActivities(session, versions);
  return {
    added: added.length,
    changed: versions.length,
    known: activities.length - added.length - versions.length,
    keys: [...added, ...[...known.values()].map(({ key }) => key)],
    touched: [...new Set([...added, ...keys, ...loosened])],
  };
}

type Known = { readonly key: number; readonly content: string; readonly versionAt: number | null };
type Version = { readonly key: number; readonly activity: Activity };

/** One activity per id: copies of a message are merged, of anything else the latest version stays. */
function mergedById(activities: readonly Activity[]): ReadonlyMap<string, Activity> {
  const merged = new Map<string, Activity>();
  for (const activity of activities) {
    const before = merged.get(activity.id);
    if (before === undefined) merged.set(activity.id, activity);
    else if (isMessage(activity)) merged.set(activity.id, mergeCopies(before, activity));
    else if (!isOlder(activity.versionAt, before.versionAt)) merged.set(activity.id, activity);
  }
  return merged;
}

function isOlder(versionAt: number | null, than: number | null): boolean {
  return versionAt !== null && than !== null && versionAt < than;
}

async function knownActivities(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  const rows = await session.query<{
    id: string;
    key: number;
    content: string;
    version_at: number | null;
  }>(sql`select id, key, replace(content::text, '-', '') as content, version_at from activity
    where id = any(${ids}::text[])`);
  return new Map(
    rows.map(({ id, key, content, version_at }) => [id, { key, content, versionAt: version_at }]),
  );
}

/** Which known activities really change: not those that came again, nor older versions that came late. */
async function newVersions(
  session: Session,
  incoming: ReadonlyMap<string, Activity>,
  known: ReadonlyMap<string, Known>,
): Promise<{ readonly versions: readonly Version[]; readonly keys: readonly number[] }> {
  const differing = [...known].flatMap(([id, { key, content, versionAt }]) => {
    const activity = incoming.get(id);
    if (activity === undefined || contentOf(activity) === content) return [];
    return isOlder(activity.versionAt, versionAt) ? [] : [{ key, activity, content }];
  });
  const messages = differing.filter(({ activity }) => isMessage(activity)).map(({ key }) => key);
  const stored = messages.length === 0 ? [] : await loadWithCopies(session, messages);
  const copies = new Map(stored.map(({ key, activity }) => [key, activity]));
  const versions = differing.flatMap(({ key, activity, content }) => {
    const copy = copies.get(key);
    const version = copy === undefined ? activity : mergeCopies(copy, activity);
    return contentOf(version) === content ? [] : [{ key, activity: version }];
  });
  return { versions, keys: versions.map(({ key }) => key) };
}

async function insertActivities(
  session: Session,
  activities: readonly Activity[],
  sourceKey: number,
): Promise<readonly number[]> {
  if (activities.length === 0) return [];
  const keyOf = await regardingKeys(session, activities);
  const rows = activities.map((activity) => rowOf(activity, keyOf));
  const added = await session.query<{ key: number; id: string }>(sql`
    insert into activity (source_key, ${activityColumns}) select ${sourceKey}::integer, ${activityColumns}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (${activityDefinitions})
    returning key, id`);
  const keys = new Map(added.map(({ key, id }) => [id, key]));
  await writeParticipants(
    session,
    activities.map((activity) => ({ activity, key: keys.get(activity.id) ?? 0 })),
  );
  return added.map(({ key }) => key);
}

/** Answers the emails whose conversations have to be found again, because a link of one of them may have changed. */
async function replaceActivities(
  session: Session,
  versions: readonly Version[],
): Promise<readonly number[]> {
  if (versions.length === 0) return [];
  const activities = versions.map(({ activity }) => activity);
  const keyOf = await regardingKeys(session, activities);
  const rows = versions.map(({ key, activity }) => ({ key, ...rowOf(activity, keyOf) }));
  await session.run(sql`
    update activity set (${activityColumns}) = (select ${activityColumnsOf('new')})
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (key bigint, ${activityDefinitions})
    where activity.key = new.key`);
  const keys = versions.map(({ key }) => key);
  await session.run(sql`delete from participant where activity_key = any(${keys}::bigint[])`);
  await writeParticipants(session, versions);
  return dissolveConversations(session, keys);
}

const columns = {
  id: 'text',
  kind: 'text',
  status: 'text',
  subject: 'text',
  starts_at: 'timestamptz',
  ends_at: 'timestamptz',
  duration_minutes: 'double precision',
  regarding_key: 'integer',
  sensitivity: 'text',
  override: 'text',
  message_id: 'text',
  in_reply_to: 'text',
  reference_ids: 'text[]',
  thread_id: 'text',
  headers: 'jsonb',
  ical_uid: 'text',
  all_day: 'boolean',
  direction: 'text',
  flags: 'text[]',
  version_at: 'timestamptz',
  content: 'uuid',
} as const;
const names = Object.keys(columns);
const activityColumns = sql.join(names.map((name) => sql.id(name)));
const activityDefinitions = sql.join(
  Object.entries(columns).map(([name, type]) => sql`${sql.id(name)} ${sql.file(type)}`),
);
const activityColumnsOf = (table: string) => sql.join(names.map((name) => sql.id(table, name)));

function rowOf(
  activity: Activity,
  keyOf: EntityKeys,
): { readonly [name in keyof typeof columns]: unknown } {
  const { regarding } = activity;
  return {
    id: activity.id,
    kind: activity.kind,
    status: activity.status,
    subject: activity.subject,
    starts_at: instant(activity.startsAt),
    ends_at: activity.endsAt === null ? null : instant(activity.endsAt),
    duration_minutes: activity.durationMinutes,
    regarding_key: regarding === null ? null : keyOf(regarding.type, regarding.id),
    sensitivity: activity.sensitivity,
    override: activity.override,
    message_id: activity.messageId,
    in_reply_to: activity.inReplyTo,
    reference_ids: activity.references,
    thread_id: activity.threadId,
    headers: activity.headers,
    ical_uid: activity.icalUid,
    all_day: activity.allDay,
    direction: activity.direction,
    flags: activity.flags,
    version_at: activity.versionAt === null ? null : instant(activity.versionAt),
    content: contentOf(activity),
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function regardingKeys(session: Session, activities: readonly Activity[]): Promise<EntityKeys> {
  return entityKeys(
    session,
    activities.map(({ regarding }) => regarding).filter((regarding) => regarding !== null),
  );
}

async function writeParticipants(session: Session, versions: readonly Version[]): Promise<void> {
  const people = versions.flatMap(({ key, activity }) =>
    [...addressesOf(activity)].map(([role, address], position) => ({
      key,
      position,
      role,
      address,
      name: activity.displayNames[address] ?? null,
      response: activity.kind === 'appointment' ? (activity.responses[address] ?? null) : null,
    })),
  );
  const addresses = new Map<string, string | null>();
  for (const { address, name } of people)
    addresses.set(address, name ?? addresses.get(address) ?? null);
  const keyOf = await addressKeys(session, addresses);
  await session.run(sql`
    insert into participant (activity_key, position, role, address_key, response)
    select * from unnest(
      ${people.map(({ key }) => key)}::bigint[],
      ${people.map(({ position }) => position)}::smallint[],
      ${people.map(({ role }) => role)}::text[],
      ${people.map(({ address }) => keyOf(address))}::integer[],
      ${people.map(({ response }) => response)}::text[])`);
}
