import type { LedgerRow } from '../../src/contract/figures.ts';
import type { HealthChange, SettingsChanges, Timeline } from '../../src/contract/timeline.ts';
import { endOfDay } from '../days.ts';

/** One line of the timeline. */
export type TimelineEntry =
  | { readonly kind: 'activity'; readonly row: LedgerRow; readonly isToCome: boolean }
  | { readonly kind: 'health'; readonly change: HealthChange }
  | { readonly kind: 'settings'; readonly at: string };

type Given = {
  /** As they came, the latest first. */
  readonly pages: readonly Timeline[];
  readonly settingsChanges: SettingsChanges['changes'];
  readonly timeZone: string;
};

/**
 * What the pages of a timeline hold besides what is to come, as one list, latest first. A change of health stands at the
 * end of its day, above what happened on it. What is older than the last activity that has come waits for the next page.
 */
export function pastEntries({ pages, settingsChanges, timeZone }: Given): readonly TimelineEntry[] {
  const [first, last] = [pages[0], pages.at(-1)];
  if (first === undefined || last === undefined) return [];
  const asOf = Date.parse(first.asOf);
  const oldest = last.next === null ? undefined : last.past.at(-1)?.startsAt;
  const since = oldest === undefined ? Number.NEGATIVE_INFINITY : Date.parse(oldest);

  const placed: { readonly at: number; readonly entry: TimelineEntry }[] = [
    ...first.healthChanges.map((change) => ({
      at: Math.min(asOf, endOfDay(change.on, timeZone)),
      entry: { kind: 'health' as const, change },
    })),
    ...settingsChanges.map(({ at }) => ({
      at: Date.parse(at),
      entry: { kind: 'settings' as const, at },
    })),
    ...pages
      .flatMap(({ past }) => past)
      .map((row) => ({
        at: Date.parse(row.startsAt),
        entry: { kind: 'activity' as const, row, isToCome: false },
      })),
  ];
  return placed
    .filter(({ at }) => at >= since && at <= asOf)
    .sort((a, b) => b.at - a.at)
    .map(({ entry }) => entry);
}

/** What is to come, the farthest first, so that the next one stands above the present. */
export function upcomingEntries(
  { upcoming }: Pick<Timeline, 'upcoming'>,
  most: number,
): readonly TimelineEntry[] {
  return upcoming
    .slice(0, most)
    .reverse()
    .map((row) => ({ kind: 'activity' as const, row, isToCome: true }));
}

/** By what a line is told from the others. */
export function entryKey(entry: TimelineEntry): string {
  if (entry.kind === 'activity') return `activity ${entry.row.key}`;
  return entry.kind === 'health' ? `health ${entry.change.on}` : `settings ${entry.at}`;
}
