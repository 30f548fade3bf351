import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Collection } from '../../../src/contract/api.ts';
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

/** What is offered where there are no columns to click on. */
export function sortChoices(collection: Collection) {
  return collection === 'opportunities' ? [...everywhere, ...deals] : everywhere;
}

const textKeys: ReadonlySet<SortKey> = new Set(['name', 'owner', 'status', 'stage']);

type SortChoice = { readonly sort: string; readonly title: MessageDescriptor };

const everywhere: readonly SortChoice[] = [
  { sort: '-health.score', title: msg`Healthiest first` },
  { sort: 'health.score', title: msg`Least healthy first` },
  { sort: '-lastInteractionAt', title: msg`Latest contact first` },
  { sort: 'lastInteractionAt', title: msg`Longest without contact first` },
  { sort: '-window.minutesByUs', title: msg`Most time by us first` },
  { sort: 'name', title: msg`Name` },
];

const deals: readonly SortChoice[] = [
  { sort: '-estimatedValue', title: msg`Largest value first` },
  { sort: 'estimatedCloseDate', title: msg`Closing soonest first` },
];
