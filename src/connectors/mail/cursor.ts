/** Cursors of the mail connectors: JSON that only they read. */

import type { z } from 'zod';

/** What a cursor says; null when there is none or it is not one of ours, which means: from the start. */
export function readCursor<Position>(
  schema: z.ZodType<Position>,
  cursor: string | null,
): Position | null {
  if (cursor === null) return null;
  const parsed = schema.safeParse(jsonOrNull(cursor));
  return parsed.success ? parsed.data : null;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
