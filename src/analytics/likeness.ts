/**
 * Whether a deal is much like deals that were won (spec §10): of the closed deals nearest to it more were won than of all
 * closed deals, by more than so few could show by chance.
 */

/** How many of some deals were won. */
export type WonShare = { readonly won: number; readonly of: number };

/** True when the lower end of the interval of the nearest deals' share lies above each of the other shares. */
export function isLikeWon(nearest: WonShare, others: readonly WonShare[]): boolean {
  const low = lowerEnd(nearest);
  return others.every(({ won, of }) => low > won / of);
}

/** The quantile of the normal distribution for an interval of 95 %. */
const z = 1.96;

/** The lower end of the 95 % interval of a share, by Wilson's score (1927), which holds for few deals as well. */
export function lowerEnd({ won, of }: WonShare): number {
  if (of === 0) return 0;
  const share = won / of;
  const square = (z * z) / of;
  const spread = z * Math.sqrt((share * (1 - share) + square / 4) / of);
  return Math.max(0, (share + square / 2 - spread) / (1 + square));
}
