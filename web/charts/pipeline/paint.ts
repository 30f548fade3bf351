import type { Grade } from '../../../src/model/vocabulary.ts';
import { gradeColours, gradePaths } from '../../parts/grade-shape.tsx';
import { type Look, looks } from './deal.ts';
import type { Placed } from './place.ts';

/** Painting the bubbles on a canvas, where thousands of them cost a few milliseconds. */

/** The colour of each look, as CSS variables: for elements. */
export const lookColours: Readonly<Record<Look, string>> = {
  ...gradeColours,
  pending: 'var(--kindEmail)',
  none: 'var(--gradeNone)',
};

/** How dark a bubble is filled; the excellent are dark, those without a health hollow. */
const lookFills: Readonly<Record<Look, number>> = {
  excellent: 0.42,
  good: 0.17,
  fair: 0.22,
  poor: 0.2,
  pending: 0.13,
  none: 0,
};

/** The dashes of an outline. */
export const lookDashes: Readonly<Record<Look, readonly number[]>> = {
  excellent: [],
  good: [],
  fair: [],
  poor: [],
  pending: [3.5, 2.5],
  none: [],
};

export type Palette = Readonly<Record<Look, string>>;

/** The colours of the looks as they are where an element stands: a canvas knows no CSS variables. */
export function paletteAt(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (look: Look) =>
    style.getPropertyValue(lookColours[look].replace(/^var\((--\w+)\)$/, '$1')).trim() || '#888';
  const [excellent, good, fair, poor, pending, none] = looks.map(colour);
  const rest = '#888';
  return {
    excellent: excellent ?? rest,
    good: good ?? rest,
    fair: fair ?? rest,
    poor: poor ?? rest,
    pending: pending ?? rest,
    none: none ?? rest,
  };
}

/** Stamps of bubbles; each look and size is drawn once. */
export type Stamps = (look: Look, r: number) => HTMLCanvasElement;

/** Stamps in a palette for a number of device pixels per pixel. */
export function stampsFor(palette: Palette, ratio: number): Stamps {
  const kept = new Map<string, HTMLCanvasElement>();
  return (look, r) => {
    const size = Math.round(r * 4) / 4;
    const key = `${look} ${size}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const stamp = draw(look, size, { colour: palette[look], ratio });
    kept.set(key, stamp);
    return stamp;
  };
}

type Paper = {
  readonly stamps: Stamps;
  readonly ratio: number;
  /** Pixels of the chart that lie left of the canvas. */
  readonly left: number;
};

/** Paints the bubbles; `placed` has the large ones first. What does not lie on the canvas is left out. */
export function paint(
  context: CanvasRenderingContext2D,
  placed: readonly Placed[],
  { stamps, ratio, left }: Paper,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  for (const { bubble, x } of placed) {
    const stamp = stamps(bubble.look, bubble.r);
    // Whole device pixels: between them a stamp would blur.
    const at = Math.round((x - left) * ratio - stamp.width / 2);
    context.drawImage(stamp, at, Math.round(bubble.y * ratio - stamp.height / 2));
  }
}

/** From this radius on the sign of the grade stands within the bubble; below it is the bubble. */
const signFrom = 7;
const signSize = 8;

type Ink = { readonly colour: string; readonly ratio: number };

function draw(look: Look, r: number, { colour, ratio }: Ink): HTMLCanvasElement {
  const stamp = document.createElement('canvas');
  const box = Math.ceil((2 * r + 4) * ratio);
  stamp.width = box;
  stamp.height = box;
  const context = stamp.getContext('2d');
  if (context === null) return stamp;
  context.translate(box / 2, box / 2);
  context.scale(ratio, ratio);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  const grade = look === 'pending' || look === 'none' ? null : look;
  if (grade === null || r >= signFrom) {
    context.beginPath();
    context.arc(0, 0, Math.max(1, r - 0.75), 0, 2 * Math.PI);
    context.globalAlpha = lookFills[look];
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = look === 'excellent' ? 2 : 1.4;
    // Around a small bubble long dashes would be two lines.
    context.setLineDash(lookDashes[look].map((dash) => Math.min(dash, Math.max(1.5, r / 3))));
    context.stroke();
  }
  if (grade !== null) sign(context, grade, r >= signFrom ? signSize : 2.1 * r);
  return stamp;
}

function sign(context: CanvasRenderingContext2D, grade: Grade, size: number): void {
  context.globalAlpha = 0.9;
  context.scale(size / 12, size / 12);
  context.translate(-6, -6);
  context.fill(new Path2D(gradePaths[grade]));
}
