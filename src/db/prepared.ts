/** Which statements are prepared on a connection. */

/** Uses after which a statement is prepared, and most that are: texts that are put together differ without end. */
const usesBefore = 5;
const mostPrepared = 300;
const mostCounted = 2000;

/**
 * Names the statements that come again and again: each connection then plans them once, which takes the server as long
 * as running them when they ask for a few rows.
 */
export function preparedNames(): (text: string) => string | null {
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  return (text) => {
    const name = names.get(text);
    if (name !== undefined || names.size === mostPrepared) return name ?? null;
    const used = (uses.get(text) ?? 0) + 1;
    if (used <= usesBefore) {
      if (uses.size === mostCounted) uses.clear();
      uses.set(text, used);
      return null;
    }
    uses.delete(text);
    names.set(text, `rapport_${names.size}`);
    return null;
  };
}
