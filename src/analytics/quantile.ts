/**
 * The value below which a share of the values lies, between two of them in proportion (Hyndman and Fan 1996, type 7):
 * for one half the median of spec §5. `sorted` ascends; null without values.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const lower = sorted[below] ?? 0;
  const upper = sorted[below + 1] ?? lower;
  return lower + (upper - lower) * (place - below);
}
