-- A page counts what was left out by reason; what counts it has read already.
create index fact_left_out on fact (activity_key) where canceled or reason is not null;
