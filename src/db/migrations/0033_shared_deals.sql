-- Who may see a deal is kept beside it in memory, so a share counts as a change of the deal. Owners and teams come with
-- the deal itself.
create function note_deal_share() returns trigger language plpgsql as $$
begin
  insert into deal_change (deal_key)
  select key from opportunity where key = (case when tg_op = 'DELETE' then old.record_key else new.record_key end)
  on conflict (deal_key) do update set changed_in = excluded.changed_in;
  return null;
end $$;
create trigger note_deal_share after insert on record_member
  for each row when (new.because = 'share') execute function note_deal_share();
create trigger note_deal_share_gone after delete on record_member
  for each row when (old.because = 'share') execute function note_deal_share();
