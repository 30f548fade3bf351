-- Does the score tell anything? The last answer, and the run that is asked for or under way.
create table backtest (
  only_row boolean primary key default true check (only_row),
  -- The number of the run that was asked for last.
  run integer not null default 0,
  asked_at timestamptz,
  -- It was asked for and has not ended.
  is_open boolean not null default false,
  has_failed boolean not null default false,
  -- When the process that runs it was last heard of; null: it has not begun.
  alive_at timestamptz,
  done integer,
  total integer,
  -- The last answer, as src/contract/backtest.ts says.
  report jsonb,
  computed_at timestamptz
);
insert into backtest default values;

alter table backtest enable row level security;
alter table backtest force row level security;
create policy worker on backtest to rapport_worker using (true) with check (true);
grant select, insert, update, delete on backtest to rapport_worker;
