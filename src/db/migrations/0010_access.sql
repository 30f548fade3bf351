-- Who may see what, decided here for every statement, whatever the program asks for.
--
-- The program works in one of two roles; neither owns a table or may bypass a policy.
--   rapport_worker  imports, computes and administers. It sees everything and answers nobody.
--   rapport_reader  answers people. It sees what the person of its transaction may see, and nothing without one:
--                   select set_config('rapport.login', '7', true)
do $$
declare role text;
begin
  foreach role in array array['rapport_worker', 'rapport_reader'] loop
    begin
      if not exists (select from pg_roles where rolname = role) then
        execute format('create role %I nologin noinherit', role);
      end if;
    exception when duplicate_object or unique_violation then null; -- another database of the server was quicker
    end;
    if not pg_has_role(current_user, role, 'member') then
      execute format('grant %I to current_user', role);
    end if;
  end loop;
end $$;

-- Those who can sign in. Roles add up; without one a person sees nothing.
create table login (
  key integer generated always as identity primary key,
  email text collate "C" not null unique,
  -- The person of the CRM, whose records and mail are theirs; null: somebody who only administers.
  user_key integer unique references entity,
  roles text[] not null check (roles <@ array['seller', 'manager', 'administrator', 'operations']),
  active boolean not null default true
);

-- Whose a record is: its owner, the people of its deal team, and those with whom it is shared.
create table record_member (
  member_key integer not null,
  record_key integer not null,
  because text not null check (because in ('owner', 'team', 'share')),
  primary key (member_key, record_key, because)
);
create index on record_member (record_key);

create function keep_members() returns trigger language plpgsql as $$
begin
  delete from record_member where record_key = new.key and because <> 'share';
  insert into record_member (member_key, record_key, because)
  select new.owner_key, new.key, 'owner' where new.owner_key is not null;
  if tg_table_name = 'opportunity' then
    insert into record_member (member_key, record_key, because)
    select distinct member, new.key, 'team' from unnest(new.team_keys) member;
  end if;
  return null;
end $$;
create trigger keep_members after insert or update of owner_key on account for each row execute function keep_members();
create trigger keep_members after insert or update of owner_key on contact for each row execute function keep_members();
create trigger keep_members after insert or update of owner_key on lead for each row execute function keep_members();
create trigger keep_members after insert or update of owner_key, team_keys on opportunity
  for each row execute function keep_members();
insert into record_member (member_key, record_key, because)
select owner_key, key, 'owner' from account where owner_key is not null
union all select owner_key, key, 'owner' from contact where owner_key is not null
union all select owner_key, key, 'owner' from lead where owner_key is not null
union all select owner_key, key, 'owner' from opportunity where owner_key is not null
union all select distinct member, key, 'team' from opportunity, unnest(team_keys) member;

-- Colleagues who take part in an activity: they alone may read its subject and who else does.
alter table fact add column readers integer[] not null default '{}';
insert into activity_mark (activity_key) select key from activity on conflict do nothing;

-- A participant showed the activity to the owner of the record that it is regarding.
create table activity_share (
  activity_key bigint not null,
  shared_by integer not null references entity,
  shared_at timestamptz not null,
  primary key (activity_key, shared_by)
);

-- The person of the transaction. Functions are asked once per statement, in a subquery of their own.
create function access_login() returns integer stable language sql
  return nullif(current_setting('rapport.login', true), '')::integer;

create function access_user() returns integer stable language sql
  return (select user_key from login where key = access_login() and active);

create function access_signed_in() returns boolean stable language sql
  return exists (select from login where key = access_login() and active);

create function access_has(role text) returns boolean stable language sql
  return coalesce((select role = any(roles) from login where key = access_login() and active), false);

-- Whose records the person may see: their own and those of their teams; a manager's also those of everybody below.
create function access_members() returns integer[] stable language sql as $$
  with recursive person (key) as (
    select access_user() where access_has('seller') or access_has('manager') or access_has('administrator')
    union
    select app_user.key from person join app_user on app_user.manager_key = person.key
    where access_has('manager')
  )
  select coalesce(array_agg(member), '{}')
  from (
    select key as member from person where key is not null
    union select unnest(team_keys) from person join app_user using (key)
  ) members
$$;

grant usage on schema public to rapport_worker, rapport_reader;
grant select, insert, update, delete on all tables in schema public to rapport_worker;
grant select on all tables in schema public to rapport_reader;
grant usage, select, update on all sequences in schema public to rapport_worker;
revoke all on schema_migration from rapport_reader, rapport_worker;
grant select on schema_migration to rapport_worker;
revoke select on secret from rapport_reader;
-- Where a source stands and what it could not read is for those who administer.
revoke select on source from rapport_reader;
grant select (key, kind, name) on source to rapport_reader;

-- Later migrations do the same for the tables that they make; a test looks that none is without.
do $$ declare name text; begin
  for name in
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and relname <> 'schema_migration'
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
  end loop;
end $$;

-- What everybody who signs in knows: the house and its people.
create policy reader on organization for select to rapport_reader using ((select access_signed_in()));
create policy reader on app_user for select to rapport_reader using ((select access_signed_in()));
create policy reader on team for select to rapport_reader using ((select access_signed_in()));
create policy reader on source for select to rapport_reader using ((select access_signed_in()));
create policy reader on refresh_day for select to rapport_reader using ((select access_signed_in()));

create policy reader on login for select to rapport_reader using (key = access_login());
create policy reader on import_reject for select to rapport_reader using ((select access_has('administrator')));

create policy reader on record_member for select to rapport_reader
  using (member_key = any((select access_members())::integer[]));

-- Figures: of records that are theirs; operations sees those of all.
create policy reader on record_analytics for select to rapport_reader using (
  (select access_has('operations')) or record_key in (select record_key from record_member)
);
create policy reader on activity_record for select to rapport_reader using (
  (select access_has('operations')) or record_key in (select record_key from record_member)
);
create policy reader on fact for select to rapport_reader using (
  (select access_has('operations'))
  or exists (select from unnest(records) record (key) where record.key in (select record_key from record_member))
  or (select access_user()) = any(readers)
);

-- Records: theirs, and by name those that stand on theirs: a deal names its account and its people, an account its
-- contacts. NOTE: contact asks opportunity and lead, account asks contact and opportunity; nobody asks back.
create policy reader on opportunity for select to rapport_reader using (
  (select access_has('operations')) or key in (select record_key from record_member)
);
create policy reader on lead for select to rapport_reader using (
  (select access_has('operations')) or key in (select record_key from record_member)
);
create policy reader on contact for select to rapport_reader using (
  (select access_has('operations')) or key in (select record_key from record_member)
  or account_key in (select record_key from record_member)
  or key in (select contact_key from opportunity)
  or key in (select unnest(stakeholder_keys) from opportunity)
  or key in (select unnest(stakeholder_keys) from lead)
);
create policy reader on account for select to rapport_reader using (
  (select access_has('operations')) or key in (select record_key from record_member)
  or key in (select account_key from opportunity)
  or key in (select account_key from contact)
);
create policy reader on entity for select to rapport_reader using (
  ((select access_signed_in()) and type in ('user', 'team'))
  or key in (select key from account) or key in (select key from contact)
  or key in (select key from lead) or key in (select key from opportunity)
);

-- Subjects and who takes part: of one's own activities, and of those shown to the owner of what they are about. No
-- role sees more.
create policy reader on activity for select to rapport_reader using (
  exists (
    select from fact where activity_key = activity.key and (select access_user()) = any(readers)
  )
  or (
    exists (select from activity_share where activity_key = activity.key)
    and regarding_key in (
      select record_key from record_member where because = 'owner' and member_key = (select access_user())
    )
  )
);
create policy reader on activity_share for select to rapport_reader using (
  exists (select from fact where fact.activity_key = activity_share.activity_key)
);
create policy reader on participant for select to rapport_reader using (
  exists (select from activity where key = activity_key)
);
create policy reader on address for select to rapport_reader using (
  exists (select from participant where address_key = address.key)
);
create policy reader on owned_address for select to rapport_reader using (
  address_key in (select key from address)
);
