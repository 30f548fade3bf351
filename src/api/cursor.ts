import { z } from 'zod';
import { Problem } from '../model/problem.ts';

const position = z.object({ value: z.string().nullable(), key: z.number() });

/** Where a page ended: the last row's value of the sort column as text, and its key. */
export type Position = z.infer<typeof position>;

/** A position as an opaque text for the client. */
export function writeCursor(at: Position): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

/** Throws a Problem for a text that is no cursor of ours. */
export function readCursor(text: string): Position {
  try {
    return position.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw new Problem({
      code: 'cursor_invalid',
      message: 'This cursor does not come from a page of this list.',
      field: 'cursor',
      value: text,
      hint: 'Use `next` of the page before, or leave it out to begin anew.',
      cause,
    });
  }
}
