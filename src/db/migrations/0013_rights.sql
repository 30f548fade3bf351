-- People's rights: who was erased, who opted out here, what somebody never wants to be analysed.

-- Who must not come in again: keyed hashes (HMAC-SHA-256, the key is outside of the database) of `type:id` of people,
-- of addresses and of the domains of addresses. Rows are added and never changed.
create table suppressed (
  number integer generated always as identity primary key,
  hash bytea not null unique,
  kind text not null check (kind in ('person', 'address', 'domain')),
  -- Whether the address was ours; null for the others.
  internal boolean check ((internal is null) = (kind <> 'address')),
  -- Which key the hash was made with.
  key_id text not null,
  erased_at timestamptz not null
);

-- Who opted out here. What the source says is kept beside it, and the stricter of both holds.
create table opt_out (
  entity_key integer primary key references entity on delete cascade,
  by_source boolean not null,
  set_at timestamptz not null
);
create function keep_opt_out() returns trigger language plpgsql as $$
begin
  update opt_out set by_source = new.opted_out
  where entity_key = new.key and by_source is distinct from new.opted_out;
  if exists (select from opt_out where entity_key = new.key) then
    new.opted_out := true;
  end if;
  return new;
end $$;
create trigger keep_opt_out before insert or update of opted_out on app_user for each row execute function keep_opt_out();
create trigger keep_opt_out before insert or update of opted_out on contact for each row execute function keep_opt_out();
create trigger keep_opt_out before insert or update of opted_out on lead for each row execute function keep_opt_out();

-- Activities with both the user and the address do not count.
create table never_analysed (
  user_key integer not null references entity on delete cascade,
  address_key integer not null references address on delete cascade,
  primary key (user_key, address_key)
);
create index on never_analysed (address_key);

-- Activities that a participant made private here; a later version from the source does not undo it.
create table made_private (
  activity_key bigint primary key references activity on delete cascade
);
create function keep_private() returns trigger language plpgsql as $$
begin
  if exists (select from made_private where activity_key = new.key) then
    new.sensitivity := 'private';
  end if;
  return new;
end $$;
create trigger keep_private before update of sensitivity on activity
  for each row when (new.sensitivity = 'normal') execute function keep_private();

-- Nobody but the program reads these: people are answered by it, after it has looked who asks.
do $$ declare name text; begin
  foreach name in array array['suppressed', 'opt_out', 'never_analysed', 'made_private'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to rapport_worker', name);
  end loop;
end $$;
grant usage, select, update on all sequences in schema public to rapport_worker;
