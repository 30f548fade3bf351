import type { RecordEntry } from '../analytics/records.ts';
import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import type { RecordRef } from '../model/entities.ts';
import { recordTypes } from '../model/vocabulary.ts';
import { oneOf } from './activities.ts';

/** A record with what pages and lists say about it besides figures. */
export type RecordHead = RecordEntry & {
  readonly name: string;
  readonly owner: Named | null;
  readonly account: Named | null;
  readonly contact: Named | null;
  readonly status: string | null;
  readonly stage: string | null;
  readonly estimatedCloseOn: string | null;
  readonly jobTitle: string | null;
  readonly industry: string | null;
};

export type Named = { readonly key: number; readonly id: string; readonly name: string };

/**
 * Records with these keys, or those that `restriction` leaves; people who opted out carry no analytics. An account and
 * all that rolls up to it follow one another, as they share most of their facts.
 */
export async function loadRecords(
  session: Session,
  restriction: readonly number[] | Sql,
): Promise<readonly RecordHead[]> {
  const where =
    'text' in restriction ? restriction : sql`key = any(${[...restriction]}::integer[])`;
  const rows = await session.query<HeadRow>(sql`
    with record as (
      select key, 'account' as type, name, owner_key, null::integer as account_key, null::integer as contact_key,
        null::text as status, null::text as stage, null::float8 as value, null::text as currency,
        null::date as close_on, null::text as job_title, industry, created_at, null::timestamptz as closed_at
      from account
      union all
      select key, 'contact', name, owner_key, account_key, null, null, null, null, null, null, job_title, null, null, null
      from contact where not opted_out
      union all
      select key, 'lead', name, owner_key, null, null, status, topic, null, null, null, company, null, created_at, closed_at
      from lead where not opted_out
      union all
      select key, 'opportunity', name, owner_key, account_key, contact_key, status, stage, estimated_value, currency,
        estimated_close_on, null, null, created_at, closed_at
      from opportunity
    )
    select record.*, entity.id, owner.id as owner_id, app_user.name as owner_name, account.id as account_id,
      named_account.name as account_name, contact.id as contact_id, named_contact.name as contact_name
    from (select * from record where ${where}) record
    join entity using (key)
    left join app_user on app_user.key = record.owner_key
    left join entity owner on owner.key = app_user.key
    left join account named_account on named_account.key = record.account_key
    left join entity account on account.key = named_account.key
    left join contact named_contact on named_contact.key = record.contact_key
    left join entity contact on contact.key = named_contact.key
    order by coalesce(record.account_key, record.key), record.key`);
  return rows.map(headOf);
}

/**
 * These records (by key), or one by its name, and, of accounts among them, those that take part in the roll-up: contacts
 * and opportunities.
 */
export function loadWithParts(
  session: Session,
  records: readonly number[] | RecordRef,
): Promise<readonly RecordHead[]> {
  const wanted =
    'id' in records
      ? sql`select key from entity where type = ${records.type} and id = ${records.id}`
      : sql`select unnest(${records}::integer[]) as key`;
  return loadRecords(
    session,
    sql`key = any(array(
      with wanted as materialized (${wanted})
      select key from wanted
      union select key from contact where account_key = any(array(select key from wanted))
      union select key from opportunity where account_key = any(array(select key from wanted))
    ))`,
  );
}

type HeadRow = {
  readonly key: number;
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly owner_key: number | null;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly account_key: number | null;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly contact_key: number | null;
  readonly contact_id: string | null;
  readonly contact_name: string | null;
  readonly status: string | null;
  readonly stage: string | null;
  readonly value: number | null;
  readonly currency: string | null;
  readonly close_on: string | null;
  readonly job_title: string | null;
  readonly industry: string | null;
  readonly created_at: number | null;
  readonly closed_at: number | null;
};

function headOf(row: HeadRow): RecordHead {
  const type = oneOf(recordTypes, row.type) ?? 'account';
  const account = named(row.account_key, row.account_id, row.account_name);
  const contact = named(row.contact_key, row.contact_id, row.contact_name);
  return {
    key: row.key,
    type,
    id: row.id,
    name: row.name,
    keyContact:
      type === 'opportunity' ? (contact?.key ?? null) : type === 'account' ? null : row.key,
    accountKey: account?.key ?? null,
    isOpen: row.status === null || row.status === 'open',
    createdAt: row.created_at,
    closedAt: row.closed_at,
    value: row.value,
    currency: row.currency,
    owner: named(row.owner_key, row.owner_id, row.owner_name),
    account,
    contact,
    status: row.status,
    stage: row.stage,
    estimatedCloseOn: row.close_on,
    jobTitle: row.job_title,
    industry: row.industry,
  };
}

/** Somebody who is referred to but not known is nobody. */
function named(key: number | null, id: string | null, name: string | null): Named | null {
  return key === null || id === null || name === null ? null : { key, id, name };
}
