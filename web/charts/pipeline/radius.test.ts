import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radiiFor, radiusScale, sampleWorths } from './radius.ts';

const radii = { least: 3, most: 30 };

describe('the size of a bubble', () => {
  it('is as its value is, by area', () => {
    const radius = radiusScale([100, 400, 1600], radii);
    expect([radius(1600), radius(400), radius(100)]).toEqual([30, 15, 7.5]);
  });

  it('is the smallest for a value that is missing, nothing, or too small to be seen', () => {
    const radius = radiusScale([null, 0, 1, 1_000_000], radii);
    expect([radius(null), radius(0), radius(-5), radius(1)]).toEqual([3, 3, 3, 3]);
    expect(radiusScale([null, null], radii)(null)).toBe(3);
    expect(radiusScale([], radii)(7)).toBe(3);
  });

  it('never leaves its limits and never shrinks as the value grows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { minLength: 2 }), (values) => {
        const radius = radiusScale(values, radii);
        const sizes = [...values].sort((a, b) => a - b).map(radius);
        expect(sizes.every((r) => r >= radii.least && r <= radii.most + 1e-9)).toBe(true);
        expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
      }),
    );
  });

  it('is smaller in a crowd and on a phone, and never too small to be seen', () => {
    expect(radiiFor(1000, 60).most).toBe(27);
    expect(radiiFor(1000, 5000).most).toBeLessThan(12);
    expect(radiiFor(360, 60).most).toBe(20);
    expect(radiiFor(360, 1e6)).toEqual({ least: 2.5, most: 8 });
  });

  it('is explained by round values that occur', () => {
    expect(sampleWorths([null, 840_000, 30_000])).toEqual([50_000, 500_000]);
    expect(sampleWorths([1_000])).toEqual([100, 1_000]);
    expect(sampleWorths([null, 0])).toEqual([]);
  });
});
