/**
 * Deals in columns for similarity (spec §8), with those fields alone that are known while a deal is open. What is known
 * only after closing (actual value, reason of a loss) has no way in: nothing here reads it, and a configured field that
 * no open deal has is left out.
 */

import type { Account, Opportunity, Settings, User } from '../model/entities.ts';
import type { OpportunityStatus } from '../model/vocabulary.ts';
import { converted } from './currency.ts';
import { dayMs, instantText } from './zone.ts';

/** The fields of every deal (spec §8), in the order in which weights are shown; configured ones follow by name. */
export const dealFields = [
  'estimatedValue',
  'industry',
  'source',
  'dealType',
  'currency',
  'ownerTeam',
  'stakeholders',
  'relationshipAge',
] as const;

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

/** An opportunity as similarity sees it; its value by the rate of the day on which it was created, else the latest. */
export function dealOf(
  opportunity: Opportunity,
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

/** Deals in columns; `custom` names the fields that the administrator wants compared as well. */
export function dealTable(deals: readonly Deal[], custom: readonly string[] = []): DealTable {
  const isKnownWhileOpen = (name: string) =>
    deals.some((deal) => deal.status === 'open' && isFilled(deal.custom[name]));
  const numbers = (name: string, of: (deal: Deal) => number | null): DealField => ({
    name,
    numbers: Float64Array.from(deals, (deal) => of(deal) ?? Number.NaN),
  });
  return {
    deals,
    outcome: Uint8Array.from(deals, ({ status }) => outcomes.indexOf(status)),
    closedAt: Float64Array.from(deals, (deal) => deal.closedAt ?? Number.NaN),
    fields: [
      numbers('estimatedValue', ({ value }) =>
        value === null || value < 0 ? null : Math.log1p(value),
      ),
      words('industry', deals, ({ industry }) => [industry]),
      words('source', deals, ({ source }) => [source]),
      words('dealType', deals, ({ dealType }) => [dealType]),
      words('currency', deals, ({ currency }) => [currency]),
      words('ownerTeam', deals, ({ ownerTeams }) => ownerTeams),
      numbers('stakeholders', ({ stakeholders }) => stakeholders),
      numbers('relationshipAge', ({ relationshipDays }) => relationshipDays),
      ...custom
        .filter(isKnownWhileOpen)
        .map((name) =>
          deals.every((deal) => !isFilled(deal.custom[name]) || isNumber(deal.custom[name]))
            ? numbers(name, (deal) => numberIn(deal.custom[name]))
            : words(name, deals, (deal) => wordsIn(deal.custom[name])),
        ),
    ],
  };
}

const outcomes: readonly OpportunityStatus[] = ['open', 'won', 'lost'];

/** Words of a deal are alike when they share one: owners may be on several teams, and lists have several choices. */
function words(
  name: string,
  deals: readonly Deal[],
  of: (deal: Deal) => readonly (string | null)[],
): DealField {
  const known = new Map<string, number>();
  const sets: (readonly string[])[] = [];
  const codes = Int32Array.from(deals, (deal) => {
    const set = of(deal).filter((word) => word !== null && word !== '');
    if (set.length === 0) return -1;
    const text = set.length === 1 ? (set[0] ?? '') : JSON.stringify(set);
    const code = known.get(text) ?? known.size;
    if (code === known.size) {
      known.set(text, code);
      sets.push(set.filter((word) => word !== null));
    }
    return code;
  });
  return { name, codes, words: sets };
}

function isFilled(value: unknown): boolean {
  return isNumber(value) || wordsIn(value).length > 0;
}

function isNumber(value: unknown): boolean {
  return numberIn(value) !== null;
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Objects say nothing that could be compared. */
function wordsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => wordsIn(one));
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'boolean' || isNumber(value) ? [String(value)] : [];
}
