-- What an import had to wait for.

-- A GIN index keeps new entries in a list that every look-up reads through until a vacuum has sorted them in.
alter index opportunity_stakeholder_keys_idx set (fastupdate = off);
alter index lead_stakeholder_keys_idx set (fastupdate = off);
select gin_clean_pending_list('opportunity_stakeholder_keys_idx'), gin_clean_pending_list('lead_stakeholder_keys_idx');

-- Several rows per activity, each with a look-up of its own. NOTE: whoever deletes an activity deletes these as well.
alter table participant drop constraint participant_activity_key_fkey;
