import { Problem } from '../../model/problem.ts';

/** Ids as a query parameter names them: with commas, each percent-encoded, at most so many. Throws a Problem. */
export function idsIn(text: string, atMost: number): readonly string[] {
  const ids = [...new Set(text.split(',').filter((part) => part !== ''))].map(decoded);
  if (ids.length > 0 && ids.length <= atMost) return ids;
  throw new Problem({
    code: 'request_invalid',
    message: 'So many ids cannot be asked for at once.',
    field: 'ids',
    value: ids.length,
    hint: `From 1 to ${atMost}, with commas between them.`,
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new Problem({
      code: 'request_invalid',
      message: 'This id is not written as it should be.',
      field: 'ids',
      value: part,
      hint: 'A percent sign in an id is written %25, a comma %2C.',
      cause,
    });
  }
}
