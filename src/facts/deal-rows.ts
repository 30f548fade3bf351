/** Deals read out of the database, with those fields alone that are known while a deal is open. */

import { type Deal, dealOf } from '../analytics/deal-table.ts';
import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import type { OrganizationSettings } from '../model/entities.ts';
import type { OpportunityStatus } from '../model/vocabulary.ts';

/** The configured custom fields as similarity names them: `opportunity.region`, `account.size`. */
export function comparedFields({ similarFields }: OrganizationSettings): readonly string[] {
  return (['opportunity', 'account'] as const).flatMap((type) =>
    similarFields[type].map((name) => `${type}.${name}`),
  );
}

type DealRow = {
  readonly key: number;
  readonly id: string;
  readonly status: OpportunityStatus;
  readonly created_at: number | null;
  readonly closed_at: number | null;
  readonly estimated_value: number | null;
  readonly currency: string | null;
  readonly source: string | null;
  readonly deal_type: string | null;
  readonly stakeholder_keys: readonly number[];
  readonly industry: string | null;
  readonly account_created_at: number | null;
  readonly is_account_known: boolean;
  readonly team_keys: readonly number[] | null;
  readonly member_keys: readonly number[];
  readonly custom: Readonly<Record<string, unknown>> | null;
};

/** A deal with the keys of those whose it is: its owner, its team, and those with whom it is shared. */
export type DealRead = { readonly deal: Deal; readonly members: readonly number[] };

/** The deals that `restriction` leaves, a condition and what follows it. */
export async function readDealRows(
  session: Session,
  settings: OrganizationSettings,
  restriction: Sql,
): Promise<readonly DealRead[]> {
  const { opportunity, account } = settings.similarFields;
  const custom =
    opportunity.length + account.length === 0
      ? sql`null::jsonb`
      : sql`(
          select jsonb_object_agg(name, value) from (
            select 'opportunity.' || name as name, opportunity.custom -> name as value
            from unnest(${opportunity}::text[]) name
            union all select 'account.' || name, account.custom -> name from unnest(${account}::text[]) name
          ) field where value is not null
        )`;
  const rows = await session.query<DealRow>(sql`
    select opportunity.key, entity.id, opportunity.status, opportunity.created_at, opportunity.closed_at,
      opportunity.estimated_value, opportunity.currency, opportunity.source, opportunity.deal_type,
      opportunity.stakeholder_keys, account.industry, account.created_at as account_created_at,
      account.key is not null as is_account_known, app_user.team_keys, ${custom} as custom,
      array(
        select distinct member_key from record_member where record_key = opportunity.key order by member_key
      ) as member_keys
    from opportunity
    join entity using (key)
    left join account on account.key = opportunity.account_key
    left join app_user on app_user.key = opportunity.owner_key
    where ${restriction}`);
  const texts = new Map<string, string>();
  return rows.map((row) => ({
    deal: dealIn(row, settings, (text) => sameText(texts, text)),
    members: row.member_keys,
  }));
}

function dealIn(
  row: DealRow,
  settings: OrganizationSettings,
  same: (text: string | null) => string | null,
): Deal {
  return dealOf(
    {
      id: row.id,
      status: row.status,
      createdAt: row.created_at,
      closedAt: row.closed_at,
      estimatedValue: row.estimated_value,
      currency: same(row.currency),
      source: same(row.source),
      dealType: same(row.deal_type),
      stakeholderIds: row.stakeholder_keys.map(String),
      custom: row.custom ?? {},
    },
    {
      key: row.key,
      account: row.is_account_known
        ? { industry: same(row.industry), createdAt: row.account_created_at }
        : null,
      owner: row.team_keys === null ? null : { teamIds: row.team_keys.map(String) },
      settings,
    },
  );
}

/** One text for all that are alike: 100,000 deals say the same few words. */
function sameText(texts: Map<string, string>, text: string | null): string | null {
  if (text === null) return null;
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, text);
  return text;
}
