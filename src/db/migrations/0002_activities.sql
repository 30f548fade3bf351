-- Activities as they came in, and facts: what they mean for whom. Where a table has several rows per activity, it
-- refers to other tables without a foreign key: a dozen look-ups per activity would take half of the time of an import,
-- and rows that are distributed by record cannot refer to rows that are distributed by activity.

-- Where activities and records come from, and how far they have been read.
create table source (
  key integer generated always as identity primary key,
  kind text not null,
  name text not null,
  cursor text,
  bulk_rule boolean not null default true,
  synced_at timestamptz,
  unique (kind, name)
);

-- What could not be taken in: nothing that came is lost without a trace.
create table import_reject (
  key bigint generated always as identity primary key,
  source_key integer not null references source,
  rejected_at timestamptz not null,
  place text not null,
  field text not null,
  value text not null,
  expected text not null
);
create index on import_reject (source_key);

create table activity (
  key bigint generated always as identity primary key,
  id text collate "C" not null unique,
  source_key integer not null references source,
  kind text not null check (kind in ('email', 'appointment', 'phonecall', 'task')),
  status text not null,
  subject text,
  starts_at timestamptz not null,
  ends_at timestamptz,
  duration_minutes double precision,
  regarding_key integer references entity,
  sensitivity text not null,
  override text,
  message_id text collate "C",
  in_reply_to text collate "C",
  reference_ids text[] not null,
  thread_id text collate "C",
  headers jsonb not null,
  ical_uid text collate "C",
  all_day boolean not null,
  direction text,
  flags text[] not null,
  -- When the source made this version; a later one replaces an earlier one, whatever the order of arrival.
  version_at timestamptz,
  -- What the version was made of, to tell a change from a repetition.
  content uuid not null
);
create index on activity (message_id) where message_id is not null;
create index on activity (ical_uid, starts_at) where ical_uid is not null;
create index on activity (regarding_key) where regarding_key is not null;

create table participant (
  activity_key bigint not null references activity on delete cascade,
  position smallint not null,
  role text not null,
  address_key integer not null,
  response text,
  primary key (activity_key, position)
);
create index on participant (address_key);

-- Emails that share a link, also through third ones, are one conversation. A link is the hash of a message or thread id.
create table conversation (
  key integer generated always as identity primary key,
  last_at timestamptz not null,
  -- As of earlier instants the emails may still have been apart: their own links decide then.
  joined_at timestamptz
);
create table message_link (
  link uuid primary key,
  conversation_key integer not null
);
create index on message_link (conversation_key);

-- One row per activity: what exclusion, attribution and conversations made of it, true as of every instant.
create table fact (
  activity_key bigint primary key references activity on delete cascade,
  starts_at timestamptz not null,
  -- Twice the place of the kind (email, appointment, phone call, task), plus 1 when by them.
  kind_side smallint not null,
  canceled boolean not null,
  -- It counts from `completes_at` on and before `duplicate_from`, when there is no reason against it.
  completes_at timestamptz not null,
  duplicate_from timestamptz not null,
  reason text,
  minutes double precision not null,
  ours smallint not null,
  conversation_key integer,
  authors smallint not null,
  people integer[] not null,
  records integer[] not null
);
create index on fact (conversation_key) where conversation_key is not null;

-- The same, by record and in the order of time: all facts of one record.
create table activity_record (
  record_key integer not null,
  starts_at timestamptz not null,
  activity_key bigint not null,
  primary key (record_key, starts_at, activity_key)
);

-- Work that waits: activities to interpret again, records to compute again. A mark that is made again while the work
-- runs gets a new version, so it is not taken away with the old one.
create sequence mark_version as bigint;
create table activity_mark (
  activity_key bigint primary key references activity on delete cascade,
  version bigint not null default nextval('mark_version')
);
-- An import marks the same records again and again: a new version finds room in its page.
create table record_mark (
  record_key integer primary key references entity,
  version bigint not null default nextval('mark_version')
) with (fillfactor = 50);

-- The day (number since 1970, in the organisation's zone) for which every record has been marked.
create table refresh_day (
  only_row boolean primary key default true check (only_row),
  day integer
);
insert into refresh_day default values;
