-- External participants of an activity: with ours, all of them, by which ties are weighed. Whatever counts has one, so
-- that is said until the worker has read every activity again.
alter table fact add column theirs smallint not null default 1;
alter table fact alter column theirs drop default;
insert into activity_mark (activity_key) select activity_key from fact on conflict do nothing;
