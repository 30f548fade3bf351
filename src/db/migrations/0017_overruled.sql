-- What people who work on a record decided about an activity: it stands, whatever its source says later.
create table overruled (
  activity_key bigint primary key references activity on delete cascade,
  -- null: neither, also where the source says otherwise.
  override text check (override in ('include', 'exclude')),
  decided_by integer references login on delete set null,
  decided_at timestamptz not null
);

create function keep_overruled() returns trigger language plpgsql as $$
declare
  decided record;
begin
  select override into decided from overruled where activity_key = new.key;
  if found then
    new.override := decided.override;
  end if;
  return new;
end $$;
create trigger keep_overruled before update of override on activity for each row execute function keep_overruled();

alter table overruled enable row level security;
alter table overruled force row level security;
create policy worker on overruled to rapport_worker using (true) with check (true);
grant select, insert, update, delete on overruled to rapport_worker;
