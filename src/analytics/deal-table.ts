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
      readonly words: (readonly string[])[];
      /** The code of each set, by its words. */
      readonly known: Map<string, number>;
    };

/** Deals in columns; `custom` names the fields that the administrator wants compared as well. */
export function dealTable(deals: readonly Deal[], custom: readonly string[] = []): DealTable {
  const kinds = kindsOf(deals, custom);
  const table = {
    deals,
    outcome: new Uint8Array(deals.length),
    closedAt: new Float64Array(deals.length),
    fields: kinds.map((kind) => emptyField(kind, deals.length)),
  };
  for (let row = 0; row < deals.length; row++) writeRow(table, row, kinds);
  return table;
}

/** The table with these deals in these rows, new ones behind the last: what changed is written, the rest is copied. */
export function withDeals(
  before: DealTable,
  changes: ReadonlyMap<number, Deal>,
  custom: readonly string[] = [],
): DealTable {
  const deals = before.deals.slice();
  for (const [row, deal] of changes) deals[row] = deal;
  const kinds = kindsOf(deals, custom);
  const isAsBefore = (field: DealField, place: number) =>
    field.name === kinds[place]?.name && 'codes' in field === 'words' in kinds[place];
  if (kinds.length !== before.fields.length || !before.fields.every(isAsBefore))
    return dealTable(deals, custom);
  const table = {
    deals,
    outcome: grown(before.outcome, new Uint8Array(deals.length)),
    closedAt: grown(before.closedAt, new Float64Array(deals.length)),
    fields: before.fields.map(
      (field): DealField =>
        // Words that are added mean nothing to the table before, which has no code for them.
        'codes' in field
          ? { ...field, codes: grown(field.codes, new Int32Array(deals.length)) }
          : { ...field, numbers: grown(field.numbers, new Float64Array(deals.length)) },
    ),
  };
  for (const row of changes.keys()) writeRow(table, row, kinds);
  return table;
}

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

/** How the values of a field are read from a deal; of words one in common is enough. */
type FieldKind =
  | { readonly name: string; readonly number: (deal: Deal) => number | null }
  | { readonly name: string; readonly words: (deal: Deal) => readonly string[] };

/** Spec §8's fields, and those configured ones that are known while a deal is open. */
function kindsOf(deals: readonly Deal[], custom: readonly string[]): readonly FieldKind[] {
  const isKnownWhileOpen = (name: string) =>
    deals.some((deal) => deal.status === 'open' && isFilled(deal.custom[name]));
  const isOfNumbers = (name: string) =>
    deals.every(({ custom }) => !isFilled(custom[name]) || isNumber(custom[name]));
  return [
    { name: 'estimatedValue', number: ({ value }) => logarithm(value) },
    { name: 'industry', words: ({ industry }) => one(industry) },
    { name: 'source', words: ({ source }) => one(source) },
    { name: 'dealType', words: ({ dealType }) => one(dealType) },
    { name: 'currency', words: ({ currency }) => one(currency) },
    { name: 'ownerTeam', words: ({ ownerTeams }) => ownerTeams.filter((team) => team !== '') },
    { name: 'stakeholders', number: ({ stakeholders }) => stakeholders },
    { name: 'relationshipAge', number: ({ relationshipDays }) => relationshipDays },
    ...custom
      .filter(isKnownWhileOpen)
      .map(
        (name): FieldKind =>
          isOfNumbers(name)
            ? { name, number: (deal) => numberIn(deal.custom[name]) }
            : { name, words: (deal) => wordsIn(deal.custom[name]) },
      ),
  ];
}

function logarithm(value: number | null): number | null {
  return value === null || value < 0 ? null : Math.log1p(value);
}

function one(word: string | null): readonly string[] {
  return word === null || word === '' ? [] : [word];
}

function emptyField(kind: FieldKind, size: number): DealField {
  const { name } = kind;
  return 'words' in kind
    ? { name, codes: new Int32Array(size), words: [], known: new Map() }
    : { name, numbers: new Float64Array(size) };
}

function grown<Column extends Uint8Array | Int32Array | Float64Array>(
  before: Column,
  column: Column,
): Column {
  column.set(before);
  return column;
}

const outcomes: readonly OpportunityStatus[] = ['open', 'won', 'lost'];

function writeRow(table: DealTable, row: number, kinds: readonly FieldKind[]): void {
  const deal = table.deals[row];
  if (deal === undefined) return;
  table.outcome[row] = outcomes.indexOf(deal.status);
  table.closedAt[row] = deal.closedAt ?? Number.NaN;
  kinds.forEach((kind, place) => {
    const field = table.fields[place];
    if (field === undefined) return;
    if ('words' in kind && 'codes' in field) field.codes[row] = codeOf(field, kind.words(deal));
    if ('number' in kind && 'numbers' in field)
      field.numbers[row] = kind.number(deal) ?? Number.NaN;
  });
}

/** Words of a deal are alike when they share one: owners may be on several teams, and lists have several choices. */
function codeOf(
  { words, known }: Extract<DealField, { readonly codes: Int32Array }>,
  set: readonly string[],
): number {
  if (set.length === 0) return -1;
  const text = set.length === 1 ? (set[0] ?? '') : JSON.stringify(set);
  const code = known.get(text) ?? words.length;
  if (code === words.length) {
    known.set(text, code);
    words.push(set);
  }
  return code;
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
