import { describe, expect, it } from 'vitest';
import { createSeen } from './seen.ts';

describe('the ids an import has met', () => {
  it('are told apart by the ten thousand, with what they said first', () => {
    const seen = createSeen();
    const ids = Array.from({ length: 20_000 }, (_, index) => `activity ${index}`);
    expect(ids.filter((id) => seen.meet(id, 'first') !== 'new')).toEqual([]);
    expect(ids.filter((id) => seen.meet(id, 'first') !== 'same')).toEqual([]);
    expect(seen.meet('activity 7', 'second')).toBe('other');
    expect(seen.meet('activity 7', 'first')).toBe('same');
  });
});
