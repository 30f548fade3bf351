-- Every figure of record_analytics as SQL in DuckDB, into a table of the same shape. It has one row per record and fact
-- (record_fact), in the order of records and time, with instants as whole milliseconds and days as numbers: what suits
-- it best. `:name` stands for a constant; see constants.ts.

create or replace temp table bench_record as
select *,
  case type when 'opportunity' then known_contact when 'account' then null else key end as key_contact,
  type in ('account', 'contact') or created_at is null or created_at <= :as_of as is_listed,
  type = 'contact' or type <> 'account' and (status = 'open' or coalesce(closed_at > :as_of, false)) as is_open,
  type = 'contact' or type <> 'account' and (status = 'open' or coalesce(closed_at > :before, false))
    and (created_at is null or created_at <= :before) as was_open
from record;

create or replace temp table bench_count as
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
  max(starts_at) filter (where counted and kind_side between 1 and 5) as inbound_at,
  max(starts_at) filter (where counted and kind_side in (0, 2, 3, 4, 5)) as outbound_at
from (
  select record_key, kind_side, starts_at, minutes,
    case when kind_side > 5 or ours < 1 then minutes else minutes * ours end as by_us,
    completes_at <= :as_of and duplicate_from > :as_of as counted,
    completes_at <= :as_of and duplicate_from > :as_of and day >= :first_day as recent,
    completes_at > :as_of and kind_side > 1 and starts_at > :as_of and duplicate_from > :as_of as is_next
  from record_fact
) fact
group by record_key;

create or replace temp table bench_response as
select record_key,
  avg(hours) filter (where answering = 0) as mean_us,
  median(hours) filter (where answering = 0) as median_us,
  count(hours) filter (where answering = 0) as answered_us,
  count(*) filter (where answering = 0 and is_unanswered) as unanswered_us,
  count(*) filter (where answering = 0 and is_closing) as closing_us,
  avg(hours) filter (where answering = 1) as mean_them,
  median(hours) filter (where answering = 1) as median_them,
  count(hours) filter (where answering = 1) as answered_them,
  count(*) filter (where answering = 1 and is_unanswered) as unanswered_them,
  count(*) filter (where answering = 1 and is_closing) as closing_them,
  avg(hours) filter (where answering = 0 and recent) as recent_mean_us,
  median(hours) filter (where answering = 0 and recent) as recent_median_us,
  count(hours) filter (where answering = 0 and recent) as recent_answered_us,
  count(*) filter (where answering = 0 and recent and is_unanswered) as recent_unanswered_us,
  count(*) filter (where answering = 0 and recent and is_closing) as recent_closing_us,
  avg(hours) filter (where answering = 1 and recent) as recent_mean_them,
  median(hours) filter (where answering = 1 and recent) as recent_median_them,
  count(hours) filter (where answering = 1 and recent) as recent_answered_them,
  count(*) filter (where answering = 1 and recent and is_unanswered) as recent_unanswered_them,
  count(*) filter (where answering = 1 and recent and is_closing) as recent_closing_them
from (
  select record_key, 1 - side as answering, recent, (answered_at - starts_at) / 3600000.0::double as hours,
    answered_at is null and emails_left = 1 and answers as is_closing,
    answered_at is null and not (emails_left = 1 and answers) and starts_at < :overdue_before as is_unanswered
  from (
    select record_key, side, starts_at, recent, emails_left, before is not null as answers,
      lead(starts_at) over (partition by record_key, conversation_key order by starts_at, activity_key) as answered_at
    from (
      select record_key, conversation_key, activity_key, starts_at, recent, side,
        lag(side) over in_order as before,
        count(*) over (partition by record_key, conversation_key) - row_number() over in_order + 1 as emails_left
      from (
        select record_key, conversation_key, activity_key, starts_at, day >= :first_day as recent, kind_side as side
        from record_fact where kind_side < 2 and completes_at <= :as_of and duplicate_from > :as_of
      ) email
      window in_order as (partition by record_key, conversation_key order by starts_at, activity_key)
    ) email
    where before is distinct from side
  ) turn
) turn
group by record_key;

create or replace temp table bench_day as
with instant (number, moment, as_of_day, earliest, overdue_before) as (
  values (0, :as_of, :as_of_day, :earliest, :overdue_before), (1, :before, :before_day, :before_earliest, :before_overdue)
), looked_at as (
  select record_key, number, moment, key_contact, kind_side, starts_at, activity_key, instant.overdue_before,
    as_of_day - day as ago,
    key_contact is null or list_contains(people, key_contact) as with_key,
    key_contact is not null and list_contains(people[1:authors], key_contact) as by_key,
    (case kind_side // 2 when 0 then 1 when 1 then 2 when 2 then 1.5 else 0.5 end)::double
      * case when key_contact is null or list_contains(people, key_contact) then 1 else 0.5 end as value
  from record_fact
  cross join instant
  join bench_record on bench_record.key = record_key and case when number = 0 then is_open and is_listed else was_open end
  where starts_at >= :before_earliest and starts_at >= earliest and completes_at <= moment and duplicate_from > moment
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

create or replace temp table bench_health as
select record_key, number, counted,
  floor(0.5 + 40 * (greatest(coalesce(reach_in, 0), coalesce(0.1 * reach_out, 0)) / 2
      + greatest(coalesce(key_reach_in, 0), coalesce(0.1 * key_reach_out, 0)) / 2)
    + 35 * (1 - power(2, -2 * most * (1 - power(2, -0.25::double))))
    + 15 * least(1, (2 * inbound + 0.5) / (inbound + outbound + 1)) * power(2, -least(streak, 6) / 4.0::double)
    + 10 * case when email + meeting + call = 0 then 0 else least(1, greatest(0, (power(email + meeting + call, 2)
      / (power(email, 2) + power(meeting, 2) + power(call, 2)) - 1) / 2)) end) as score
from (
  select record_key, number, sum(counted)::integer as counted, sum(streak)::integer as streak,
    sum(most * weight) as most, sum(inbound * weight) as inbound, sum(outbound * weight) as outbound,
    sum(email * weight) as email, sum(meeting * weight) as meeting, sum(call * weight) as call,
    1 / (1 + (moment - max(inbound_at)) / 86400000.0::double / (2 * :period)) as reach_in,
    1 / (1 + (moment - max(key_inbound_at)) / 86400000.0::double / (2 * :period)) as key_reach_in,
    1 / (1 + (moment - max(outbound_at)) / 86400000.0::double / (2 * :period)) as reach_out,
    1 / (1 + (moment - max(key_outbound_at)) / 86400000.0::double / (2 * :period)) as key_reach_out
  from (
    select *, case number when 0 then :as_of else :before end as moment,
      power(2::double, -ago / (4.0::double * :period)) as weight
    from bench_day
  ) day
  group by record_key, number, moment
) summed
where counted > 1;

create or replace temp table bench_contacted as
select record_key,
  coalesce(list(person order by place) filter (where not is_user), []) as contacted,
  coalesce(list(person order by place) filter (where is_user), []) as contacted_by
from (
  select record_key, person, is_user, row_number() over (
      partition by record_key, is_user order by activities desc, last_at desc, rank
    ) as place
  from (
    select record_key, person, count(*) as activities, max(starts_at) as last_at
    from (
      select record_key, starts_at, unnest(people) as person
      from record_fact where kind_side < 6 and completes_at <= :as_of and duplicate_from > :as_of
    ) fact
    group by record_key, person
  ) pair
  join person on person.key = pair.person
  qualify place <= 3
) ranked
group by record_key;

create or replace temp table bench_score as
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

create or replace table bench_analytics as
select record.key as record_key, record.type, record.id, record.name, record.known_owner as owner_key, record.owner_name,
  record.known_account as account_key, record.status, record.stage, record.value as estimated_value,
  record.close_on as estimated_close_on, record.created_at, :as_of as as_of, :days as days,
  case when state is not null then state when score is not null then 'scored' when coalesce(counted, 0) = 0 then 'noClosedActivities' else 'notEnoughInfo' end as health_state,
  case when state is null then score end as health_score,
  case when state is null then case when score >= 60 then 'good' when score >= 40 then 'fair' when score is not null then 'poor' end end as health_grade,
  case when state is not null or score is null then null when score_before is null then 'notEnoughInfo'
    when score - score_before >= 5 then 'improving' when score - score_before <= -5 then 'declining' else 'steady' end as health_trend,
  coalesce(counted, 0) as counted, last_at as last_interaction_at, next_at as next_interaction_at,
  inbound_at as last_inbound_at, outbound_at as last_outbound_at,
  coalesce(contacted, []) as most_contacted, coalesce(contacted_by, []) as most_contacted_by,
  coalesce(sent, 0) as lifetime_emails_sent, coalesce(received, 0) as lifetime_emails_received,
  coalesce(met_by_us, 0) as lifetime_meetings_sent, coalesce(met_by_them, 0) as lifetime_meetings_received,
  coalesce(called, 0) as lifetime_phone_calls_made, coalesce(was_called, 0) as lifetime_phone_calls_received,
  coalesce(sent + met_by_us + called, 0) as lifetime_initiated_by_us,
  coalesce(received + met_by_them + was_called, 0) as lifetime_initiated_by_them,
  coalesce(by_us + 5 * sent + 2.5::double * received, 0) as lifetime_minutes_by_us,
  coalesce(by_them + 5 * received + 2.5::double * sent, 0) as lifetime_minutes_by_them,
  coalesce(face, 0) as lifetime_face_time_minutes,
  sent::double / nullif(received, 0) as lifetime_email_ratio_by_us,
  received::double / nullif(sent, 0) as lifetime_email_ratio_by_them,
  mean_us as lifetime_response_by_us_mean_hours, median_us as lifetime_response_by_us_median_hours,
  coalesce(answered_us, 0) as lifetime_response_by_us_answered,
  coalesce(unanswered_us, 0) as lifetime_response_by_us_unanswered,
  coalesce(closing_us, 0) as lifetime_response_by_us_closing,
  answered_us::double / nullif(answered_us + unanswered_us, 0) as lifetime_response_by_us_rate,
  mean_them as lifetime_response_by_them_mean_hours, median_them as lifetime_response_by_them_median_hours,
  coalesce(answered_them, 0) as lifetime_response_by_them_answered,
  coalesce(unanswered_them, 0) as lifetime_response_by_them_unanswered,
  coalesce(closing_them, 0) as lifetime_response_by_them_closing,
  answered_them::double / nullif(answered_them + unanswered_them, 0) as lifetime_response_by_them_rate,
  coalesce(recent_sent, 0) as window_emails_sent, coalesce(recent_received, 0) as window_emails_received,
  coalesce(recent_met_by_us, 0) as window_meetings_sent, coalesce(recent_met_by_them, 0) as window_meetings_received,
  coalesce(recent_called, 0) as window_phone_calls_made, coalesce(recent_was_called, 0) as window_phone_calls_received,
  coalesce(recent_sent + recent_met_by_us + recent_called, 0) as window_initiated_by_us,
  coalesce(recent_received + recent_met_by_them + recent_was_called, 0) as window_initiated_by_them,
  coalesce(recent_by_us + 5 * recent_sent + 2.5::double * recent_received, 0) as window_minutes_by_us,
  coalesce(recent_by_them + 5 * recent_received + 2.5::double * recent_sent, 0) as window_minutes_by_them,
  coalesce(recent_face, 0) as window_face_time_minutes,
  recent_sent::double / nullif(recent_received, 0) as window_email_ratio_by_us,
  recent_received::double / nullif(recent_sent, 0) as window_email_ratio_by_them,
  recent_mean_us as window_response_by_us_mean_hours, recent_median_us as window_response_by_us_median_hours,
  coalesce(recent_answered_us, 0) as window_response_by_us_answered,
  coalesce(recent_unanswered_us, 0) as window_response_by_us_unanswered,
  coalesce(recent_closing_us, 0) as window_response_by_us_closing,
  recent_answered_us::double / nullif(recent_answered_us + recent_unanswered_us, 0) as window_response_by_us_rate,
  recent_mean_them as window_response_by_them_mean_hours, recent_median_them as window_response_by_them_median_hours,
  coalesce(recent_answered_them, 0) as window_response_by_them_answered,
  coalesce(recent_unanswered_them, 0) as window_response_by_them_unanswered,
  coalesce(recent_closing_them, 0) as window_response_by_them_closing,
  recent_answered_them::double / nullif(recent_answered_them + recent_unanswered_them, 0) as window_response_by_them_rate
from (
  select bench_record.*, case when type <> 'account' and not is_open then 'notApplicable'
    when type = 'account' and score is null then 'notEnoughInfo' end as state, score, score_before
  from bench_record left join bench_score using (key)
  where is_listed
) record
left join bench_count on bench_count.record_key = record.key
left join bench_response on bench_response.record_key = record.key
left join bench_contacted on bench_contacted.record_key = record.key;

checkpoint;
