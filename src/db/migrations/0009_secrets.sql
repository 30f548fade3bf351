-- What connectors sign in with, sealed by src/secrets; the key is never here. The name tells what a secret belongs to
-- and is sealed with it, so that a row does not open under another name.
create table secret (
  name text primary key,
  sealed bytea not null,
  key_id text not null,
  updated_at timestamptz not null default now()
);
