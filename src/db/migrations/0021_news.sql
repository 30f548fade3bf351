-- What's New: feeds, what they brought, which accounts it is about, and what people said is not about them.

-- `own`: added by an administrator, for all accounts or for one. `search` and `site` come and go with two settings, one
-- for each account: the built-in search feed, and the feed of the account's own site.
create table news_feed (
  key integer generated always as identity primary key,
  kind text not null check (kind in ('own', 'search', 'site')),
  account_key integer references entity on delete cascade,
  -- What an administrator calls it; null: as the feed calls itself.
  name text,
  -- As it was given: a feed, or a page that names one.
  url text not null,
  -- The feed that the page named.
  found_url text,
  -- What it calls itself.
  title text,
  active boolean not null default true,
  interval_minutes integer not null check (interval_minutes between 15 and 10080),
  added_at timestamptz not null,
  added_by integer references login on delete set null,
  -- When it is fetched next; null: not any more.
  next_at timestamptz,
  fetched_at timestamptz,
  -- When it last answered as a feed should.
  answered_at timestamptz,
  -- What the server gave to ask whether anything changed.
  etag text,
  last_modified text,
  -- In a row, and why the last one.
  failures integer not null default 0,
  failure text,
  failure_detail text,
  check (kind = 'own' or account_key is not null)
);
create unique index on news_feed (kind, account_key) where kind <> 'own';
create index on news_feed (next_at) where active and next_at is not null;
create index on news_feed (account_key);

-- An item, once, however many feeds bring it; the first one that did.
create table news_item (
  key integer generated always as identity primary key,
  feed_key integer not null references news_feed on delete cascade,
  -- By what it is known again: its address without what follows readers around, else what its feed calls it.
  identity text collate "C" not null unique,
  -- Its title without case, accents and marks.
  title_key text collate "C" not null,
  title text not null,
  excerpt text,
  -- http or https; null: it has no page of its own.
  url text,
  -- Who published it, and the host of their site.
  source text not null,
  source_host text not null,
  published_at timestamptz not null,
  -- False: its feed says nothing of a date, and it stands under the day on which it was first seen.
  is_dated boolean not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index on news_item (feed_key);
create index on news_item (title_key, published_at);
create index on news_item (published_at);

-- Which accounts an item is about, and the words that say so, as they stand in it.
create table news_match (
  account_key integer not null references entity on delete cascade,
  item_key integer not null references news_item on delete cascade,
  because text not null check (because in ('name', 'domain', 'feed')),
  words text[] not null,
  primary key (account_key, item_key)
);
create index on news_match (item_key);

-- "Not about them": an item (its identity) or a whole source (its host), for one account and for all who see it. It
-- holds for what is yet to come.
create table news_rejection (
  account_key integer not null references entity on delete cascade,
  kind text not null check (kind in ('item', 'source')),
  value text collate "C" not null,
  rejected_by integer references login on delete set null,
  rejected_at timestamptz not null,
  primary key (account_key, kind, value)
);

-- What of an account its matches were made with: when that changes, they are made anew.
create table news_subject (
  account_key integer primary key references entity on delete cascade,
  fingerprint text not null
);

do $$ declare name text; begin
  foreach name in array array['news_feed', 'news_item', 'news_match', 'news_rejection', 'news_subject'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy worker on %I to rapport_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to rapport_worker', name);
  end loop;
  foreach name in array array['news_item', 'news_match', 'news_rejection'] loop
    execute format('grant select on %I to rapport_reader', name);
  end loop;
end $$;
grant usage, select, update on all sequences in schema public to rapport_worker;

-- Administrators see the feeds that they added. Those that come with a setting name every account there is, and nobody
-- sees all accounts for the sake of a role.
grant select on news_feed to rapport_reader;
create policy reader on news_feed for select to rapport_reader using (
  (select access_has('administrator')) and kind = 'own'
);
-- What is public about an account is for everybody who knows its name here.
create policy reader on news_match for select to rapport_reader using (
  exists (select from account where account.key = account_key)
);
create policy reader on news_rejection for select to rapport_reader using (
  exists (select from account where account.key = account_key)
);
create policy reader on news_item for select to rapport_reader using (
  exists (select from news_match where item_key = news_item.key)
);
