-- Whom the organisation's own sign-in (OpenID Connect) knows by which number, for good: addresses change hands.
create table login_openid (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  login_key integer not null references login on delete cascade,
  linked_at timestamptz not null,
  -- Roles that the login has from groups alone; what else it has was given by hand.
  group_roles text[] not null default '{}' check (group_roles <@ array['seller', 'manager', 'administrator', 'operations']),
  primary key (issuer, subject),
  unique (login_key, issuer)
);

-- Sign-ins that have begun, by what the provider sends back: each is finished once, and soon. What else it takes is in
-- the cookie of the browser that began it.
create table openid_attempt (
  state_hash bytea primary key,
  -- The path to go on to.
  go_to text not null,
  expires_at timestamptz not null
);
create index on openid_attempt (expires_at);

do $$ declare name text; begin
  foreach name in array array['login_openid', 'openid_attempt'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to rapport_worker', name);
  end loop;
end $$;
