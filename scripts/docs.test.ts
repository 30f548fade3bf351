import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kpisText } from './docs.ts';

describe('docs/kpis.md', () => {
  it('says what the sources compute (npm run docs writes it)', () => {
    const file = join(import.meta.dirname, '..', 'docs', 'kpis.md');
    expect(readFileSync(file, 'utf8')).toBe(kpisText());
  });
});
