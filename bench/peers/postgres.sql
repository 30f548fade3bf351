-- Every figure of record_analytics as SQL in PostgreSQL, from the same facts that the product computes from, into a
-- table of the same shape (bench_analytics). Parts of their own, because PostgreSQL only scans and aggregates in
-- parallel for CREATE TABLE AS and not for INSERT. `:name` stands for a constant; see postgres.ts.

-- Records that carry analytics, and where they stood at both instants.
create unlogged table bench_record as
select record.*, entity.id, app_user.key as known_owner, app_user.name as owner_name, account.key as known_account,
  case record.type when 'opportunity' then (select key from contact where key = record.contact_key)
    when 'account' then null else record.key end as key_contact,
  record.type in ('account', 'contact') or record.created_at is null or record.created_at <= :as_of as is_listed,
  record.type = 'contact' or record.type <> 'account' and (status = 'open' or closed_at > :as_of) as is_open,
  record.type = 'contact' or record.type <> 'account' and (status = 'open' or closed_at > :before)
    and (record.created_at is null or record.created_at <= :before) as was_open
from (
  select key, 'account' as type, name, owner_key, null::integer as account_key, null::integer as contact_key,
    null::text as status, null::text as stage, null::float8 as value, null::date as close_on, created_at,
    null::timestamptz as closed_at
  from account
  union all
  select key, 'contact', name, owner_key, account_key, null, null, null, null, null, null, null
  from contact where not opted_out
  union all
  select key, 'lead', name, owner_key, null, null, status, topic, null, null, created_at, closed_at
  from lead where not opted_out
  union all
  select key, 'opportunity', name, owner_key, account_key, contact_key, status, stage, estimated_value,
    estimated_close_on, created_at, closed_at
  from opportunity
) record
join entity using (key)
left join app_user on app_user.key = record.owner_key
left join account on account.key = record.account_key;
analyze bench_record;

-- Counts, times, last and next: one pass over the facts of every record.
create unlogged table bench_count as
select record_key,
  count(*) filter (where counted and kind_side = 0) as sent,
  count(*) filter (where counted and kind_side = 1) as received,
  count(*) filter (where counted and kind_side = 2) as met_by_us,
  count(*) filter (where counted and kind_side = 3) as met_by_them,
  count(*) filter (where counted and kind_side = 4) as called,
  count(*) filter (where counted and kind_side = 5) as was_called,
  coalesce(sum(by_us) filter (where counted), 0) as by_us,
  coalesce(sum(minutes) filter (where counted and kind_side < 6), 0) as by_them,
  coalesce(sum(minutes) filter (where counted and kind_side < 4), 0) as face,
  count(*) filter (where recent and kind_side = 0) as recent_sent,
  count(*) filter (where recent and kind_side = 1) as recent_received,
  count(*) filter (where recent and kind_side = 2) as recent_met_by_us,
  count(*) filter (where recent and kind_side = 3) as recent_met_by_them,
  count(*) filter (where recent and kind_side = 4) as recent_called,
  count(*) filter (where recent and kind_side = 5) as recent_was_called,
  coalesce(sum(by_us) filter (where recent), 0) as recent_by_us,
  coalesce(sum(minutes) filter (where recent and kind_side < 6), 0) as recent_by_them,
  coalesce(sum(minutes) filter (where recent and kind_side < 4), 0) as recent_face,
  count(*) filter (where counted) as counted,
  max(starts_at) filter (where counted) as last_at,
  min(starts_at) filter (where is_next) as next_at,
  max(starts_at) filter (where counted and kind_side in (1, 2, 3, 4, 5)) as inbound_at,
  max(starts_at) filter (where counted and kind_side in (0, 2, 3, 4, 5)) as outbound_at
from (
  select records, kind_side, starts_at, minutes,
    case when kind_side > 5 or ours < 1 then minutes else minutes * ours end as by_us,
    completes_at <= :as_of and duplicate_from > :as_of as counted,
    completes_at <= :as_of and duplicate_from > :as_of and starts_at >= :window_start as recent,
    completes_at > :as_of and kind_side > 1 and starts_at > :as_of and duplicate_from > :as_of as is_next
  from fact where reason is null and not canceled
) fact, unnest(records) record_key
group by record_key;

-- Turns of conversations and how they were answered, by the side that had to answer.
create unlogged table bench_response as
select record_key,
  avg(hours) filter (where answering = 0) as mean_us,
  percentile_cont(0.5) within group (order by hours) filter (where answering = 0) as median_us,
  count(hours) filter (where answering = 0) as answered_us,
  count(*) filter (where answering = 0 and is_unanswered) as unanswered_us,
  count(*) filter (where answering = 0 and is_closing) as closing_us,
  avg(hours) filter (where answering = 1) as mean_them,
  percentile_cont(0.5) within group (order by hours) filter (where answering = 1) as median_them,
  count(hours) filter (where answering = 1) as answered_them,
  count(*) filter (where answering = 1 and is_unanswered) as unanswered_them,
  count(*) filter (where answering = 1 and is_closing) as closing_them,
  avg(hours) filter (where answering = 0 and recent) as recent_mean_us,
  percentile_cont(0.5) within group (order by hours) filter (where answering = 0 and recent) as recent_median_us,
  count(hours) filter (where answering = 0 and recent) as recent_answered_us,
  count(*) filter (where answering = 0 and recent and is_unanswered) as recent_unanswered_us,
  count(*) filter (where answering = 0 and recent and is_closing) as recent_closing_us,
  avg(hours) filter (where answering = 1 and recent) as recent_mean_them,
  percentile_cont(0.5) within group (order by hours) filter (where answering = 1 and recent) as recent_median_them,
  count(hours) filter (where answering = 1 and recent) as recent_answered_them,
  count(*) filter (where answering = 1 and recent and is_unanswered) as recent_unanswered_them,
  count(*) filter (where answering = 1 and recent and is_closing) as recent_closing_them
from (
  select record_key, 1 - side as answering, starts_at >= :window_start as recent,
    extract(epoch from answered_at - starts_at)::float8 / 3600 as hours,
    answered_at is null and emails_left = 1 and answers as is_closing,
    answered_at is null and not (emails_left = 1 and answers) and starts_at < :overdue_before as is_unanswered
  from (
    select record_key, side, starts_at, emails_left, before is not null as answers,
      lead(starts_at) over (partition by record_key, conversation_key order by starts_at, activity_key) as answered_at
    from (
      select record_key, conversation_key, activity_key, starts_at, side,
        lag(side) over in_order as before,
        count(*) over (partition by record_key, conversation_key) - row_number() over in_order + 1 as emails_left
      from (
        select record_key, conversation_key, activity_key, starts_at, kind_side as side
        from fact, unnest(records) record_key
        where reason is null and not canceled and kind_side < 2 and completes_at <= :as_of and duplicate_from > :as_of
      ) email
      window in_order as (partition by record_key, conversation_key order by starts_at, activity_key)
    ) email
    where before is distinct from side
  ) turn
) turn
group by record_key;

-- Health at both instants: the largest weight of each day, what was latest, and the unanswered streak.
create unlogged table bench_day as
with instant (number, at, as_of_day, earliest, overdue_before) as (
  values (0, :as_of, :as_of_day, :earliest, :overdue_before), (1, :before, :before_day, :before_earliest, :before_overdue)
), looked_at as (
  select record_key, number, at, key_contact, kind_side, starts_at, activity_key, instant.overdue_before,
    as_of_day - (starts_at at time zone :zone)::date as ago,
    key_contact is null or key_contact = any(people) as with_key,
    key_contact is not null and key_contact = any(people[1:authors]) as by_key,
    (array[1, 1, 2, 2, 1.5, 1.5, 0.5, 0.5])[kind_side + 1]::float8
      * case when key_contact is null or key_contact = any(people) then 1 else 0.5 end as value
  from fact
  cross join instant
  cross join unnest(records) record_key
  join bench_record on bench_record.key = record_key and case when number = 0 then is_open and is_listed else was_open end
  where reason is null and not canceled and starts_at >= :before_earliest and starts_at >= earliest
    and completes_at <= at and duplicate_from > at
), streaked as (
  select *, max(starts_at) filter (where kind_side between 2 and 5 and with_key or kind_side = 1 and by_key)
      over (partition by record_key, number) as reset_at
  from looked_at
)
select record_key, number, ago, count(*) as counted,
  max(case when kind_side between 1 and 5 then value else value / 10 end) as most,
  coalesce(max(value) filter (where kind_side between 1 and 5), 0) as inbound,
  coalesce(max(value) filter (where kind_side in (0, 2, 3, 4, 5)), 0) as outbound,
  coalesce(max(value) filter (where kind_side < 2), 0) as email,
  coalesce(max(value) filter (where kind_side in (2, 3)), 0) as meeting,
  coalesce(max(value) filter (where kind_side in (4, 5)), 0) as call,
  max(starts_at) filter (where kind_side between 1 and 5) as inbound_at,
  max(starts_at) filter (where kind_side between 1 and 5 and with_key) as key_inbound_at,
  max(starts_at) filter (where kind_side = 0) as outbound_at,
  max(starts_at) filter (where kind_side = 0 and with_key) as key_outbound_at,
  count(*) filter (where key_contact is not null and kind_side = 0 and with_key and starts_at < overdue_before
    and (reset_at is null or starts_at > reset_at)) as streak
from streaked
group by record_key, number, ago;

create unlogged table bench_health as
select record_key, number, counted,
  floor(0.5 + 40 * (greatest(coalesce(reach_in, 0), coalesce(0.1 * reach_out, 0)) / 2
      + greatest(coalesce(key_reach_in, 0), coalesce(0.1 * key_reach_out, 0)) / 2)
    + 35 * (1 - power(2, -2 * most * (1 - power(2, -0.25))))
    + 15 * least(1, (2 * inbound + 0.5) / (inbound + outbound + 1)) * power(2, -least(streak, 6) / 4.0)
    + 10 * case when email + meeting + call = 0 then 0 else least(1, greatest(0, (power(email + meeting + call, 2)
      / (power(email, 2) + power(meeting, 2) + power(call, 2)) - 1) / 2)) end) as score
from (
  select record_key, number, sum(counted)::integer as counted, sum(streak)::integer as streak,
    sum(most * weight) as most, sum(inbound * weight) as inbound, sum(outbound * weight) as outbound,
    sum(email * weight) as email, sum(meeting * weight) as meeting, sum(call * weight) as call,
    1 / (1 + extract(epoch from at - max(inbound_at))::float8 / 86400 / (2 * :period)) as reach_in,
    1 / (1 + extract(epoch from at - max(key_inbound_at))::float8 / 86400 / (2 * :period)) as key_reach_in,
    1 / (1 + extract(epoch from at - max(outbound_at))::float8 / 86400 / (2 * :period)) as reach_out,
    1 / (1 + extract(epoch from at - max(key_outbound_at))::float8 / 86400 / (2 * :period)) as key_reach_out
  from (
    select *, case number when 0 then :as_of else :before end as at,
      power(2::float8, -ago / (4.0 * :period)) as weight
    from bench_day
  ) day
  group by record_key, number, at
) summed
where counted > 1;

-- Who a record is carried by.
create unlogged table bench_contacted as
select record_key,
  coalesce(array_agg(person order by place) filter (where type <> 'user'), '{}') as contacted,
  coalesce(array_agg(person order by place) filter (where type = 'user'), '{}') as contacted_by
from (
  select record_key, person, entity.type, row_number() over (
      partition by record_key, entity.type = 'user'
      order by activities desc, last_at desc, entity.type collate "C", entity.id
    ) as place
  from (
    select record_key, person, count(*) as activities, max(starts_at) as last_at
    from fact, unnest(records) record_key, unnest(people) person
    where reason is null and not canceled and kind_side < 6 and completes_at <= :as_of and duplicate_from > :as_of
    group by record_key, person
  ) pair
  join entity on entity.key = person
) ranked
where place <= 3
group by record_key;

-- Scores of all records; an account's is rolled up from its contacts and deals.
create unlogged table bench_score as
with part as (
  select key, type, known_account, value, now.score, before.score as score_before, now.counted,
    before.counted as counted_before
  from bench_record
  left join bench_health now on now.record_key = key and now.number = 0
  left join bench_health before on before.record_key = key and before.number = 1
  where type <> 'account'
), weighted as (
  select known_account, type, 0 as number, score, case type when 'contact' then counted else greatest(0, coalesce(value, 0)) end as weight
  from part where known_account is not null and score is not null
  union all
  select known_account, type, 1, score_before, case type when 'contact' then counted_before else greatest(0, coalesce(value, 0)) end
  from part where known_account is not null and score_before is not null
), rolled as (
  select known_account, number, floor(avg(mean) + 0.5) as score
  from (
    select known_account, number, type,
      case when sum(weight) = 0 then avg(score) else sum(score * weight) / sum(weight) end as mean
    from weighted group by known_account, number, type
  ) half
  group by known_account, number
)
select key, score, score_before from part
union all
select now.known_account, now.score, before.score
from rolled now left join rolled before on before.known_account = now.known_account and before.number = 1
where now.number = 0;

truncate bench_analytics;
insert into bench_analytics
select record.key, record.type, record.id, record.name, record.known_owner, record.owner_name, record.known_account,
  record.status, record.stage, record.value, record.close_on, record.created_at, :as_of, :days,
  case when state is not null then state when score is not null then 'scored' when coalesce(counted, 0) = 0 then 'noClosedActivities' else 'notEnoughInfo' end,
  case when state is null then score end,
  case when state is null then case when score >= 60 then 'good' when score >= 40 then 'fair' when score is not null then 'poor' end end,
  case when state is not null or score is null then null when score_before is null then 'notEnoughInfo'
    when score - score_before >= 5 then 'improving' when score - score_before <= -5 then 'declining' else 'steady' end,
  coalesce(counted, 0), last_at, next_at, inbound_at, outbound_at,
  coalesce(contacted, '{}'), coalesce(contacted_by, '{}'),
  coalesce(sent, 0), coalesce(received, 0), coalesce(met_by_us, 0), coalesce(met_by_them, 0), coalesce(called, 0), coalesce(was_called, 0),
  coalesce(sent + met_by_us + called, 0), coalesce(received + met_by_them + was_called, 0),
  coalesce(by_us + 5 * sent + 2.5 * received, 0), coalesce(by_them + 5 * received + 2.5 * sent, 0), coalesce(face, 0),
  sent / nullif(received, 0)::float8, received / nullif(sent, 0)::float8,
  mean_us, median_us, coalesce(answered_us, 0), coalesce(unanswered_us, 0), coalesce(closing_us, 0),
  answered_us / nullif(answered_us + unanswered_us, 0)::float8,
  mean_them, median_them, coalesce(answered_them, 0), coalesce(unanswered_them, 0), coalesce(closing_them, 0),
  answered_them / nullif(answered_them + unanswered_them, 0)::float8,
  coalesce(recent_sent, 0), coalesce(recent_received, 0), coalesce(recent_met_by_us, 0), coalesce(recent_met_by_them, 0), coalesce(recent_called, 0), coalesce(recent_was_called, 0),
  coalesce(recent_sent + recent_met_by_us + recent_called, 0), coalesce(recent_received + recent_met_by_them + recent_was_called, 0),
  coalesce(recent_by_us + 5 * recent_sent + 2.5 * recent_received, 0), coalesce(recent_by_them + 5 * recent_received + 2.5 * recent_sent, 0), coalesce(recent_face, 0),
  recent_sent / nullif(recent_received, 0)::float8, recent_received / nullif(recent_sent, 0)::float8,
  recent_mean_us, recent_median_us, coalesce(recent_answered_us, 0), coalesce(recent_unanswered_us, 0), coalesce(recent_closing_us, 0),
  recent_answered_us / nullif(recent_answered_us + recent_unanswered_us, 0)::float8,
  recent_mean_them, recent_median_them, coalesce(recent_answered_them, 0), coalesce(recent_unanswered_them, 0), coalesce(recent_closing_them, 0),
  recent_answered_them / nullif(recent_answered_them + recent_unanswered_them, 0)::float8
from (
  select bench_record.*, case when type <> 'account' and not is_open then 'notApplicable'
    when type = 'account' and score is null then 'notEnoughInfo' end as state, score, score_before
  from bench_record left join bench_score using (key)
  where is_listed
) record
left join bench_count on bench_count.record_key = record.key
left join bench_response on bench_response.record_key = record.key
left join bench_contacted on bench_contacted.record_key = record.key;

drop table bench_record, bench_count, bench_response, bench_day, bench_health, bench_contacted, bench_score;
