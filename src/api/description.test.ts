import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openApiText } from './description.ts';

it('docs/openapi.json describes the routes as they are: npm run docs writes it', () => {
  const written = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
  expect(written).toBe(openApiText());
});
