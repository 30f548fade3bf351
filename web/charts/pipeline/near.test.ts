import { describe, expect, it } from 'vitest';
import { neighbour, pointedAt, sortedByX, walkOrder } from './near.ts';
import type { Bubble, Placed } from './place.ts';
import { dealNamed } from './testing/deals.ts';

const reach = { reach: 8, mostRadius: 30 };

function at(
  id: string,
  [x, y, r]: readonly [number, number, number],
  more: Partial<Bubble> = {},
): Placed {
  const bubble = {
    deal: dealNamed(id),
    look: 'good',
    lane: 'dated',
    day: x,
    share: 0.5,
    y,
    r,
  } as const;
  return { bubble: { ...bubble, ...more }, x };
}
const idOf = (placed: Placed | null) => placed?.bubble.deal.id ?? null;

describe('what a pointer means', () => {
  const placed = sortedByX([
    at('large', [100, 100, 30]),
    at('small', [110, 100, 6]),
    at('speck', [85, 95, 2.5]),
    at('far', [300, 100, 10]),
  ]);

  it('is the small bubble on top of the large one', () => {
    expect(idOf(pointedAt(placed, { x: 112, y: 101 }, reach))).toBe('small');
    expect(idOf(pointedAt(placed, { x: 100, y: 120 }, reach))).toBe('large');
  });

  it('is the speck within reach, though the pointer is in the large one', () => {
    expect(idOf(pointedAt(placed, { x: 88, y: 99 }, reach))).toBe('speck');
  });

  it('is the nearest edge within reach, else nothing', () => {
    expect(idOf(pointedAt(placed, { x: 288, y: 106 }, reach))).toBe('far');
    expect(idOf(pointedAt(placed, { x: 200, y: 100 }, reach))).toBeNull();
    expect(idOf(pointedAt([], { x: 200, y: 100 }, reach))).toBeNull();
  });

  it('is the same as if every bubble had been looked at', () => {
    const many = Array.from({ length: 400 }, (_, n) =>
      at(`${n}`, [(n * 37) % 500, (n * 91) % 300, 6 + ((n * 13) % 24)]),
    );
    const sorted = sortedByX(many);
    for (let n = 0; n < 200; n += 1) {
      const point = { x: (n * 53) % 500, y: (n * 29) % 300 };
      const inside = many.filter(
        ({ x, bubble }) => Math.hypot(x - point.x, bubble.y - point.y) <= bubble.r,
      );
      const least = Math.min(...inside.map(({ bubble }) => bubble.r));
      const found = pointedAt(sorted, point, reach);
      if (inside.length > 0) expect(found?.bubble.r).toBe(least);
    }
  });
});

describe('from bubble to bubble by keyboard', () => {
  it('goes past their date, by date, without one, and the healthiest first on a day', () => {
    const bubbles = [
      at('undated', [0, 50, 5], { lane: 'undated', day: null }),
      at('b', [20, 80, 5]),
      at('a', [20, 40, 5]),
      at('first', [10, 90, 5]),
      at('past', [5, 10, 5], { lane: 'past' }),
    ].map(({ bubble }) => bubble);
    expect(walkOrder(bubbles).map(({ deal }) => deal.id)).toEqual([
      'past',
      'first',
      'a',
      'b',
      'undated',
    ]);
  });

  it('goes up and down to what is near in health and at the date', () => {
    const from = at('from', [100, 100, 5]);
    const placed = [
      from,
      at('above', [104, 60, 5]),
      at('aside', [160, 90, 5]),
      at('below', [90, 140, 5]),
    ];
    expect(idOf(neighbour(placed, from, 'up'))).toBe('above');
    expect(idOf(neighbour(placed, from, 'down'))).toBe('below');
    expect(idOf(neighbour([from], from, 'up'))).toBeNull();
  });
});
