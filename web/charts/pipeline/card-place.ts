import type { Frame } from './frame.ts';
import type { Placed } from './place.ts';

/** How wide the card of a deal is, in pixels. */
export const cardWidth = 248;

type Place = {
  readonly left: number;
  readonly top?: number;
  readonly bottom?: number;
};

const gap = 12;

/**
 * Where the card goes (pixels from the chart's edges): right of its bubble, left of it where the right has no room, and
 * where neither has (a phone) above or below it. It grows away from the nearer edge, so its height need not be known.
 */
export function cardPlace({ bubble: { y, r }, x }: Placed, { width, height }: Frame): Place {
  const isLow = y > height / 2;
  const right = x + r + gap;
  const left = x - r - gap - cardWidth;
  if (right + cardWidth <= width || left >= 0) {
    const beside = { left: right + cardWidth <= width ? right : left };
    return isLow
      ? { ...beside, bottom: Math.max(0, height - y - r - gap) }
      : { ...beside, top: Math.max(0, y - r - gap) };
  }
  const middle = Math.max(0, Math.min(width - cardWidth, x - cardWidth / 2));
  return isLow
    ? { left: middle, bottom: height - y + r + gap }
    : { left: middle, top: y + r + gap };
}
