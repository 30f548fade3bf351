import type { Collection } from '../../../src/contract/api.ts';
import type { Role } from '../../../src/model/vocabulary.ts';
import type { ListFilters, ListSearch, Whose } from '../../app/list-search.ts';
import type { ListQuestion } from '../../data/lists.ts';

/** What an address asks the server for, and which view that is. */

/** What goes without saying: open records, and one's own, or those of the people whom one leads. */
export type Usual = { readonly status: string; readonly whose: Whose; readonly sort: string };

type Asking = {
  readonly collection: Collection;
  readonly roles: readonly Role[];
  readonly showsHealth: boolean;
};

/** The usual filters of a kind of record for somebody with these roles. */
export function usualFor({ collection, roles, showsHealth }: Asking): Usual {
  return {
    status: hasStatus(collection) ? 'open' : 'all',
    whose: usualWhose(roles),
    sort: showsHealth ? '-health.score' : '-lastInteractionAt',
  };
}

function usualWhose(roles: readonly Role[]): Whose {
  if (roles.includes('manager')) return 'team';
  return roles.length === 0 || roles.includes('seller') ? 'mine' : 'all';
}

/** Whether records of the kind are open or closed. */
export function hasStatus(collection: Collection): boolean {
  return collection === 'opportunities' || collection === 'leads';
}

/** The query of the API for exactly the rows and the order of an address. */
export function questionOf(search: ListSearch, usual: Usual): ListQuestion {
  const { sort = usual.sort, view: _view, columns: _columns, as: _as, ...filters } = search;
  const status = search.status ?? usual.status;
  const whose = search.whose ?? usual.whose;
  const { atRisk, undated } = filters;
  return {
    ...filters,
    sort,
    status: status === 'all' ? undefined : status,
    whose: whose === 'all' ? undefined : whose,
    atRisk: atRisk === undefined ? undefined : 'true',
    undated: undated === undefined ? undefined : 'true',
  };
}

/** Whether anything but whose they are narrows the list further than usual. */
export function isNarrowed(search: ListSearch, usual: Usual): boolean {
  const { whose: _whose, status, ...others } = filtersOf(search);
  return (
    (status ?? usual.status) !== usual.status ||
    Object.values(others).some((value) => value !== undefined)
  );
}

/** The filters of an address alone. */
export function filtersOf(search: ListSearch): ListFilters {
  const { view: _view, sort: _sort, columns: _columns, as: _as, ...filters } = search;
  return filters;
}

/** The address without filters, in the same order and with the same columns. */
export function withoutFilters({ sort, columns, as, whose }: ListSearch): ListSearch {
  return { sort, columns, as, whose };
}
