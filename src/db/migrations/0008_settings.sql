-- Settings: whoever changes them says which version he saw; sources remember who consented; subjects need not be kept.

alter table organization add column settings_version integer not null default 1;

-- Who allowed that a source is read, when, and what for.
alter table source
  add column consent_by text,
  add column consent_at timestamptz,
  add column consent_scope text,
  add check (num_nulls(consent_by, consent_at, consent_scope) in (0, 3));

-- What is kept of a subject when subjects are not: the excluded texts that it contains, so that the activity stays
-- excluded as long as they are; null for none. Case is folded as the program folds it, whatever the database's locale.
do $$
declare
  folding text := coalesce((
    select quote_ident(collname) from pg_collation
    join unnest(array['und-x-icu', 'pg_unicode_fast', 'pg_c_utf8']) with ordinality as wanted (name, place) on name = collname
    where collencoding in (-1, pg_char_to_encoding(getdatabaseencoding())) order by place limit 1
  ), '"default"');
begin
  execute format($body$
    create function subject_to_keep(subject text, excluded jsonb) returns text language sql immutable as $sql$
      select string_agg(part, ' · ' order by part collate "C") from jsonb_array_elements_text(excluded) part
      where part <> '' and strpos(lower(subject collate %1$s), lower(part collate %1$s)) > 0
    $sql$ $body$, folding);
end $$;

-- Here, because whatever writes activities must keep to it.
create function keep_subject() returns trigger language plpgsql as $$
declare
  chosen jsonb;
begin
  select settings into chosen from organization;
  if chosen -> 'storeSubjects' = 'false' then
    new.subject := subject_to_keep(new.subject, coalesce(chosen -> 'exclusions' -> 'subjects', '[]'));
  end if;
  return new;
end $$;
create trigger keep_subject before insert or update of subject on activity
  for each row when (new.subject is not null) execute function keep_subject();
