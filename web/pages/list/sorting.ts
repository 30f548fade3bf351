import type { SortKey } from '../../../src/contract/list.ts';

/** How lists are sorted: a key of the server, with `-` before it for largest or latest first. */

/** The sort that a click on a column asks for: its natural direction first, then the other one. */
export function nextSort(key: SortKey, current: string): string {
  const natural = textKeys.has(key) ? key : `-${key}`;
  if (current !== natural) return natural;
  return natural.startsWith('-') ? key : `-${key}`;
}

/** The direction in which a list is sorted by a column, in the words of `aria-sort`. */
export function sortedBy(key: SortKey, current: string): 'ascending' | 'descending' | 'none' {
  if (current === key) return 'ascending';
  return current === `-${key}` ? 'descending' : 'none';
}

const textKeys: ReadonlySet<SortKey> = new Set(['name', 'owner', 'status', 'stage']);
