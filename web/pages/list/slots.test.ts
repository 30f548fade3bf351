import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assigned, noSlots } from './slots.ts';

const all = Number.POSITIVE_INFINITY;
const range = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, n) => first + n);

describe('the elements of a list', () => {
  it('show the rows in their order at first', () => {
    expect(assigned(noSlots, range(0, 4), all).rows).toEqual([0, 1, 2, 3]);
  });

  it('are used again for rows that come into view, and others stay as they are', () => {
    const before = assigned(noSlots, range(0, 4), all);
    expect(assigned(before, range(2, 6), all).rows).toEqual([4, 5, 2, 3]);
  });

  it('take in only so many at once, until all are there', () => {
    const before = assigned(noSlots, range(0, 4), all);
    const one = assigned(before, range(10, 14), 3);
    expect(one.rows).toEqual([10, 11, 12, null]);
    expect(assigned(one, range(10, 14), 3).rows).toEqual([10, 11, 12, 13]);
  });

  it('show exactly the rows that are wanted, each once, wherever one scrolls', () => {
    const shown = fc.uniqueArray(fc.nat(60), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(shown, { maxLength: 8 }), (steps) => {
        let slots = noSlots;
        for (const step of steps) {
          const before = slots;
          slots = assigned(slots, step, all);
          const there = slots.rows.filter((row) => row !== null);
          expect(there.toSorted()).toEqual(step.toSorted());
          before.rows.forEach((row, slot) => {
            if (row !== null && step.includes(row)) expect(slots.rows[slot]).toBe(row);
          });
        }
        const most = Math.max(0, ...steps.map(({ length }) => length));
        expect(slots.rows.length).toBe(most);
      }),
    );
  });
});
