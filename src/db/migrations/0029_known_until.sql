-- What comes from a file is known until the last activity in it: nobody can tell from a mailbox exported in spring what
-- has come since. Null: nothing with a date was in it.
alter table source add column known_until timestamptz;
update source set known_until = last.starts_at
from (
  select source_key, max(activity.starts_at) as starts_at
  from activity join source on source.key = source_key
  where activity.starts_at <= coalesce(synced_at, now())
  group by source_key
) last
where last.source_key = source.key;

-- The day as of which somebody had gone quiet, when it is the last one that is known of and not that of `as_of`.
alter table record_signal add column quiet_on date;
