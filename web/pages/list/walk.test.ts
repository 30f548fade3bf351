import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAfter } from './walk.ts';

const extent = { rows: 100, columns: 5, seen: 10 };
const led = (row: number, column: number, key: string, whole = false) =>
  placeAfter({ row, column }, { key, whole }, extent);

describe('keys in a grid', () => {
  it('lead to the neighbours, and into the heading', () => {
    expect(led(3, 2, 'ArrowDown')).toEqual({ row: 4, column: 2 });
    expect(led(0, 2, 'ArrowUp')).toEqual({ row: -1, column: 2 });
    expect(led(3, 4, 'ArrowRight')).toEqual({ row: 3, column: 4 });
  });

  it('lead a screen further, and to the ends', () => {
    expect(led(3, 2, 'PageDown')).toEqual({ row: 13, column: 2 });
    expect(led(3, 2, 'PageUp')).toEqual({ row: 0, column: 2 });
    expect(led(3, 2, 'End')).toEqual({ row: 3, column: 4 });
    expect(led(3, 2, 'End', true)).toEqual({ row: 99, column: 4 });
    expect(led(3, 2, 'Home', true)).toEqual({ row: 0, column: 0 });
  });

  it('never lead out of it', () => {
    const key = fc.constantFrom('ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End');
    fc.assert(
      fc.property(
        fc.integer({ min: -1, max: 99 }),
        fc.nat(4),
        key,
        fc.boolean(),
        (row, column, name, whole) => {
          const next = led(row, column, name, whole);
          expect(next?.row).toBeGreaterThanOrEqual(-1);
          expect(next?.row).toBeLessThan(100);
          expect(next?.column).toBeGreaterThanOrEqual(0);
          expect(next?.column).toBeLessThan(5);
        },
      ),
    );
    expect(led(3, 2, 'a')).toBeNull();
  });
});
