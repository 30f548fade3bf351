-- Requests for introductions have a class of retention of their own; where it was set for others, they are kept for good.
update organization set settings = jsonb_set(settings, '{retention,introductions}', 'null')
where settings ? 'retention' and not settings -> 'retention' ? 'introductions';
