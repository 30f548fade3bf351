/** Names looked through for a suggestion: enough for any list that a person could check. */
const mostCandidates = 20_000;

/**
 * The known name that a person may have meant, or null. For a suggestion only: nothing is ever matched by it. Names
 * that differ in case, spaces and signs alone come first, then the least edits, at most a quarter of the letters. What
 * has four digits or more is an identifier: two of those that are alike are still two.
 */
export function nearest(name: string, known: Iterable<string>): string | null {
  const wanted = plain(name);
  let best: string | null = null;
  const isIdentifier = (wanted.match(/\d/g)?.length ?? 0) > 3;
  let least = isIdentifier ? 0 : Math.max(2, Math.floor(wanted.length / 4) + 1);
  let looked = 0;
  for (const candidate of known) {
    looked += 1;
    if (looked > mostCandidates) break;
    const other = plain(candidate);
    if (other === wanted) return candidate;
    const edits = distance(wanted, other, least);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Levenshtein's distance, or `limit` as soon as it cannot be less. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const added = (current[column - 1] ?? 0) + 1;
      current.push(Math.min(replaced, added, (previous[column] ?? 0) + 1));
    }
    if (Math.min(...current) >= limit) return limit;
    previous = current;
  }
  return previous[b.length] ?? limit;
}
