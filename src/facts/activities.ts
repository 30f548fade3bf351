import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type Activity, blankActivity, readerFlags } from '../model/activity.ts';
import {
  activityKinds,
  type ParticipantRole,
  participantRoles,
  recordTypes,
  responses,
} from '../model/vocabulary.ts';

export type StoredActivity = {
  readonly key: number;
  readonly activity: Activity;
  readonly addressKeys: readonly number[];
  readonly regardingKey: number | null;
};

/** Keys of the activities that share a message id, or a calendar id with the start, with one of these; these too. */
export async function copiesOf(
  session: Session,
  activities: readonly StoredActivity[],
): Promise<readonly number[]> {
  const messages = activities.map(({ activity }) => activity.messageId).filter((id) => id !== null);
  const events = activities.flatMap(({ activity: { icalUid, startsAt } }) =>
    icalUid === null ? [] : [{ icalUid, startsAt }],
  );
  if (messages.length + events.length === 0) return [];
  const rows = await session.query<{ key: number }>(sql`
    select key from activity where message_id = any(${messages}::text[])
    union all
    select key from unnest(
      ${events.map(({ icalUid }) => icalUid)}::text[], ${events.map(({ startsAt }) => startsAt)}::float8[]
    ) event (uid, at)
    join activity on ical_uid = uid and starts_at = to_timestamp(at / 1000)`);
  return rows.map(({ key }) => key);
}

/** The activities with these keys and every copy of them, as they came in. */
export async function loadWithCopies(
  session: Session,
  keys: readonly number[],
): Promise<readonly StoredActivity[]> {
  if (keys.length === 0) return [];
  const rows = await session.query<ActivityRow>(sql`
    with wanted as (
      select key, message_id, ical_uid, starts_at from activity where key = any(${keys}::bigint[])
    ), whole as (
      select key from wanted
      union select copy.key from wanted join activity copy on copy.message_id = wanted.message_id
      union select copy.key from wanted join activity copy
        on copy.ical_uid = wanted.ical_uid and copy.starts_at = wanted.starts_at
    )
    select a.key, a.id, a.kind, a.status, a.subject, a.starts_at, a.ends_at, a.duration_minutes,
      a.regarding_key, regarding.type as regarding_type, regarding.id as regarding_id, a.sensitivity, a.override,
      a.message_id, a.in_reply_to, a.reference_ids, a.thread_id, a.headers, a.ical_uid, a.all_day, a.direction, a.flags,
      a.version_at, people.roles, people.addresses, people.address_keys, people.responses
    from whole
    join activity a using (key)
    left join entity regarding on regarding.key = a.regarding_key
    left join lateral (
      select array_agg(p.role order by p.position) as roles,
        array_agg(address.address order by p.position) as addresses,
        array_agg(p.address_key order by p.position) as address_keys,
        array_agg(p.response order by p.position) as responses
      from participant p join address on address.key = p.address_key
      where p.activity_key = a.key
    ) people on true`);
  return rows.map(storedActivity);
}

type ActivityRow = {
  readonly key: number;
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly subject: string | null;
  readonly starts_at: number;
  readonly ends_at: number | null;
  readonly duration_minutes: number | null;
  readonly regarding_key: number | null;
  readonly regarding_type: string | null;
  readonly regarding_id: string | null;
  readonly sensitivity: string;
  readonly override: string | null;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly reference_ids: readonly string[];
  readonly thread_id: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly ical_uid: string | null;
  readonly all_day: boolean;
  readonly direction: string | null;
  readonly flags: readonly string[];
  readonly version_at: number | null;
  readonly roles: readonly string[] | null;
  readonly addresses: readonly string[] | null;
  readonly address_keys: readonly number[] | null;
  readonly responses: readonly (string | null)[] | null;
};

function storedActivity(row: ActivityRow): StoredActivity {
  const people = (row.addresses ?? []).map((address, place) => ({
    address,
    role: oneOf(participantRoles, row.roles?.[place] ?? null),
    response: oneOf(responses, row.responses?.[place] ?? null),
  }));
  const inRole = (role: ParticipantRole) =>
    people.filter((person) => person.role === role).map(({ address }) => address);
  const regardingType = oneOf(recordTypes, row.regarding_type);
  const given = people.flatMap(({ address, response }) =>
    response === null ? [] : [[address, response] as const],
  );
  return {
    key: row.key,
    addressKeys: row.address_keys ?? [],
    regardingKey: row.regarding_key,
    activity: {
      ...blankActivity,
      id: row.id,
      kind: oneOf(activityKinds, row.kind) ?? 'task',
      status: row.status,
      subject: row.subject,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      durationMinutes: row.duration_minutes,
      regarding:
        regardingType === null || row.regarding_id === null
          ? null
          : { type: regardingType, id: row.regarding_id },
      sensitivity: row.sensitivity,
      override: oneOf(['include', 'exclude'] as const, row.override),
      from: inRole('from')[0] ?? null,
      to: inRole('to'),
      cc: inRole('cc'),
      bcc: inRole('bcc'),
      messageId: row.message_id,
      inReplyTo: row.in_reply_to,
      references: row.reference_ids,
      threadId: row.thread_id,
      headers: row.headers,
      organizer: inRole('organizer')[0] ?? null,
      required: inRole('required'),
      optional: inRole('optional'),
      responses: Object.fromEntries(given),
      icalUid: row.ical_uid,
      allDay: row.all_day,
      direction: oneOf(['outgoing', 'incoming'] as const, row.direction),
      flags: readerFlags.filter((flag) => row.flags.includes(flag)),
      versionAt: row.version_at,
    },
  };
}

/** The word when it is one of the set; null for anything else. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
  word: string | null,
): Word | null {
  return words.find((known) => known === word) ?? null;
}
