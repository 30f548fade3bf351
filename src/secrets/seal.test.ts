import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../model/problem.ts';
import { keyOf, newKey, open, seal } from './seal.ts';

const key = newKey();
const name = 'source:mail:password';

describe('a sealed secret', () => {
  it('opens with its key, for what it belongs to, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, belongsTo) => {
        expect(open(seal(text, belongsTo, key), belongsTo, [newKey(), key])).toBe(text);
      }),
    );
  });

  it('opens nowhere else', () => {
    const sealed = seal('open sesame', name, key);
    expect(() => open(sealed, 'source:calendar:password', [key])).toThrow(code('secret_damaged'));
  });

  it('does not open when any bit of it was changed', () => {
    const sealed = seal('open sesame', name, key);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(changed, name, [key]), `bit ${bit}`).toThrow(
        code(bit < 64 ? 'key_unknown' : 'secret_damaged'),
      );
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => open(sealed.subarray(0, length), name, [key])).toThrow(code('secret_damaged'));
  });

  it('is never the same twice and shows nothing of the secret', () => {
    const all = Array.from({ length: 1000 }, () => seal('open sesame', name, key));
    expect(new Set(all.map((sealed) => sealed.subarray(8, 20).toString('hex'))).size).toBe(1000);
    expect(all.every((sealed) => !sealed.includes('sesame'))).toBe(true);
    expect(all.every((sealed) => !sealed.includes(key.bytes))).toBe(true);
  });

  it('needs its key', () => {
    expect(() => open(seal('open sesame', name, key), name, [newKey()])).toThrow(
      code('key_unknown'),
    );
  });
});

describe('a key', () => {
  it('is read as base64 of 32 bytes, and has the same id wherever it is', () => {
    expect(keyOf(key.bytes.toString('base64'), 'RAPPORT_KEY')).toEqual(key);
    expect(newKey().id).not.toBe(key.id);
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['nothing', ''],
    ['too short', Buffer.alloc(31, 7).toString('base64')],
    ['too long', Buffer.alloc(33, 7).toString('base64')],
    ['not base64', `${'$'.repeat(43)}=`],
    ['with a blank', ` ${Buffer.alloc(32, 7).toString('base64')}`],
  ])('is refused and not shown: %s', (_, text) => {
    const problem = thrownBy(() => keyOf(text, 'RAPPORT_KEY'));
    expect(problem).toMatchObject({ code: 'key_invalid', field: 'RAPPORT_KEY' });
    if (text !== '') expect(JSON.stringify({ ...problem, m: problem.message })).not.toContain(text);
  });
});

function code(expected: string) {
  return expect.objectContaining({ code: expected });
}

function thrownBy(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
