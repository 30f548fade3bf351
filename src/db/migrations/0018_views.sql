-- Views of lists that people saved: for themselves, or for everybody with a role.
create table saved_view (
  key integer generated always as identity primary key,
  login_key integer not null references login on delete cascade,
  name text not null,
  collection text not null check (collection in ('accounts', 'contacts', 'leads', 'opportunities')),
  -- Columns, order, filters and kind, as src/contract/views.ts says.
  query jsonb not null,
  shared_with text check (shared_with in ('seller', 'manager', 'administrator', 'operations')),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  unique (login_key, collection, name)
);
create index on saved_view (shared_with) where shared_with is not null;

alter table saved_view enable row level security;
alter table saved_view force row level security;
create policy worker on saved_view to rapport_worker using (true) with check (true);
grant select, insert, update, delete on saved_view to rapport_worker;
grant usage, select, update on all sequences in schema public to rapport_worker;

-- The score of 30 days before: which grade a record came from, by the thresholds of today, and how far it fell.
alter table record_analytics add column health_score_before smallint;
insert into record_mark (record_key) select record_key from record_analytics on conflict do nothing;

-- Who said no takes part in nothing, so it is counted where the answer stands.
create index on participant (address_key) where response = 'declined';
