/**
 * Deals in columns for similarity (spec §8), with those fields alone that are known while a deal is open. What is known
 * only after closing (actual value, reason of a loss) has no way in: nothing here reads it, and a configured field that
 * no open deal has is left out.
 */

import type { Account, Opportunity, Settings, User } from '../model/entities.ts';
import type { OpportunityStatus } from '../model/vocabulary.ts';
import { converted } from './currency.ts';
import { dayMs, instantText } from './zone.ts';

/** A deal as similarity sees it. */
export type Deal = {
  readonly key: number;
  readonly id: string;
  readonly status: OpportunityStatus;
  readonly createdAt: number | null;
  readonly closedAt: number | null;
  /** In the organisation's currency; null: missing, or without a rate. */
  readonly value: number | null;
  readonly industry: string | null;
  readonly source: string | null;
  readonly dealType: string | null;
  readonly currency: string | null;
  readonly ownerTeams: readonly string[];
  readonly stakeholders: number;
  /** From the account's creation to the deal's; null when either is not known. */
  readonly relationshipDays: number | null;
  readonly custom: Readonly<Record<string, unknown>>;
};

export type DealParts = {
  readonly key: number;
  readonly account: Pick<Account, 'industry' | 'createdAt'> | null;
  readonly owner: Pick<User, 'teamIds'> | null;
  readonly settings: Pick<Settings, 'currency' | 'rates'>;
};

/** What similarity reads of an opportunity, and nothing that is known only after closing. */
export type OpenOpportunity = Pick<
  Opportunity,
  | 'id'
  | 'status'
  | 'createdAt'
  | 'closedAt'
  | 'estimatedValue'
  | 'currency'
  | 'stakeholderIds'
  | 'source'
  | 'dealType'
  | 'custom'
>;

/** An opportunity as similarity sees it; its value by the rate of the day on which it was created, else the latest. */
export function dealOf(
  opportunity: OpenOpportunity,
  { key, account, owner, settings }: DealParts,
): Deal {
  const { id, status, createdAt, closedAt, source, dealType, currency, custom } = opportunity;
  const day = createdAt === null ? '9999-12-31' : instantText(createdAt).slice(0, 10);
  const since = account?.createdAt ?? null;
  return {
    key,
    id,
    status,
    createdAt,
    closedAt,
    value: converted({ value: opportunity.estimatedValue, currency }, day, settings),
    industry: account?.industry ?? null,
    source,
    dealType,
    currency,
    ownerTeams: owner?.teamIds ?? [],
    stakeholders: new Set(opportunity.stakeholderIds).size,
    relationshipDays:
      since === null || createdAt === null ? null : Math.max(0, (createdAt - since) / dayMs),
    custom,
  };
}

export type DealTable = {
  readonly deals: readonly Deal[];
  /** 0 open, 1 won, 2 lost. */
  readonly outcome: Uint8Array;
  /** ms; NaN when it is not known. */
  readonly closedAt: Float64Array;
  readonly fields: readonly DealField[];
};

/** One field of all deals: numbers, NaN where missing; or codes of sets of words, -1 where missing. */
export type DealField =
  | { readonly name: string; readonly numbers: Float64Array }
  | {
      readonly name: string;
      readonly codes: Int32Array;
      readonly words: readonly (readonly string[])[];
    };

/** Some rows of a table as a table of their own, in their order: what is looked through deal by deal gets small. */
export function someDeals(table: DealTable, rows: readonly number[]): DealTable {
  return {
    deals: rows.flatMap((row) => table.deals[row] ?? []),
    outcome: Uint8Array.from(rows, (row) => table.outcome[row] ?? 0),
    closedAt: Float64Array.from(rows, (row) => table.closedAt[row] ?? Number.NaN),
    fields: table.fields.map((field) =>
      'codes' in field
        ? { ...field, codes: Int32Array.from(rows, (row) => field.codes[row] ?? -1) }
        : { ...field, numbers: Float64Array.from(rows, (row) => field.numbers[row] ?? Number.NaN) },
    ),
  };
}
