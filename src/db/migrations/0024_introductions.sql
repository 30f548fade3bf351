-- Colleagues asked by colleagues to introduce them to a contact or lead. Without an answer a request lapses by itself.
create table introduction (
  key integer generated always as identity primary key,
  -- To whom; `via_key`: over whom the colleague would do it.
  person_key integer not null references entity,
  via_key integer references entity on delete cascade,
  asker_key integer not null references entity,
  asked_key integer not null references entity,
  asked_at timestamptz not null,
  -- null: there is no answer.
  answer text check (answer in ('accepted', 'declined')),
  answered_at timestamptz,
  check (asker_key <> asked_key),
  check ((answer is null) = (answered_at is null))
);
create index on introduction (person_key);
create index on introduction (via_key) where via_key is not null;
create index on introduction (asker_key);
create index on introduction (asked_key);

-- What one wrote to the other is for the two of them.
create table introduction_text (
  introduction_key integer primary key references introduction on delete cascade,
  text text not null
);

do $$ declare name text; begin
  foreach name in array array['introduction', 'introduction_text'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to rapport_worker', name);
    execute format('grant select on %I to rapport_reader', name);
  end loop;
end $$;
grant usage, select, update on all sequences in schema public to rapport_worker;

-- Those between whom it is, and whoever sees the figures of the person: so that nobody asks a second time.
create policy reader on introduction for select to rapport_reader using (
  (select access_user()) = asker_key or (select access_user()) = asked_key
  or (select access_has('operations'))
  or person_key in (select record_key from record_member)
  or person_key in (select key from contact where account_key in (select record_key from record_member))
);
create policy reader on introduction_text for select to rapport_reader using (
  exists (
    select from introduction
    where key = introduction_key
      and ((select access_user()) = asker_key or (select access_user()) = asked_key)
  )
);
