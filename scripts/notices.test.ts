import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notices } from './notices.ts';

describe('the third-party notices', () => {
  it('name every package that the server and the page use (npm run notices writes them)', () => {
    const file = join(import.meta.dirname, '..', 'THIRD-PARTY-NOTICES.md');
    expect(readFileSync(file, 'utf8')).toBe(notices());
  });
});
