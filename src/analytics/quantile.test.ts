import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile, quartilesOf } from './quantile.ts';

describe('the quartiles of values in any order', () => {
  it('are those of the values in order', () => {
    const value = fc
      .oneof(fc.integer({ min: 0, max: 3 }), fc.double({ noNaN: true }))
      .map((one) => one + 0);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (values) => {
        const sorted = Float64Array.from(values).sort();
        expect(quartilesOf(Float64Array.from(values))).toEqual(
          [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)),
        );
      }),
    );
  });
});
