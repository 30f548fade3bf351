import { type Deal, heightOf, type Lane, type Look, laneOf, lanes, lookOf } from './deal.ts';
import { type Frame, yOf } from './frame.ts';
import { dayNumber, type View, xOf } from './view.ts';

/** A deal with everything of its place that does not move with the dates. */
export type Bubble = {
  readonly deal: Deal;
  readonly look: Look;
  readonly lane: Lane;
  /** Days since 1970; null without a close date. */
  readonly day: number | null;
  /** 0…1 across its lane, where it is in one. */
  readonly share: number;
  readonly y: number;
  readonly r: number;
};

/** A bubble where it stands now. */
export type Placed = { readonly bubble: Bubble; readonly x: number };

type Setting = {
  readonly today: string;
  readonly frame: Frame;
  readonly radius: (worth: number | null) => number;
};

/** How many of the deals are in each lane. */
export function laneCounts(deals: readonly Deal[], today: string): Readonly<Record<Lane, number>> {
  const counts = { past: 0, dated: 0, undated: 0 };
  for (const deal of deals) counts[laneOf(deal, today)] += 1;
  return counts;
}

/** The deals as bubbles, the largest first, so that it is painted below the smaller ones. */
export function bubblesOf(
  deals: readonly Deal[],
  { today, frame, radius }: Setting,
): readonly Bubble[] {
  const bubbles = deals.map((deal): Bubble => {
    const { health, estimatedCloseDate, worth } = deal;
    const day = estimatedCloseDate === null ? null : dayNumber(estimatedCloseDate);
    return {
      deal,
      look: lookOf(health),
      lane: laneOf(deal, today),
      day,
      share: 0.5,
      y: yOf(heightOf(health), frame),
      r: radius(worth),
    };
  });
  const spread = lanes.flatMap((lane) => {
    const inLane = bubbles.filter((bubble) => bubble.lane === lane);
    return lane === 'dated' ? inLane : spreadOut(inLane);
  });
  return spread.sort((a, b) => b.r - a.r);
}

/** The x (pixels) of a bubble's centre. */
export function xOfBubble({ lane, day, share, r }: Bubble, view: View, frame: Frame): number {
  if (lane === 'dated') return xOf(day ?? view.first, view, frame);
  const { from, to } = frame.lanes[lane] ?? { from: frame.gutter, to: frame.width };
  const room = Math.max(0, to - from - 2 * r - 8);
  return from + 4 + r + share * room;
}

/** The bubbles where they stand now, without those outside the dates that are seen; large ones first. */
export function placedOf(bubbles: readonly Bubble[], view: View, frame: Frame): readonly Placed[] {
  const span = frame.lanes.dated;
  return bubbles.flatMap((bubble) => {
    const x = xOfBubble(bubble, view, frame);
    const isOut =
      bubble.lane === 'dated' &&
      span !== null &&
      (x + bubble.r < span.from || x - bubble.r > span.to);
    return isOut ? [] : [{ bubble, x }];
  });
}

/** How many dated deals stand before and after the dates that are seen. */
export function outsideOf(bubbles: readonly Bubble[], { first, last }: View) {
  let [before, after] = [0, 0];
  for (const { lane, day } of bubbles) {
    if (lane !== 'dated' || day === null) continue;
    if (day < first - 1e-6) before += 1;
    if (day > last + 1e-6) after += 1;
  }
  return { before, after };
}

/**
 * Across a lane x means nothing, so it is used to keep bubbles of like height apart: by the golden ratio, which puts
 * each far from those just before it (as in the sunflower).
 */
function spreadOut(bubbles: readonly Bubble[]): readonly Bubble[] {
  return [...bubbles]
    .sort((a, b) => a.y - b.y || b.r - a.r || (a.deal.id < b.deal.id ? -1 : 1))
    .map((bubble, place) => ({ ...bubble, share: (0.5 + place * 0.618_033_988_75) % 1 }));
}
