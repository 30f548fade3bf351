import { sql } from '../db/sql.ts';

/** Of record_analytics what is open: a lead or deal by its status, anything else always. */
export const isOpen = sql`coalesce(status, 'open') = 'open'`;

/** The records that a reader owns or is on the team of; an array, so that they are looked up and not searched for. */
export const ownRecords = sql`array(
  select record_key from record_member where member_key = access_user() and because in ('owner', 'team')
)`;
