/**
 * Similar won deals for somebody who looks at a deal (spec §8). Only deals whose figures the reader may see are listed and
 * compared with; the database says which. Weights are learned from all closed deals: they say how much a field tells, and
 * nothing of a deal. Ranges, by which numbers are apart, are those of the deals that the reader may see.
 */

import type { Identity } from '../../access/identity.ts';
import type { ReadAs } from '../../access/reading.ts';
import type { DealTable } from '../../analytics/deal-table.ts';
import { type DealWeights, withRangesAmong } from '../../analytics/deal-weights.ts';
import { isListedAt, isOpenAt, type RecordEntry } from '../../analytics/records.ts';
import {
  activityCurve,
  atSameAge,
  type Compared,
  type CurvePoint,
  dealFigures,
} from '../../analytics/same-age.ts';
import {
  nearestDeals,
  type SimilarDeal,
  type SimilarDeals,
  similarDeals,
} from '../../analytics/similar.ts';
import { dayMs } from '../../analytics/zone.ts';
import type { Database } from '../../db/pool.ts';
import type { Deals, KnownDeals } from '../../facts/deals.ts';
import type { OrganizationState } from '../../facts/organization.ts';
import { readableMembers } from '../../facts/own-records.ts';
import { loadRecords, type RecordHead } from '../../facts/records.ts';
import { readSnapshot } from '../../facts/snapshot.ts';
import { assertReadable, notYet, unknownRecord } from './record.ts';

export type SimilarAsked = OrganizationState & {
  readonly record: { readonly key: number; readonly id: string };
  readonly asOf: number;
  /** How many won and how many lost ones. */
  readonly count: number;
};

export type SimilarTools = {
  readonly database: Database;
  readonly readAs: ReadAs;
  readonly deals: KnownDeals;
  readonly who: Identity;
};

/** A listed deal with what made it alike, as it was when it was found. */
export type ListedDeal = {
  readonly key: number;
  readonly distance: number | null;
  readonly compared: readonly ComparedField[];
};

export type ComparedField = {
  readonly field: string;
  readonly distance: number;
  readonly own: FieldValue;
  readonly its: FieldValue;
};

/** A number, or words; of `ownerTeam` the keys of the teams. */
export type FieldValue = number | readonly string[];

export type FoundSimilar = {
  /** When the deal itself was created; null: not known. */
  readonly createdAt: number | null;
  readonly isOpen: boolean;
  readonly isStandIn: boolean;
  readonly weights: DealWeights;
  readonly won: readonly ListedDeal[];
  readonly lost: readonly ListedDeal[];
  /** Of the listed deals by key, as the reader may see them. */
  readonly heads: ReadonlyMap<number, RecordHead>;
};

/**
 * The won and lost deals that are most like one; none when it was closed by then. Throws a Problem when the reader may not
 * see its figures, or it was not there yet.
 */
export async function findSimilar(asked: SimilarAsked, tools: SimilarTools): Promise<FoundSimilar> {
  const { key, id } = asked.record;
  const { readAs, deals: known, who } = tools;
  const members = await readAs(who, async (session) => {
    await assertReadable(session, key, { type: 'opportunity', id });
    return readableMembers(session);
  });
  // NOTE: within no transaction of the reader: whoever asks first of all waits until all deals are read.
  const found = foundIn(await known(asked.settings), asked, members);
  const keys = [...found.won, ...found.lost].map((deal) => deal.key);
  const heads = keys.length === 0 ? [] : await readAs(who, (session) => loadRecords(session, keys));
  const shown = new Map(heads.map((head) => [head.key, head]));
  const isShown = (deal: ListedDeal) => shown.has(deal.key);
  return {
    ...found,
    won: found.won.filter(isShown),
    lost: found.lost.filter(isShown),
    heads: shown,
  };
}

/** NOTE: not to be awaited in: the deals are those of this instant. */
function foundIn(
  deals: Deals,
  { record: { key, id }, asOf, count }: SimilarAsked,
  members: readonly number[] | null,
): Omit<FoundSimilar, 'heads'> {
  const row = deals.rowOf(key);
  const deal = row === undefined ? undefined : deals.table.deals[row];
  if (row === undefined || deal === undefined) throw unknownRecord('opportunity', id);
  const { createdAt, closedAt } = deal;
  const entry = {
    type: 'opportunity',
    createdAt,
    closedAt,
    isOpen: deal.status === 'open',
  } as const;
  if (!isListedAt(entry, asOf)) throw notYet(entry, asOf);
  if (!isOpenAt(entry, asOf)) {
    const weights = deals.weightsAt(asOf);
    return { createdAt, isOpen: false, isStandIn: false, weights, won: [], lost: [] };
  }
  const { won, lost, isStandIn, weights } = similarIn(deals, { row, asOf, count, members });
  const listed = (one: SimilarDeal): ListedDeal => ({
    key: deals.table.deals[one.row]?.key ?? -1,
    distance: one.distance,
    compared: one.compared.map((field) => ({
      ...field,
      own: valueIn(deals.table, field.field, row),
      its: valueIn(deals.table, field.field, one.row),
    })),
  });
  return {
    createdAt,
    isOpen: true,
    isStandIn,
    weights,
    won: won.map(listed),
    lost: lost.map(listed),
  };
}

/** What a deal has in a field: money as money, not as its logarithm. */
function valueIn({ deals, fields }: DealTable, name: string, row: number): FieldValue {
  const deal = deals[row];
  const field = fields.find((one) => one.name === name);
  if (deal === undefined || field === undefined) return [];
  if (name === 'estimatedValue') return deal.value ?? 0;
  if ('numbers' in field) return field.numbers[row] ?? 0;
  return field.words[field.codes[row] ?? -1] ?? [];
}

function similarIn(
  deals: Deals,
  {
    row,
    asOf,
    count,
    members,
  }: {
    readonly row: number;
    readonly asOf: number;
    readonly count: number;
    readonly members: readonly number[] | null;
  },
): SimilarDeals {
  const { table, ofMembers, weightsAt } = deals;
  const weights = weightsAt(asOf);
  if (members === null) return similarDeals(table, { row, asOf, count }, weights);
  const among = ofMembers(members);
  return similarDeals(
    table,
    { row, asOf, count, among },
    withRangesAmong(weights, table, { asOf, among }),
  );
}

export type AtSameAge = {
  /** By name as in `dealFigures`; without the score while the organisation does not show it. */
  readonly measures: ReadonlyMap<string, Compared>;
  readonly curve: readonly CurvePoint[];
  /** The figures of a listed deal when it was as old, and when that was; null: its creation is not known. */
  readonly figuresOf: (
    key: number,
  ) => { readonly at: number; readonly figures: ReadonlyMap<string, number | null> } | null;
};

/** The deal beside the won ones at the same age; null when its creation is not known or there is nothing to compare with. */
export async function besideSimilar(
  { record: { key }, asOf, organization, settings }: SimilarAsked,
  { heads, won }: FoundSimilar,
  { database }: Pick<SimilarTools, 'database'>,
): Promise<AtSameAge | null> {
  if (heads.size === 0) return null;
  const { timeZone } = organization;
  const snapshot = await readSnapshot(database, [key, ...heads.keys()], { asOf, timeZone });
  const byKey = new Map(snapshot.heads.map((head) => [head.key, head]));
  const record = byKey.get(key);
  if (record === undefined || record.createdAt === null) return null;
  const { createdAt } = record;
  const similar = won.flatMap((deal) => byKey.get(deal.key) ?? []);
  const question = { deal: { record, createdAt }, similar, asOf };
  const figures = remembered(dealFigures(snapshot, { timeZone, settings }));
  const measures = new Map(atSameAge(question, figures));
  if (!settings.showHealth) measures.delete('score');
  return {
    measures,
    curve: activityCurve(snapshot, question),
    figuresOf: (other) => {
      const its = byKey.get(other);
      if (its === undefined || its.createdAt === null) return null;
      const at = Math.min(asOf, its.createdAt + asOf - createdAt);
      return { at, figures: figures(its, at) };
    },
  };
}

type FiguresAt = (record: RecordEntry, at: number) => ReadonlyMap<string, number | null>;

/** Each deal is asked twice about the same instant: for the median, and for its own line. */
function remembered(figuresAt: FiguresAt): FiguresAt {
  const known = new Map<string, ReadonlyMap<string, number | null>>();
  return (record, at) => {
    const name = `${record.key} ${at}`;
    const figures = known.get(name) ?? figuresAt(record, at);
    known.set(name, figures);
    return figures;
  };
}

/**
 * Every figure of an open deal beside similar won deals at the same age, by name as in `dealFigures`: what the sentences
 * on a record's page say (spec §14). Null when it is closed, or when no deal is like it: the latest won deals, which stand
 * in on the widget, are not called similar.
 */
export async function comparedWithSimilar(
  asked: Omit<SimilarAsked, 'count'> & { readonly count?: number },
  tools: SimilarTools,
): Promise<ReadonlyMap<string, Compared> | null> {
  const question = { ...asked, count: asked.count ?? nearestDeals };
  const similar = await findSimilar(question, tools);
  if (!similar.isOpen || similar.isStandIn || similar.won.length === 0) return null;
  return (await besideSimilar(question, similar, tools))?.measures ?? null;
}

/** Days since a deal was created; null: its creation is not known. */
export function ageInDays({ createdAt }: FoundSimilar, asOf: number): number | null {
  return createdAt === null ? null : (asOf - createdAt) / dayMs;
}
