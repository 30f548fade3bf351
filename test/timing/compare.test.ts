import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

describe('the comparison of times', () => {
  const around = (middle: number, spread: number) =>
    Array.from({ length: 2000 }, (_, n) => middle + spread * Math.sin(n * 7.3));

  it('lets pass what differs by less than 2 %, or less than chance does', () => {
    expect(compare(around(10, 0.001), around(10.15, 0.001)).isSame).toBe(true);
    expect(compare(around(10, 9), around(10.3, 9)).isSame).toBe(true);
  });

  it('sees 3 % between medians that are known better than that', () => {
    const compared = compare(around(10, 0.05), around(10.3, 0.05));
    expect(compared.isSame).toBe(false);
    expect(compared.difference).toBeCloseTo(0.029, 3);
    expect(compared.intervals[0][1]).toBeLessThan(compared.intervals[1][0]);
  });
});
