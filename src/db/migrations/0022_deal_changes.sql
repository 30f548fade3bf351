-- Which deals changed in which transaction, in anything that similar deals are found by: whoever keeps all deals in memory
-- reads again what changed since the oldest transaction that was still running when they last looked, and nothing else.
-- One row for each deal that ever changed. A transaction is compared with those of the same server alone: what a backup
-- of another one says lies in the future here, and is left aside until then.
create table deal_change (
  deal_key integer primary key,
  changed_in xid8 not null default pg_current_xact_id()
);
create index on deal_change (changed_in);

alter table deal_change enable row level security;
alter table deal_change force row level security;
create policy worker on deal_change to rapport_worker using (true) with check (true);
grant select, insert, update, delete on deal_change to rapport_worker;

create function note_deal_change() returns trigger language plpgsql as $$
declare
  changed integer := case when tg_op = 'DELETE' then old.key else new.key end;
begin
  insert into deal_change (deal_key)
  select key from (
    select changed as key where tg_table_name = 'opportunity'
    union select key from opportunity where tg_table_name = 'account' and account_key = changed
    -- Through the owners that are written down, as deals are not in order of theirs.
    union select record_key from record_member join opportunity on key = record_key
      where tg_table_name = 'app_user' and member_key = changed and because = 'owner'
  ) deal
  order by key
  on conflict (deal_key) do update set changed_in = excluded.changed_in;
  return null;
end $$;

create trigger note_deal_change after insert or delete on opportunity for each row execute function note_deal_change();
create trigger note_deal_change_in after update on opportunity for each row
  when (old.* is distinct from new.*) execute function note_deal_change();
create trigger note_deal_change after insert or delete on account for each row execute function note_deal_change();
create trigger note_deal_change_in after update on account for each row
  when ((old.industry, old.created_at, old.custom) is distinct from (new.industry, new.created_at, new.custom))
  execute function note_deal_change();
create trigger note_deal_change after insert or delete on app_user for each row execute function note_deal_change();
create trigger note_deal_change_in after update on app_user for each row
  when (old.team_keys is distinct from new.team_keys) execute function note_deal_change();
