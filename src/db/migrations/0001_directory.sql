-- Who is who: the organisation, its settings, its people and its four kinds of record.

-- Everybody and every record has one number, whatever its type, so that figures are counted in arrays. A row appears
-- as soon as somebody refers to it; its details follow when they are known.
create table entity (
  key integer generated always as identity primary key,
  type text not null check (type in ('user', 'team', 'account', 'contact', 'lead', 'opportunity')),
  id text collate "C" not null,
  unique (type, id)
);

-- One row. `settings` holds what differs from the defaults; `demo` tells that the data are invented.
create table organization (
  only_row boolean primary key default true check (only_row),
  name text not null default '',
  time_zone text not null default 'UTC',
  domains text[] not null default '{}',
  settings jsonb not null default '{}',
  demo boolean not null default false
);
insert into organization default values;

create table app_user (
  key integer primary key references entity,
  name text not null,
  role text not null,
  manager_key integer references entity,
  team_keys integer[] not null,
  active boolean not null,
  time_zone text,
  working_hours jsonb,
  opted_out boolean not null
);

create table team (
  key integer primary key references entity,
  name text not null
);

create table account (
  key integer primary key references entity,
  name text not null,
  owner_key integer references entity,
  primary_contact_key integer references entity,
  parent_account_key integer references entity,
  website text,
  domains text[] not null,
  industry text,
  created_at timestamptz,
  custom jsonb not null
);
create index on account (primary_contact_key);

create table contact (
  key integer primary key references entity,
  name text not null,
  account_key integer references entity,
  owner_key integer references entity,
  job_title text,
  time_zone text,
  opted_out boolean not null,
  follow_email text,
  -- Why the product made this contact itself; null for contacts that a source gave.
  made_because text
);
create index on contact (account_key);

create table lead (
  key integer primary key references entity,
  topic text,
  name text not null,
  company text,
  owner_key integer references entity,
  stakeholder_keys integer[] not null,
  status text not null,
  created_at timestamptz,
  closed_at timestamptz,
  qualified_contact_key integer references entity,
  qualified_opportunity_key integer references entity,
  opted_out boolean not null,
  follow_email text
);
create index on lead using gin (stakeholder_keys);

create table opportunity (
  key integer primary key references entity,
  name text not null,
  account_key integer references entity,
  contact_key integer references entity,
  owner_key integer references entity,
  team_keys integer[] not null,
  stakeholder_keys integer[] not null,
  status text not null,
  stage text,
  estimated_value double precision,
  actual_value double precision,
  currency text,
  estimated_close_on date,
  created_at timestamptz,
  closed_at timestamptz,
  source text,
  deal_type text,
  custom jsonb not null
);
create index on opportunity (account_key);
create index on opportunity (contact_key);
create index on opportunity using gin (stakeholder_keys);

-- Email addresses and phone numbers, each once, and nowhere else: whoever forgets one forgets it everywhere.
create table address (
  key integer generated always as identity primary key,
  address text collate "C" not null unique,
  -- The name that a source gave to the address.
  display_name text,
  domain text generated always as (case when strpos(address, '@') > 0 then substring(address from '[^@]*$') end) stored
);
create index on address (domain);

create table owned_address (
  address_key integer not null references address,
  entity_key integer not null references entity,
  primary key (address_key, entity_key)
);
create index on owned_address (entity_key);
