import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Collection } from '../../../src/contract/api.ts';
import type { View } from '../../../src/contract/views.ts';
import type { Role } from '../../../src/model/vocabulary.ts';
import { type ListSearch, listSearch, type Whose } from '../../app/list-search.ts';
import { columnIds } from './chosen-columns.ts';
import { filtersOf, questionOf, type Usual } from './question.ts';

/** Views of a list: those that everybody has, and how an address becomes a saved view and back. */

export const viewTitles: Readonly<Record<Whose, Readonly<Record<Collection, MessageDescriptor>>>> =
  {
    mine: {
      opportunities: msg`My open opportunities`,
      leads: msg`My open leads`,
      accounts: msg`My accounts by relationship`,
      contacts: msg`My contacts by relationship`,
    },
    team: {
      opportunities: msg`My team’s open opportunities`,
      leads: msg`My team’s open leads`,
      accounts: msg`My team’s accounts by relationship`,
      contacts: msg`My team’s contacts by relationship`,
    },
    all: {
      opportunities: msg`All open opportunities`,
      leads: msg`All open leads`,
      accounts: msg`All accounts by relationship`,
      contacts: msg`All contacts by relationship`,
    },
  };

/** Without "open" and without an order, when filters say otherwise. */
const plainTitles: typeof viewTitles = {
  mine: {
    opportunities: msg`My opportunities`,
    leads: msg`My leads`,
    accounts: msg`My accounts`,
    contacts: msg`My contacts`,
  },
  team: {
    opportunities: msg`My team’s opportunities`,
    leads: msg`My team’s leads`,
    accounts: msg`My team’s accounts`,
    contacts: msg`My team’s contacts`,
  },
  all: {
    opportunities: msg`All opportunities`,
    leads: msg`All leads`,
    accounts: msg`All accounts`,
    contacts: msg`All contacts`,
  },
};

/** Whose records somebody with these roles can ask for; the server decides what they see of them. */
export function whosesFor(roles: readonly Role[]): readonly Whose[] {
  const own: readonly Whose[] = roles.some((role) => role !== 'operations') ? ['mine', 'team'] : [];
  const sees = roles.includes('manager') || roles.includes('operations');
  return own.length === 0 || sees ? [...own, 'all'] : own;
}

/** The title of an address that is no saved view. */
export function titleOf(
  search: ListSearch,
  { collection, usual }: { readonly collection: Collection; readonly usual: Usual },
): MessageDescriptor {
  const whose = search.whose ?? usual.whose;
  const isUsual =
    (search.status ?? usual.status) === usual.status && (search.sort ?? usual.sort) === usual.sort;
  return (isUsual ? viewTitles : plainTitles)[whose][collection];
}

/** The address of a saved view. */
export function searchOfView({ key, query, collection }: View): ListSearch {
  const { kind, columns, sort, filters } = query;
  const { status, whose, ...others } = listSearch(filters);
  return {
    ...others,
    view: key,
    sort,
    columns: columns === null ? undefined : columnIds(collection, columns.join(',')).join(','),
    as: kind === 'pipeline' ? 'pipeline' : undefined,
    status: status ?? 'all',
    whose: whose ?? 'all',
  };
}

/** What is saved of an address and of the columns on the screen. */
export function viewQueryOf(search: ListSearch, usual: Usual, columns: readonly string[]) {
  const { sort, staleDays, ...texts } = questionOf(search, usual);
  const filters = Object.fromEntries(
    Object.entries({ ...texts, staleDays }).filter(([, value]) => value !== undefined),
  );
  return {
    kind: search.as === 'pipeline' ? ('pipeline' as const) : ('list' as const),
    columns: [...columns],
    sort,
    filters,
  };
}

/** Whether an address shows something else than the saved view that it began with. */
export function isChanged(search: ListSearch, view: View, columns: readonly string[]): boolean {
  const before = searchOfView(view);
  const sides = [search, before].map((one) =>
    JSON.stringify(
      Object.entries({ ...filtersOf(one), sort: one.sort ?? view.query.sort, as: one.as })
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
  const kept = view.query.columns;
  return sides[0] !== sides[1] || (kept !== null && kept.join() !== columns.join());
}
