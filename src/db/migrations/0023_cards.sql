-- Insight cards: what figures that lists do not show say of open records, which cards people were shown and what they
-- decided, what they want to be told, and the digest.

-- As of `as_of`; what happened on the record after it is not in it. A record without a row has none of it.
create table record_signal (
  record_key integer primary key references entity on delete cascade,
  as_of timestamptz not null,
  -- Emails of ours in a row without an answer, and the first of them.
  streak smallint not null default 0,
  streak_since timestamptz,
  -- How many of theirs carry a deal, whether it hangs by one of them, and by how many activities one knows.
  theirs smallint,
  single boolean not null default false,
  carried integer not null default 0,
  -- Of who has gone quiet: the last contact, and gaps in working days.
  quiet_since date,
  usual_gap real,
  present_gap smallint,
  allowed_gap smallint,
  check ((streak > 0) = (streak_since is not null)),
  check (num_nulls(quiet_since, usual_gap, present_gap, allowed_gap) in (0, 4))
);

-- A card is known again by its record, kind and cause (src/analytics/cards.ts).
create table insight_card (
  key integer generated always as identity primary key,
  login_key integer not null references login on delete cascade,
  record_key integer not null references entity on delete cascade,
  kind text not null,
  cause text collate "C" not null,
  -- The day of the person's zone for which it was last chosen, and its place in that list; null: only ever seen on its
  -- record's page.
  chosen_on date,
  place smallint,
  decision text check (decision in ('snoozed', 'dismissed', 'done')),
  decided_at timestamptz,
  -- From that day on it may be shown again; null: not for this cause.
  until date,
  unique (login_key, record_key, kind, cause),
  check ((chosen_on is null) = (place is null)),
  check ((decision is null) = (decided_at is null)),
  check (decision <> 'snoozed' or until is not null)
);
create index on insight_card (record_key);
create index on insight_card (login_key, chosen_on);

-- What somebody wants to be told; who has no row wants what everybody gets.
create table card_preference (
  login_key integer primary key references login on delete cascade,
  kinds_off text[] not null default '{}',
  -- Days without activity by record type, where they differ from the organisation's.
  days jsonb not null default '{}',
  -- Cards of a day.
  most smallint not null default 5 check (most between 1 and 20),
  digest boolean not null default false,
  digest_language text not null default 'en' check (digest_language in ('en', 'de'))
);

do $$ declare name text; begin
  foreach name in array array['record_signal', 'insight_card', 'card_preference'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to rapport_worker', name);
    execute format('grant select on %I to rapport_reader', name);
  end loop;
end $$;
grant usage, select, update on all sequences in schema public to rapport_worker;

create policy reader on record_signal for select to rapport_reader using (
  (select access_has('operations')) or exists (select from record_member where record_key = record_signal.record_key)
);
create policy reader on insight_card for select to rapport_reader
  using (login_key = (select access_login()) and (select access_signed_in()));
create policy reader on card_preference for select to rapport_reader
  using (login_key = (select access_login()) and (select access_signed_in()));
