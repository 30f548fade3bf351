import { msg } from '@lingui/core/macro';
import type { Collection } from '../../../src/contract/api.ts';
import {
  grades,
  healthStates,
  leadStatuses,
  opportunityStatuses,
  trends,
} from '../../../src/model/vocabulary.ts';
import type { ListFilters } from '../../app/list-search.ts';
import type { Column } from './column.ts';
import { columnsOf } from './columns.ts';
import { hasStatus } from './question.ts';

/** What a list can be narrowed by, beside the search for a name. */

/** One filter. Those of figures and instants stand together in `min` and `max`. */
export type FilterName =
  | Exclude<keyof ListFilters, 'search' | 'whose' | 'min' | 'max' | 'closeFrom' | 'closeBefore'>
  | 'closes'
  | `bounds:${string}`;

export const filterWords = {
  status: msg`Status`,
  grade: msg`Health`,
  state: msg`Without a score`,
  trend: msg`Trend`,
  moved: msg`Changed grade in 30 days`,
  owner: msg`Owner`,
  account: msg`Account`,
  staleDays: msg`No contact for`,
  next: msg`Next contact`,
  closes: msg`Closes`,
  undated: msg`Without close date`,
  atRisk: msg`At risk`,
} as const;

/** The filters that make sense for a kind of record, the usual ones first. */
export function filtersFor(
  collection: Collection,
  { showsHealth }: { readonly showsHealth: boolean },
): readonly FilterName[] {
  const status = hasStatus(collection) ? (['status'] as const) : [];
  const health = showsHealth ? (['grade', 'trend', 'moved', 'state'] as const) : [];
  const deal = collection === 'opportunities' ? (['closes', 'undated'] as const) : [];
  const risk = collection === 'opportunities' && showsHealth ? (['atRisk'] as const) : [];
  const bounds = columnsOf(collection)
    .filter((column) => column.bounds !== undefined && (showsHealth || column.isHealth !== true))
    .map(({ id }) => `bounds:${id}` as const);
  return [...status, 'owner', ...health, ...risk, 'staleDays', 'next', ...deal, ...bounds];
}

/** Filters that narrow an address, in the order in which they are offered. */
export function activeFilters(filters: ListFilters, collection: Collection): readonly FilterName[] {
  const plain = (
    ['status', 'owner', 'account', 'grade', 'state', 'trend', 'moved', 'atRisk'] as const
  ).filter((name) => filters[name] !== undefined);
  const rest = (['staleDays', 'next', 'undated'] as const).filter(
    (name) => filters[name] !== undefined,
  );
  const closes =
    filters.closeFrom === undefined && filters.closeBefore === undefined
      ? []
      : (['closes'] as const);
  const bounded = new Set([...readBounds(filters.min).keys(), ...readBounds(filters.max).keys()]);
  const bounds = columnsOf(collection)
    .filter(({ id }) => bounded.has(id))
    .map(({ id }) => `bounds:${id}` as const);
  return [...plain, ...rest, ...closes, ...bounds];
}

/** What has to be taken out of an address so that a filter is gone. */
export function without(name: FilterName, { min, max }: ListFilters): ListFilters {
  if (name === 'closes') return { closeFrom: undefined, closeBefore: undefined };
  const id = boundsId(name);
  if (id !== null) return { min: withBound(min, id, null), max: withBound(max, id, null) };
  // What usually is left out has to be said.
  return name === 'status' ? { status: 'all' } : { [name]: undefined };
}

/** The column whose values a filter bounds; null for any other. */
export function boundsId(name: FilterName): string | null {
  return name.startsWith('bounds:') ? name.slice('bounds:'.length) : null;
}

/** The column that a filter bounds; undefined where there is none. */
export function columnOfBounds(name: FilterName, collection: Collection): Column | undefined {
  const id = boundsId(name);
  return id === null ? undefined : columnsOf(collection).find((column) => column.id === id);
}

/** `key:value,key:value` as a map. */
export function readBounds(written: string | undefined): ReadonlyMap<string, string> {
  return new Map(
    (written ?? '').split(',').flatMap((pair) => {
      const colon = pair.indexOf(':');
      return colon < 1 ? [] : [[pair.slice(0, colon), pair.slice(colon + 1)] as const];
    }),
  );
}

/** The same with one value put in, or taken out by null; undefined when nothing is left. */
export function withBound(
  written: string | undefined,
  id: string,
  value: string | null,
): string | undefined {
  const bounds = new Map(readBounds(written));
  if (value === null) bounds.delete(id);
  else bounds.set(id, value);
  const text = [...bounds].map(([key, bound]) => `${key}:${bound}`).join(',');
  return text === '' ? undefined : text;
}

/** A bound of the server as people write it, and back: hours for minutes, percent for shares. */
export const boundUnits = { number: 1, percent: 0.01, minutes: 60 } as const;

/** Words of closed sets, as far as lists are narrowed by them. */
export const choices = {
  status: (collection: Collection) =>
    collection === 'leads'
      ? leadStatuses
      : collection === 'opportunities'
        ? opportunityStatuses
        : [],
  grade: grades,
  state: healthStates.filter((state) => state !== 'scored'),
  trend: trends.filter((trend) => trend !== 'notEnoughInfo'),
  moved: ['up', 'down'],
  next: ['none', 'booked'],
  staleDays: [7, 14, 30, 60, 90, 180],
} as const;
