import type { ListRow } from '../../../src/contract/list.ts';
import type { Grade } from '../../../src/model/vocabulary.ts';

/** One row of a list's view, as far as the pipeline tells it. */
export type Deal = {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly account: string | null;
  readonly estimatedValue: number | null;
  readonly currency: string | null;
  /** What areas are compared by: the value in the organisation's currency; null where there is none, or no rate. */
  readonly worth: number | null;
  readonly estimatedCloseDate: string | null;
  readonly health: ListRow['health'];
  readonly lastInteractionAt: string | null;
  readonly nextInteractionAt: string | null;
};

/** How a bubble is painted: by its grade, or because it has none. In the order of the legend. */
export const looks = ['excellent', 'good', 'fair', 'poor', 'pending', 'none'] as const;
export type Look = Grade | 'pending' | 'none';

/** Where a deal stands along the x axis: past its close date, at it, or nowhere. In the order from left to right. */
export const lanes = ['past', 'dated', 'undated'] as const;
export type Lane = (typeof lanes)[number];

/** A row of the list as a deal. */
export function dealOf(row: ListRow): Deal {
  const { record, worth, health, lastInteractionAt, nextInteractionAt } = row;
  return {
    id: record.id,
    name: record.name,
    owner: record.owner?.name ?? null,
    account: record.account?.name ?? null,
    estimatedValue: record.estimatedValue,
    currency: record.currency,
    worth,
    estimatedCloseDate: record.estimatedCloseDate,
    health,
    lastInteractionAt,
    nextInteractionAt,
  };
}

/** Whether a deal has a value that cannot be compared with others: its currency has no rate. */
export function lacksRate({ estimatedValue, worth }: Deal): boolean {
  return estimatedValue !== null && worth === null;
}

/** The look of a health: its grade while it is scored, `pending` while it is computed, else `none`. */
export function lookOf({ state, grade }: Deal['health']): Look {
  if (state === 'pending') return 'pending';
  return state === 'scored' && grade !== null ? grade : 'none';
}

/** The height (0–100) at which a health stands: pending at its last score, without one at 0. */
export function heightOf(health: Deal['health']): number {
  return lookOf(health) === 'none' ? 0 : (health.score ?? 0);
}

/** The lane of a deal, seen from a day. A deal that closes on the day itself is not past it. */
export function laneOf({ estimatedCloseDate }: Deal, today: string): Lane {
  if (estimatedCloseDate === null) return 'undated';
  return estimatedCloseDate < today ? 'past' : 'dated';
}
