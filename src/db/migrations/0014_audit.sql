-- What was done, by whom: entries that are only ever added, each bound to the one before it; who stands behind a
-- pseudonym; that people were told before anything came in; and what is kept no longer.

-- People are in the log by a pseudonym alone. Whoever is erased loses the row here, and the log names nobody any more,
-- while its chain holds.
create table audit_person (
  pseudonym uuid primary key default gen_random_uuid(),
  login_key integer unique references login on delete cascade,
  entity_key integer unique references entity on delete cascade,
  check (num_nonnulls(login_key, entity_key) = 1)
);

-- `content` is JSON as it was written: what the hash is of needs no reading back. The other columns are for looking up.
create table audit_entry (
  number bigint primary key,
  content text not null,
  -- SHA-256 of: hash of the entry before (nothing for the first), number, line feed, content.
  hash bytea not null,
  at text collate "C" not null generated always as (content::jsonb ->> 'at') stored,
  actor text collate "C" not null generated always as (content::jsonb ->> 'actor') stored,
  action text collate "C" not null generated always as (content::jsonb ->> 'action') stored,
  object_type text collate "C" generated always as (content::jsonb -> 'object' ->> 'type') stored,
  object_id text collate "C" generated always as (content::jsonb -> 'object' ->> 'id') stored
);
create index on audit_entry (actor, number);
create index on audit_entry (action, number);
create index on audit_entry (object_id, number) where object_id is not null;
create index on audit_entry (actor, object_id, at) where action = 'figures_read';

-- One entry after the other: whoever adds waits until the last one who did has ended his transaction. The key of the
-- lock is a number of our own.
create function append_audit_entry() returns trigger language plpgsql as $$
declare
  before record;
begin
  perform pg_advisory_xact_lock(7267748);
  select number, hash into before from audit_entry order by number desc limit 1;
  new.number := coalesce(before.number, 0) + 1;
  new.hash := sha256(coalesce(before.hash, ''::bytea) || convert_to(new.number || E'\n' || new.content, 'UTF8'));
  return new;
end $$;
create trigger append_audit_entry before insert on audit_entry for each row execute function append_audit_entry();

create function keep_audit_entry() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the audit log are neither changed nor removed' using errcode = 'insufficient_privilege';
end $$;
create trigger keep_audit_entry before update or delete on audit_entry for each row execute function keep_audit_entry();
create trigger keep_audit_log before truncate on audit_entry for each statement execute function keep_audit_entry();

-- Who accepted which notice for the organisation, and when. Nothing comes in before there is one; the demo needs none.
create table activation (
  key integer generated always as identity primary key,
  notice_version integer not null,
  accepted_at timestamptz not null,
  login_key integer references login on delete set null,
  -- By name, when it was accepted on the command line by somebody without a login.
  accepted_by text,
  -- The organisation held the demo company then, which anybody could enter.
  was_demo boolean not null default false
);

-- Which notice somebody who signs in has read.
alter table login
  add column told_at timestamptz,
  add column told_version integer;

-- When a contact or lead was told that communication is processed, and on what basis it is.
create table person_notice (
  person_key integer primary key references entity on delete cascade,
  told_at timestamptz not null,
  basis text not null,
  noted_at timestamptz not null,
  noted_by integer references login on delete set null
);

-- The day (number since 1970, in the organisation's zone) on which what is kept no longer was last removed.
create table retention_day (
  only_row boolean primary key default true check (only_row),
  day integer
);
insert into retention_day default values;

do $$ declare name text; begin
  foreach name in array array['audit_person', 'audit_entry', 'activation', 'person_notice', 'retention_day'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
  foreach name in array array['audit_person', 'activation', 'person_notice', 'retention_day'] loop
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to rapport_worker', name);
  end loop;
end $$;
create policy worker on audit_entry for select to rapport_worker using (true);
create policy worker_adds on audit_entry for insert to rapport_worker with check (true);
grant select, insert on audit_entry to rapport_worker;
grant usage, select, update on all sequences in schema public to rapport_worker;
