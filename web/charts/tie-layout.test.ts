import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRoom, type TieLink, type TieNode, tieLayout } from './tie-layout.ts';

function graph(theirs: number, ours: number) {
  const nodes: TieNode[] = [
    ...Array.from({ length: theirs }, (_, n): TieNode => ({ key: `c${n}`, side: 'them' })),
    ...Array.from({ length: ours }, (_, n): TieNode => ({ key: `u${n}`, side: 'us' })),
  ];
  const links = Array.from({ length: ours }, (_, n): TieLink => {
    return { from: `u${n}`, to: `c${n % theirs}`, strength: ((n * 37) % 99) + 1 };
  });
  return { nodes, links };
}

describe('the places of a tie graph', () => {
  const sizes = fc.record({
    theirs: fc.integer({ min: 1, max: 6 }),
    ours: fc.integer({ min: 0, max: 10 }),
    width: fc.integer({ min: 280, max: 1200 }),
  });

  it('lie in the box, with room for a name, and are the same every time', () => {
    fc.assert(
      fc.property(sizes, ({ theirs, ours, width }) => {
        const box = { width, height: 360 };
        const places = tieLayout(graph(theirs, ours), box);
        expect(places.size).toBe(theirs + ours);
        for (const { x, y } of places.values()) {
          expect(x).toBeGreaterThanOrEqual(nodeRoom.x - 0.01);
          expect(x).toBeLessThanOrEqual(width - nodeRoom.x + 0.01);
          expect(y).toBeGreaterThanOrEqual(nodeRoom.y - 0.01);
          expect(y).toBeLessThanOrEqual(360 - nodeRoom.y + 0.01);
        }
        expect([...tieLayout(graph(theirs, ours), box)]).toEqual([...places]);
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('do not lie upon one another where there is room', () => {
    for (const [theirs, ours] of [
      [1, 1],
      [1, 8],
      [3, 6],
      [5, 8],
    ] as const) {
      const places = [...tieLayout(graph(theirs, ours), { width: 640, height: 400 }).values()];
      places.forEach((a, n) => {
        for (const b of places.slice(n + 1))
          expect(Math.hypot(a.x - b.x, a.y - b.y), `${theirs} ${ours}`).toBeGreaterThan(40);
      });
    }
  });
});
