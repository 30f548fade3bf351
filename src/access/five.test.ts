import { describe, expect, it } from 'vitest';
import { enoughPeople } from './five.ts';

describe('a sum over people of ours outside of one record', () => {
  it.each([
    [0, false],
    [1, false],
    [4, false],
    [5, true],
    [500, true],
  ])('of %i is shown: %s', (people, isShown) => {
    expect(enoughPeople(people)).toBe(isShown);
  });
});
