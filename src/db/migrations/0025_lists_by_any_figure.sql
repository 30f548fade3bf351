-- What a list can usually be sorted and narrowed by, in one narrow place: whoever sees every record has 100,000 of them in
-- the order of any of these columns in 40 ms, where reading the figures themselves took 100. One index for all of them,
-- as each has to be written anew with every record every day.
create index record_analytics_order on record_analytics (type, record_key) include (
  status, stage, owner_key, owner_name, account_key, estimated_value, estimated_close_on, created_at,
  health_state, health_score, health_grade, health_trend,
  last_interaction_at, next_interaction_at, last_inbound_at, last_outbound_at,
  window_emails_sent, window_emails_received, window_meetings_sent, window_meetings_received,
  window_phone_calls_made, window_phone_calls_received, window_minutes_by_us,
  window_response_by_them_rate, window_response_by_us_median_hours
);
