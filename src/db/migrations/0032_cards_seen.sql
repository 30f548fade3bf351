-- When a card was last on somebody's list or on its record's page: what nobody decided on goes some time after that.
alter table insight_card add column seen_on date not null default current_date;
update insight_card set seen_on = chosen_on where chosen_on is not null;
alter table insight_card alter column seen_on drop default;
