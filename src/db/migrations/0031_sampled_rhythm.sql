-- The rhythm of a day that somebody asks for comes from some of the contacts where they are many: out of how many. Null:
-- from all of them.
alter table organization_rhythm add column sampled_of integer;
