-- How often people get in touch with the organisation, over all its contacts: what the rhythm of one of them is drawn
-- toward. As of the beginning of a day (number since 1970, in UTC), so that all questions of a day share it.
create table organization_rhythm (
  as_of_day integer primary key,
  -- Of the natural logarithm of gaps in working days.
  mean double precision not null,
  variance double precision not null,
  -- Contacts with two gaps and more that it was computed from.
  contacts integer not null,
  computed_at timestamptz not null,
  -- Other holidays or hours make other gaps.
  settings_version integer not null
);

alter table organization_rhythm enable row level security;
alter table organization_rhythm force row level security;
create policy worker on organization_rhythm to rapport_worker using (true) with check (true);
grant select, insert, update, delete on organization_rhythm to rapport_worker;
