import {
  type Grade,
  grades,
  type HealthState,
  healthStates,
  type Trend,
  trends,
} from '../../src/model/vocabulary.ts';
import { day, text, word } from './search.ts';

/**
 * What the address of a list carries after the `?`: the filters of the API under their own names, so that an address
 * can be read and written by hand. What is left out of `status` and `whose` is what people mean without saying so.
 */
export type ListSearch = ListFilters & {
  /** The saved view that this began with. */
  readonly view?: number | undefined;
  readonly sort?: string | undefined;
  /** Ids of columns with commas, in their order. */
  readonly columns?: string | undefined;
  readonly as?: 'pipeline' | undefined;
};

export type ListFilters = {
  readonly search?: string | undefined;
  /** Left out: open, where records have a status. */
  readonly status?: string | undefined;
  /** Left out: mine, for those who own records. */
  readonly whose?: Whose | undefined;
  readonly owner?: string | undefined;
  readonly account?: string | undefined;
  readonly grade?: Grade | undefined;
  readonly state?: HealthState | undefined;
  readonly trend?: Trend | undefined;
  readonly moved?: 'up' | 'down' | undefined;
  readonly atRisk?: true | undefined;
  readonly staleDays?: number | undefined;
  readonly next?: 'none' | 'booked' | undefined;
  readonly closeFrom?: string | undefined;
  readonly closeBefore?: string | undefined;
  readonly undated?: true | undefined;
  /** `key:value` pairs with commas, as the API takes them. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};

const whoses = ['mine', 'team', 'all'] as const;
export type Whose = (typeof whoses)[number];

type Raw = Readonly<Record<string, unknown>>;

/** The list's part of an address. What does not fit is dropped: an old link still opens. */
export function listSearch(raw: Raw): ListSearch {
  const view = Number(raw.view);
  return {
    view: Number.isInteger(view) && view > 0 ? view : undefined,
    sort: text(raw.sort),
    columns: text(raw.columns, 2000),
    as: word(raw.as, ['pipeline']),
    ...filtersIn(raw),
  };
}

function filtersIn(raw: Raw): ListFilters {
  const staleDays = Number(raw.staleDays);
  return {
    search: text(raw.search),
    status: text(raw.status, 40),
    whose: word(raw.whose, whoses),
    owner: text(raw.owner),
    account: text(raw.account),
    grade: word(raw.grade, grades),
    state: word(raw.state, healthStates),
    trend: word(raw.trend, trends),
    moved: word(raw.moved, ['up', 'down']),
    atRisk: yes(raw.atRisk),
    staleDays:
      Number.isInteger(staleDays) && staleDays > 0 && staleDays <= 3660 ? staleDays : undefined,
    next: word(raw.next, ['none', 'booked']),
    closeFrom: day(raw.closeFrom),
    closeBefore: day(raw.closeBefore),
    undated: yes(raw.undated),
    min: text(raw.min, 400),
    max: text(raw.max, 400),
  };
}

/** The address of exactly the rows that a query of the API gives: what it leaves out is not filled in. */
export function searchOfQuery(query: Raw): ListSearch {
  const search = listSearch(query);
  return { ...search, status: search.status ?? 'all', whose: search.whose ?? 'all' };
}

function yes(value: unknown): true | undefined {
  // The router reads `true` as a boolean, the API gives it as a text.
  return value === true || value === 'true' ? true : undefined;
}
