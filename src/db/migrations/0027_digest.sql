-- The digest: whose morning was taken, and what became of it. A row is there before anything is sent; one that was
-- never settled says that nobody knows whether it went out.
create table digest_day (
  login_key integer not null references login on delete cascade,
  -- Of the person's own zone.
  day date not null,
  state text not null check (state in ('sending', 'sent', 'none', 'failed', 'unknown')),
  attempts smallint not null,
  claimed_at timestamptz not null,
  settled_at timestamptz,
  -- When it is tried again; null: not any more.
  next_at timestamptz,
  -- Codes of the mail server; nobody's address.
  reason text,
  cards smallint,
  primary key (login_key, day)
);
create index on digest_day (day);

-- Whoever gets a digest can stop it with one click, without signing in.
alter table card_preference add column digest_token uuid not null unique default gen_random_uuid();

alter table digest_day enable row level security;
alter table digest_day force row level security;
create policy worker on digest_day to rapport_worker using (true) with check (true);
grant select, insert, update, delete on digest_day to rapport_worker;
