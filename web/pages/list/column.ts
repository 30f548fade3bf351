import type { I18n, MessageDescriptor } from '@lingui/core';
import type { ListRow, SortKey } from '../../../src/contract/list.ts';
import type { Formats } from '../../format.ts';

/** What a cell needs beside its row. */
export type Writing = {
  readonly formats: Formats;
  readonly i18n: I18n;
  /** ISO instant from which "3 days ago" is told. */
  readonly now: string;
};

/** How a column can be narrowed: by two bounds, or by something of its own (filters.ts). */
export type Bounds = 'number' | 'percent' | 'minutes' | 'date';

/** One column of a list. What it shows is a text, unless cells.tsx draws it. */
export type Column = {
  /** What the server sorts by, or a name of our own for what it cannot sort by. */
  readonly id: string;
  readonly sort: SortKey | null;
  /** Its whole name, for choosing, filtering and screen readers; with the unit. */
  readonly name: MessageDescriptor;
  /** What stands over the cells, when that can be less. */
  readonly short?: MessageDescriptor;
  /** Columns next to each other with the same group share a heading above. */
  readonly group?: MessageDescriptor;
  /** What the column counts, in a sentence. */
  readonly hint?: MessageDescriptor;
  /** Of which time the figure is; left out: of none. */
  readonly span?: 'window' | 'lifetime';
  readonly width: number;
  readonly align: 'start' | 'end';
  readonly bounds?: Bounds;
  /** Not where the health is hidden. */
  readonly isHealth?: true;
  readonly write: (row: ListRow, writing: Writing) => string;
};

/** What stands where there is nothing. */
export const none = '–';
