-- Who is asking: sessions of browsers and tokens of programs. Both are known by a hash alone.
alter table login add column name text;

create table session (
  key bigint generated always as identity primary key,
  login_key integer not null references login on delete cascade,
  token_hash bytea not null unique,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  -- What the browser says of itself, for the list of one's sessions.
  client text
);
create index on session (login_key);

create table api_token (
  key bigint generated always as identity primary key,
  login_key integer not null references login on delete cascade,
  name text not null,
  token_hash bytea not null unique,
  scopes text[] not null check (scopes <@ array['read', 'import', 'administer']),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on api_token (login_key);

-- Readers answer people; who they are is found out by the worker.
do $$ declare name text; begin
  foreach name in array array['session', 'api_token'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to rapport_worker', name);
  end loop;
end $$;
grant usage, select, update on all sequences in schema public to rapport_worker;
