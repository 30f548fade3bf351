import { describe, expect, it } from 'vitest';
import { nextSort, sortedBy } from './sorting.ts';

describe('a click on a column', () => {
  it('sorts figures largest first, then smallest first, and back', () => {
    expect(nextSort('estimatedValue', '-health.score')).toBe('-estimatedValue');
    expect(nextSort('estimatedValue', '-estimatedValue')).toBe('estimatedValue');
    expect(nextSort('estimatedValue', 'estimatedValue')).toBe('-estimatedValue');
  });

  it('sorts names from A to Z, then from Z to A', () => {
    expect(nextSort('name', '-health.score')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('name', '-name')).toBe('name');
  });

  it('is told to screen readers on that column alone', () => {
    expect(sortedBy('health.score', '-health.score')).toBe('descending');
    expect(sortedBy('health.score', 'health.score')).toBe('ascending');
    expect(sortedBy('name', '-health.score')).toBe('none');
  });
});
