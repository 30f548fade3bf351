import { lanes } from './deal.ts';
import type { Bubble, Placed } from './place.ts';

/** Finding bubbles: under a pointer, and from one to the next by keyboard. */

type Point = { readonly x: number; readonly y: number };

/**
 * What a pointer means: the smallest bubble that it is in (large ones are painted below), else the nearest whose edge
 * is within reach (pixels). `sorted` is sorted by x, which leaves a strip to look at.
 */
export function pointedAt(
  sorted: readonly Placed[],
  at: Point,
  { reach, mostRadius }: { readonly reach: number; readonly mostRadius: number },
): Placed | null {
  let inside: Placed | null = null;
  let near: Placed | null = null;
  let distance = reach;
  for (
    let place = firstFrom(sorted, at.x - mostRadius - reach);
    place < sorted.length;
    place += 1
  ) {
    const one = sorted[place];
    if (one === undefined || one.x > at.x + mostRadius + reach) break;
    const toCentre = Math.hypot(one.x - at.x, one.bubble.y - at.y);
    if (toCentre <= one.bubble.r) {
      // Among equals the later one is painted above.
      if (inside === null || one.bubble.r <= inside.bubble.r) inside = one;
    } else if (toCentre - one.bubble.r < distance) {
      near = one;
      distance = toCentre - one.bubble.r;
    }
  }
  return inside !== null && !(near !== null && isSpeck(near, inside)) ? inside : near;
}

/** From left to right; among equals as they are painted. */
export function sortedByX(placed: readonly Placed[]): readonly Placed[] {
  return [...placed].sort((a, b) => a.x - b.x);
}

/** The way of the arrow keys: past their date, by date, without one; on one day the healthiest first. */
export function walkOrder(bubbles: readonly Bubble[]): readonly Bubble[] {
  return [...bubbles].sort(
    (a, b) =>
      lanes.indexOf(a.lane) - lanes.indexOf(b.lane) ||
      (a.day ?? 0) - (b.day ?? 0) ||
      a.y - b.y ||
      (a.deal.id < b.deal.id ? -1 : 1),
  );
}

/** The bubble above or below another that is seen: near in health, nearer still in date; null at the end. */
export function neighbour(
  placed: readonly Placed[],
  from: Placed,
  direction: 'up' | 'down',
): Placed | null {
  const sign = direction === 'up' ? -1 : 1;
  let best: Placed | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const one of placed) {
    const dy = (one.bubble.y - from.bubble.y) * sign;
    if (dy < 0.5) continue;
    // Sideways counts double: who goes up wants to stay at the date.
    const cost = dy + 2 * Math.abs(one.x - from.x);
    if (cost < least) [best, least] = [one, cost];
  }
  return best;
}

/** A bubble that can hardly be hit, beside one that is hard to miss. */
function isSpeck(small: Placed, large: Placed): boolean {
  return small.bubble.r < 5 && large.bubble.r > 3 * small.bubble.r;
}

function firstFrom(sorted: readonly Placed[], x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
