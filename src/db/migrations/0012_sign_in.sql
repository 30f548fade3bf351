-- What people sign in with, apart from who they are (login): the one is read by policies, the other by nobody who answers.

-- `demo`: one of the people of the demo company, whom a click signs in. `signed_in_at`: the last time, in whatever way.
alter table login add column demo boolean not null default false;
alter table login add column signed_in_at timestamptz;

create table login_password (
  login_key integer primary key references login on delete cascade,
  -- argon2id with its salt and parameters, as https://github.com/P-H-C/phc-string-format writes them.
  hash text not null,
  changed_at timestamptz not null
);

-- An authenticator app. Its secret lies sealed among the secrets; until it is confirmed nobody is asked for a code.
create table login_second_factor (
  login_key integer primary key references login on delete cascade,
  secret_name text not null unique,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  -- The time step of the last code: no code is taken twice (RFC 6238, 5.2).
  last_step bigint not null default 0
);

-- Codes for when the app is lost; each goes with its use. 120 bits by chance, so that a plain hash is enough.
create table login_recovery (
  login_key integer not null references login on delete cascade,
  code_hash bytea not null,
  primary key (login_key, code_hash)
);

-- Links that were given to people: to join (login_key null) or for a new password. They go with their use.
create table invitation (
  key integer generated always as identity primary key,
  email text collate "C" not null,
  name text,
  roles text[] not null check (roles <@ array['seller', 'manager', 'administrator', 'operations']),
  user_key integer references entity on delete cascade,
  login_key integer unique references login on delete cascade,
  token_hash bytea not null unique,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create unique index on invitation (email) where login_key is null;

-- The link for the first administrator, or for one that was lost: there is never more than one.
create table set_up (
  only_one boolean primary key default true check (only_one),
  token_hash bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);

do $$ declare name text; begin
  foreach name in array array['login_password', 'login_second_factor', 'login_recovery', 'invitation', 'set_up'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to rapport_worker', name);
  end loop;
end $$;
grant usage, select, update on all sequences in schema public to rapport_worker;
