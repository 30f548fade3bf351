import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

describe.each([
  ['SECURITY.md', { tests: 40, promises: 12 }],
  ['PRIVACY.md', { tests: 20, promises: 20 }],
] as const)('what %s promises', (file, least) => {
  const written = readFileSync(join(root, file), 'utf8');
  /** Tests that the text names, each with the sentence it quotes, if any. */
  const named = [...written.matchAll(/`((?:src|test)\/[\w./-]+\.test\.ts)`(?:: ([^|\n`]+))?/g)].map(
    ([, path = '', sentence = '']) => ({ path, sentence: sentence.split(';')[0]?.trim() ?? '' }),
  );

  it('is proved by tests that are there', () => {
    expect(named.length).toBeGreaterThan(least.tests);
    const missing = named.filter(({ path, sentence }) => {
      if (!existsSync(join(root, path))) return true;
      return !readFileSync(join(root, path), 'utf8').includes(sentence);
    });
    expect(missing).toEqual([]);
  });

  it('has a test for every promise', () => {
    const promises = /## What is promised\n([\s\S]*?)\n## /.exec(written)?.[1] ?? '';
    const rows = promises
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    expect(rows.length).toBeGreaterThan(least.promises);
    expect(rows.filter((row) => !/`[\w./-]+\.test\.ts`: \w/.test(row))).toEqual([]);
  });
});
