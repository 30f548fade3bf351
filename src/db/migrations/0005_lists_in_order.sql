-- The orders in which lists are mostly read come from an index. Every other column is sorted when somebody asks for it:
-- an index on each would be written anew for every record every day.
drop index record_analytics_type_status_health_score_record_key_idx;
create index on record_analytics (type, health_score desc nulls last, record_key);
create index on record_analytics (type, last_interaction_at desc nulls last, record_key);
create index on record_analytics (type, lower(name), record_key);
