-- The same rules as in 0010, asked row by row through an index: whoever opens one record looks up whose it is, instead of
-- gathering everything that is theirs first. Lists, which go through all that is theirs, keep the other way.
alter policy reader on activity_record using (
  (select access_has('operations')) or exists (select from record_member where record_key = activity_record.record_key)
);
alter policy reader on fact using (
  (select access_has('operations')) or exists (select from record_member where record_key = any(records))
  or (select access_user()) = any(readers)
);
alter policy reader on opportunity using (
  (select access_has('operations')) or exists (select from record_member where record_key = opportunity.key)
);
alter policy reader on lead using (
  (select access_has('operations')) or exists (select from record_member where record_key = lead.key)
);
alter policy reader on contact using (
  (select access_has('operations')) or exists (select from record_member where record_key = contact.key)
  or exists (select from record_member where record_key = contact.account_key)
  or exists (select from opportunity where contact_key = contact.key)
  or exists (select from opportunity where stakeholder_keys @> array[contact.key])
  or exists (select from lead where stakeholder_keys @> array[contact.key])
);
alter policy reader on account using (
  (select access_has('operations')) or exists (select from record_member where record_key = account.key)
  or exists (select from opportunity where account_key = account.key)
  or exists (select from contact where account_key = account.key)
);
alter policy reader on entity using (
  ((select access_signed_in()) and type in ('user', 'team'))
  or exists (select from account where account.key = entity.key)
  or exists (select from contact where contact.key = entity.key)
  or exists (select from lead where lead.key = entity.key)
  or exists (select from opportunity where opportunity.key = entity.key)
);
alter policy reader on owned_address using (
  exists (select from address where address.key = address_key)
);
