import { useMemo, useState } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import type { ListSearch } from '../../app/list-search.ts';
import { remember, rememberedText } from '../../app/remembered.ts';
import {
  columnIds,
  columnsShown,
  readWidths,
  type Widths,
  writeWidths,
  writtenColumns,
} from './chosen-columns.ts';
import type { Column } from './column.ts';

type Given = {
  readonly collection: Collection;
  readonly search: ListSearch;
  readonly showsHealth: boolean;
  readonly onColumns: (columns: string | undefined) => void;
};

export type ChosenColumns = {
  readonly ids: readonly string[];
  readonly columns: readonly Column[];
  readonly choose: (ids: readonly string[]) => void;
  readonly widen: (id: string, width: number) => void;
  readonly reset: () => void;
};

/**
 * The columns of a list: those of the address, else those that this browser remembers for the view, else the usual
 * ones. Widths are remembered for the view, too, but not passed on: screens differ.
 */
export function useColumns({ collection, search, showsHealth, onColumns }: Given): ChosenColumns {
  const view = `${collection}.${search.view ?? search.whose ?? 'usual'}`;
  const [touched, touch] = useState(0);
  const { ids, widths } = useMemo(() => {
    void touched;
    return {
      ids: columnIds(collection, search.columns ?? rememberedText(`columns.${view}`)),
      widths: readWidths(rememberedText(`widths.${view}`)),
    };
  }, [collection, search.columns, view, touched]);
  const columns = useMemo(
    () => columnsShown(collection, ids, { widths, showsHealth }),
    [collection, ids, widths, showsHealth],
  );
  const keepWidths = (next: Widths) => {
    remember(`widths.${view}`, writeWidths(next));
    touch((count) => count + 1);
  };
  return {
    ids,
    columns,
    choose: (next) => {
      const written = writtenColumns(collection, next);
      remember(`columns.${view}`, written);
      onColumns(next.join(','));
    },
    widen: (id, width) => keepWidths({ ...widths, [id]: width }),
    reset: () => {
      remember(`columns.${view}`, null);
      keepWidths({});
      onColumns(undefined);
    },
  };
}
