import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorAt } from './json-error.ts';
import { parsedJson } from './ndjson.ts';

describe('where a text stops being JSON', () => {
  it.each([
    ['{"a":tru}', 5],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['[1,2', 4],
    ['[1 2]', 3],
    ['{"a":"x\ny"}', 5],
    ['{} x', 3],
    ['', 0],
  ])('%j stops at %i', (text, offset) => {
    expect(jsonErrorAt(text)).toBe(offset);
  });

  it('is its end for every JSON, and never beyond the cut of a JSON that was cut', () => {
    fc.assert(
      fc.property(fc.object(), fc.nat(), (value, cut) => {
        const text = JSON.stringify(value);
        expect(jsonErrorAt(text)).toBe(text.length);
        const part = text.slice(0, cut % text.length);
        expect(parsedJson(part)).toBeUndefined();
        expect(jsonErrorAt(part)).toBeLessThanOrEqual(part.length);
      }),
    );
  });
});
