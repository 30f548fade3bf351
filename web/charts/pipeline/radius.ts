/** How large bubbles are, in pixels. */
export type Radii = { readonly least: number; readonly most: number };

/**
 * The radii that a plot of that width (pixels) has room for: smaller where there are many bubbles or little width, so
 * that neighbours can be told apart. The fifth root keeps 60 bubbles at their largest and 5,000 visible.
 */
export function radiiFor(width: number, count: number): Radii {
  const crowd = Math.min(1, (60 / Math.max(1, count)) ** 0.2);
  const most = Math.max(8, (width < 560 ? 20 : 27) * crowd);
  return { least: Math.max(2.5, most * 0.16), most };
}

/**
 * The radius for a value, so that areas are as the values are; the greatest of `worths` is the largest. What is
 * missing, not above 0, or too small to be seen is a smallest bubble.
 */
export function radiusScale(
  worths: readonly (number | null)[],
  { least, most }: Radii,
): (worth: number | null) => number {
  const greatest = worths.reduce<number>((max, worth) => Math.max(max, worth ?? 0), 0);
  if (greatest <= 0) return () => least;
  return (worth) => Math.max(least, most * Math.sqrt(Math.max(0, worth ?? 0) / greatest));
}

/** One or two round values that explain the areas: near the greatest and about a tenth of it; none without values. */
export function sampleWorths(worths: readonly (number | null)[]): readonly number[] {
  const greatest = worths.reduce<number>((max, worth) => Math.max(max, worth ?? 0), 0);
  if (greatest <= 0) return [];
  const large = roundedDown(greatest);
  return [roundedDown(large / 8), large];
}

function roundedDown(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const digit = [5, 2, 1].find((one) => one * unit <= value) ?? 1;
  return digit * unit;
}
