import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { rowHeight } from './grid-styles.ts';
import type { Range } from './use-viewport.ts';
import { type Extent, type Place, placeAfter } from './walk.ts';

type Elements = {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly box: { readonly current: HTMLElement | null };
};

type Given = {
  readonly extent: Extent;
  readonly range: Range;
  readonly open: (row: number, isAside: boolean) => void;
};

/**
 * The one cell of a grid that Tab comes to, and the keys that lead from it to others. The focus is put on the cell
 * itself; in the heading on its button.
 */
export function useActiveCell({ table, box }: Elements, { extent, range, open }: Given) {
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const [isInside, setInside] = useState(false);
  const wantsFocus = useRef(false);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const cell = cellAt(table.current, place);
    if (cell === null) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const go = (next: Place) => {
    wantsFocus.current = true;
    if (next.row >= 0) bringIntoView(box.current, next.row);
    setPlace(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.shiftKey || event.defaultPrevented) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && place.row >= 0) {
      event.preventDefault();
      open(place.row, isCommand);
      return;
    }
    const next = placeAfter(place, { key: event.key, whole: isCommand }, extent);
    if (next === null) return;
    event.preventDefault();
    go(next);
  };
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    setInside(true);
    const found = placeOf(event.target);
    if (found !== null) setPlace(found);
  };
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setInside(false);
  };
  const last = Math.max(range.first, range.end - 1);
  const nearest = {
    row: place.row < 0 ? place.row : Math.max(range.first, Math.min(last, place.row)),
    column: Math.min(place.column, extent.columns - 1),
  };
  return {
    /** Where the focus is; null: elsewhere on the page. */
    active: isInside ? place : null,
    tabStop: isInside ? place : nearest,
    onKeyDown,
    onFocus,
    onBlur,
    onPick: (row: number, column: number) => go({ row, column }),
  };
}

function cellAt(table: HTMLTableElement | null, { row, column }: Place): HTMLElement | null {
  if (table === null) return null;
  if (row < 0) return table.querySelectorAll<HTMLElement>('thead th button')[column] ?? null;
  return table.querySelector<HTMLTableRowElement>(`tr[data-row="${row}"]`)?.cells[column] ?? null;
}

function placeOf(target: Element): Place | null {
  const cell = target.closest<HTMLTableCellElement>('th, td');
  if (cell === null) return null;
  const row = cell.closest<HTMLElement>('tr')?.dataset.row;
  if (row !== undefined) return { row: Number(row), column: cell.cellIndex };
  const heads = [...(cell.closest('thead')?.querySelectorAll('th') ?? [])];
  const column = heads.indexOf(cell);
  return column === -1 ? null : { row: -1, column };
}

/** Before the row is there: scrolls so far that it will be seen below the heading. */
function bringIntoView(box: HTMLElement | null, row: number): void {
  if (box === null) return;
  const head = box.querySelector('thead')?.clientHeight ?? 0;
  const top = row * rowHeight;
  const room = box.clientHeight - head - rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top > box.scrollTop + room) box.scrollTop = top - room;
}
