import type { Lane } from './deal.ts';

/** The places of the chart's parts in pixels: everything that depends on its size, and on nothing that moves. */
export type Frame = {
  readonly width: number;
  readonly height: number;
  /** The grades' names and limits stand left of it. */
  readonly gutter: number;
  readonly top: number;
  /** Where the plot ends and the strip of dates begins. */
  readonly bottom: number;
  /** Room around the outermost bubbles, so that none is cut off. */
  readonly pad: number;
  readonly lanes: Readonly<Record<Lane, Span | null>>;
};

/** From left to right. */
export type Span = { readonly from: number; readonly to: number };

/** In pixels; `longest` is the number of letters of the longest grade, whose name stands left of the plot. */
export type Size = { readonly width: number; readonly height: number; readonly longest: number };

const [head, strip, gap] = [30, 44, 8];

/**
 * Divides the chart: deals past their date on the left, those without one on the right, each only when there are any
 * and as wide as its share, and the dates between.
 */
export function frameOf(
  { width, height, longest }: Size,
  counts: Readonly<Record<Lane, number>>,
  mostRadius: number,
): Frame {
  const gutter = width < 560 ? 30 : Math.max(46, 15 + 6.3 * longest);
  const room = Math.max(1, width - gutter);
  const all = counts.past + counts.dated + counts.undated;
  const laneWidth = (count: number) => {
    if (count === 0) return 0;
    const least = Math.max(width < 560 ? 68 : 76, 2 * mostRadius + 14);
    const most = room * (counts.dated === 0 ? 0.6 : 0.28);
    return Math.min(Math.max(least, (room * count) / all / 1.5), most);
  };
  const [past, undated] = [laneWidth(counts.past), laneWidth(counts.undated)];
  return {
    width,
    height,
    gutter,
    top: head,
    bottom: height - strip,
    pad: mostRadius + 3,
    lanes: {
      past: past === 0 ? null : { from: gutter, to: gutter + past },
      dated: {
        from: gutter + (past === 0 ? 0 : past + gap),
        to: Math.max(gutter + 1, width - (undated === 0 ? 0 : undated + gap)),
      },
      undated: undated === 0 ? null : { from: width - undated, to: width },
    },
  };
}

/** The y (pixels) of a health from 0 to 100; both ends leave room for the largest bubble. */
export function yOf(score: number, { top, bottom, pad }: Frame): number {
  return bottom - pad - (score / 100) * (bottom - top - 2 * pad);
}
