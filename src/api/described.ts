/** What recurs in the descriptions of routes. */

import { z } from '@hono/zod-openapi';
import { problemSchema } from '../contract/api.ts';

/** An answer that is a problem (RFC 9457); the description names its code. */
export function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}

/** The key of a row in a path, where the table counts with PostgreSQL's `integer`. */
export const integerKey = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** The same where it counts with `bigint`; beyond 2⁵³ numbers are not exact. */
export const bigintKey = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 53);
