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

/**
 * The quartiles of values in any order, which are moved about: as `quantile` of them in order, by Hoare's selection
 * (1961), which puts in place no more than is asked for.
 */
export function quartilesOf(values: Float64Array): readonly [number, number, number] {
  const places = [0.25, 0.5, 0.75].flatMap((share) => {
    const place = Math.floor((values.length - 1) * share);
    return [place, place + 1];
  });
  put(values, places, { from: 0, until: values.length - 1 });
  const at = (share: number) => quantile(values, share) ?? 0;
  return [at(0.25), at(0.5), at(0.75)];
}

/** Puts the values of some places where they stood in order; ends included. */
function put(
  values: Float64Array,
  places: readonly number[],
  { from, until }: { readonly from: number; readonly until: number },
): void {
  const wanted = places.filter((place) => place >= from && place <= until);
  if (from >= until || wanted.length === 0) return;
  const pivot = values[(from + until) >> 1] ?? 0;
  let [low, high] = [from, until];
  while (low <= high) {
    while ((values[low] ?? 0) < pivot) low += 1;
    while ((values[high] ?? 0) > pivot) high -= 1;
    if (low > high) break;
    const value = values[low] ?? 0;
    values[low] = values[high] ?? 0;
    values[high] = value;
    low += 1;
    high -= 1;
  }
  put(values, wanted, { from, until: high });
  put(values, wanted, { from: low, until });
}
