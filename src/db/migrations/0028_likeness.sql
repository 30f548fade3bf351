-- Which of somebody's open deals are much like deals that were won, as of a day: by the closed deals that they may see,
-- which is why each login has rows of its own. Computed once a day; a row without figures was looked at and says nothing.
create table deal_likeness (
  login_key integer not null references login on delete cascade,
  record_key integer not null references entity on delete cascade,
  -- Of the organisation's zone, since 1970.
  day integer not null,
  -- Of the nearest closed deals how many were won; of all that the person may see.
  nearest smallint,
  nearest_won smallint,
  known integer,
  known_won integer,
  -- By measure: lower quartile and median of the won deals most like it, at the same age.
  beside jsonb,
  primary key (login_key, record_key),
  check (num_nulls(nearest, nearest_won, known, known_won, beside) in (0, 5))
);
create index on deal_likeness (record_key);

alter table deal_likeness enable row level security;
alter table deal_likeness force row level security;
create policy worker on deal_likeness to rapport_worker using (true) with check (true);
grant select, insert, update, delete on deal_likeness to rapport_worker;
grant select on deal_likeness to rapport_reader;
create policy reader on deal_likeness for select to rapport_reader
  using (login_key = (select access_login()) and (select access_signed_in()));
