/** Activities and who is on them as rows of their tables, by binary COPY: most of the time of an import goes here. */

import { addressesOf } from '../analytics/participants.ts';
import { insertRows } from '../db/insert.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { StoredActivity } from '../facts/activities.ts';
import { BinaryRows } from '../facts/binary-rows.ts';
import { reserveKeys } from '../facts/keys.ts';
import type { Activity } from '../model/activity.ts';
import type { ParticipantRole } from '../model/vocabulary.ts';
import { contentOf } from './copies.ts';
import { addressKeys, entityKeys } from './keys.ts';

export type Version = { readonly key: number; readonly activity: Activity };

/** Writes activities that are not there yet; answers them as stored. */
export async function insertActivities(
  session: Session,
  activities: readonly Activity[],
  sourceKey: number,
): Promise<readonly StoredActivity[]> {
  if (activities.length === 0) return [];
  const keys = await reserveKeys(session, 'activity', activities.length);
  const versions = activities.map((activity, place) => ({ activity, key: keys[place] ?? 0 }));
  const stored = await withRegarding(session, versions);
  await insertRows(session, { table: 'activity', columns }, encoded(stored, sourceKey));
  return writeParticipants(session, stored);
}

/** Writes later versions of activities in the place of what is there. */
export async function replaceActivities(
  session: Session,
  versions: readonly Version[],
): Promise<void> {
  if (versions.length === 0) return;
  const stored = await withRegarding(session, versions);
  await session.run(sql`
    create temporary table if not exists version (like activity) on commit delete rows`);
  await session.copyIn(
    sql`copy version (${columnList}) from stdin (format binary)`,
    encoded(stored, 0),
  );
  await session.run(sql`
    update activity set (${contentList}) = (select ${contentListOfVersion})
    from version where activity.key = version.key`);
  const keys = versions.map(({ key }) => key);
  await session.run(sql`delete from participant where activity_key = any(${keys}::bigint[])`);
  await writeParticipants(session, stored);
}

type WithRegarding = Version & { readonly regardingKey: number | null };

async function withRegarding(
  session: Session,
  versions: readonly Version[],
): Promise<readonly WithRegarding[]> {
  const keyOf = await entityKeys(
    session,
    versions.map(({ activity }) => activity.regarding).filter((regarding) => regarding !== null),
  );
  return versions.map((version) => {
    const { regarding } = version.activity;
    const regardingKey = regarding === null ? null : keyOf(regarding.type, regarding.id);
    return { ...version, regardingKey };
  });
}

const contentColumns = [
  'id',
  'kind',
  'status',
  'subject',
  'starts_at',
  'ends_at',
  'duration_minutes',
  'regarding_key',
  'sensitivity',
  'override',
  'message_id',
  'in_reply_to',
  'reference_ids',
  'thread_id',
  'headers',
  'ical_uid',
  'all_day',
  'direction',
  'flags',
  'version_at',
  'content',
] as const;
const columns = ['key', 'source_key', ...contentColumns] as const;
const columnList = sql.join(columns.map((name) => sql.id(name)));
const contentList = sql.join(contentColumns.map((name) => sql.id(name)));
const contentListOfVersion = sql.join(contentColumns.map((name) => sql.id('version', name)));

/** NOTE: follows `columns` one by one. */
function encoded(versions: readonly WithRegarding[], sourceKey: number): readonly Buffer[] {
  const rows = new BinaryRows();
  for (const { key, activity, regardingKey } of versions) {
    rows.begin(columns.length);
    rows.bigint(key);
    rows.integer(sourceKey);
    rows.text(activity.id);
    rows.text(activity.kind);
    rows.text(activity.status);
    rows.text(activity.subject);
    rows.instant(activity.startsAt);
    rows.instant(activity.endsAt);
    rows.double(activity.durationMinutes);
    rows.integer(regardingKey);
    rows.text(activity.sensitivity);
    rows.text(activity.override);
    rows.text(activity.messageId);
    rows.text(activity.inReplyTo);
    rows.texts(activity.references);
    rows.text(activity.threadId);
    rows.jsonb(activity.headers);
    rows.text(activity.icalUid);
    rows.boolean(activity.allDay);
    rows.text(activity.direction);
    rows.texts(activity.flags);
    rows.instant(activity.versionAt);
    rows.uuid(contentOf(activity));
  }
  rows.end();
  return [rows.take()];
}

const participantColumns = ['activity_key', 'position', 'role', 'address_key', 'response'] as const;

type OnActivity = {
  readonly role: ParticipantRole;
  readonly address: string;
};

async function writeParticipants(
  session: Session,
  versions: readonly WithRegarding[],
): Promise<readonly StoredActivity[]> {
  const people = versions.map(({ activity }) =>
    Array.from(addressesOf(activity), ([role, address]): OnActivity => ({ role, address })),
  );
  const names = new Map<string, string | null>();
  versions.forEach(({ activity }, place) => {
    for (const { address } of people[place] ?? [])
      names.set(address, activity.displayNames[address] ?? names.get(address) ?? null);
  });
  const keyOf = await addressKeys(session, names);
  const rows = new BinaryRows();
  versions.forEach(({ key, activity }, place) => {
    const isMeeting = activity.kind === 'appointment';
    people[place]?.forEach(({ role, address }, position) => {
      rows.begin(participantColumns.length);
      rows.bigint(key);
      rows.short(position);
      rows.text(role);
      rows.integer(keyOf(address));
      rows.text(isMeeting ? (activity.responses[address] ?? null) : null);
    });
  });
  rows.end();
  await insertRows(session, { table: 'participant', columns: participantColumns }, [rows.take()]);
  return versions.map((version, place) => ({
    ...version,
    addressKeys: (people[place] ?? []).map(({ address }) => keyOf(address)),
  }));
}
