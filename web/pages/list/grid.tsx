import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { type MouseEvent, useEffect, useId, useMemo, useRef } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import { useFormats } from '../../app/formats.tsx';
import { historyRows, useHistories } from '../../data/history.ts';
import type { ListQuestion } from '../../data/lists.ts';
import { columnsTemplate } from './chosen-columns.ts';
import type { Column, Writing } from './column.ts';
import { GridHead } from './grid-head.tsx';
import { addressOf, GridRow } from './grid-row.tsx';
import { rowHeight, useCells } from './grid-styles.ts';
import { useLasting, usePainted, useRested, useSlots } from './grid-timing.ts';
import { useActiveCell } from './use-active-cell.ts';
import type { Rows } from './use-rows.ts';
import { isSeen, type Range, type View } from './use-viewport.ts';

const useStyles = makeStyles({
  table: {
    display: 'block',
    position: 'relative',
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
  },
  body: {
    display: 'block',
    position: 'relative',
    transitionProperty: 'opacity',
    transitionDuration: '80ms',
    // Rows that are on their way: a quiet bar where a name will be, for nothing but paint.
    backgroundImage: `linear-gradient(transparent 14px, ${tokens.colorNeutralBackground5} 14px, ${tokens.colorNeutralBackground5} 24px, transparent 24px)`,
    backgroundSize: `156px ${rowHeight}px`,
    backgroundRepeat: 'repeat-y',
    backgroundPosition: '20px 0',
  },
  stale: { opacity: 0.55 },
});

type Props = {
  readonly collection: Collection;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly question: ListQuestion;
  readonly rows: Rows;
  readonly view: View;
  /** What scrolls. */
  readonly box: { readonly current: HTMLElement | null };
  /** ISO instant from which relative times are told. */
  readonly now: string;
  readonly onSort: (sort: string) => void;
  readonly onWidth: (id: string, width: number) => void;
};

/** The list as a grid: only rows that are seen are there, keys go from cell to cell, and the heading stays. */
export function Grid(props: Props) {
  const { collection, title, columns, question, rows, view, box, now, onSort, onWidth } = props;
  const styles = useStyles();
  const cells = useCells();
  const { i18n } = useLingui();
  const formats = useFormats();
  const navigate = useNavigate();
  const table = useRef<HTMLTableElement>(null);
  const writing: Writing = useMemo(() => ({ formats, i18n, now }), [formats, i18n, now]);
  const total = rows.total ?? 0;
  const range = { ...view, end: Math.min(total, view.end) };
  const scores = useHistories(collection, idBlocks(columns, rows, useRested(range, rows.of)));
  const extent = { rows: total, columns: columns.length, seen: range.seen };
  const open = (index: number, isAside: boolean) => {
    const row = rows.at(index);
    if (row === undefined) return;
    if (isAside) window.open(addressOf(row), '_blank', 'noopener');
    else navigate({ to: addressOf(row) });
  };
  const { active, tabStop, onKeyDown, onFocus, onBlur, onPick } = useActiveCell(
    { table, box },
    { extent, range, open },
  );

  const isAtTop = useRef(true);
  useEffect(() => {
    const element = box.current;
    const look = () => {
      isAtTop.current = element?.scrollTop === 0;
      table.current?.toggleAttribute('data-aside', (element?.scrollLeft ?? 0) > 0);
    };
    element?.addEventListener('scroll', look, { passive: true });
    return () => element?.removeEventListener('scroll', look);
  }, [box]);
  useEffect(() => {
    // Another order begins at its beginning. To scroll where one is already would lay out the page once more.
    if (rows.isStale && !isAtTop.current) box.current?.scrollTo({ top: 0 });
  }, [box, rows.isStale]);
  const isLong = useLasting(rows.isStale);
  const painted = usePainted(rows.of);

  const id = useId();
  const shown = indexes(range, active).filter(
    (index) => index === active?.row || rows.at(index) !== undefined,
  );
  const slots = useSlots(shown, range.seen);
  return (
    <table
      ref={table}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells keys walk through is a grid.
      role="grid"
      className={styles.table}
      style={{
        minWidth: columns.reduce((sum, { width }) => sum + width, 0),
        ...columnsVariable(columns),
      }}
      aria-label={title}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-busy={rows.isStale}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      <GridHead
        columns={columns}
        sort={question.sort}
        active={tabStop.row === -1 ? tabStop.column : -1}
        onSort={onSort}
        onWidth={onWidth}
        table={table}
      />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the grid are heard above. */}
      <tbody
        // biome-ignore lint/a11y/noRedundantRoles: as a block it would lose the role.
        role="rowgroup"
        className={mergeClasses(styles.body, isLong && styles.stale)}
        style={{ height: total * rowHeight }}
        // Elements are used again wherever they stand; this is the order in which they are read.
        aria-owns={shown.map((index) => `${id}${slots.rows.indexOf(index)}`).join(' ')}
        onClick={(event) => follow(event, { open, onPick })}
      >
        {slots.rows.map((index, slot) => {
          const of = index === null || isSeen(view, index) ? rows.of : painted;
          const row = index === null ? undefined : rows.at(index, of);
          return (
            <GridRow
              // biome-ignore lint/suspicious/noArrayIndexKey: elements are used again on purpose.
              key={slot}
              id={`${id}${slot}`}
              row={row}
              index={index}
              columns={columns}
              writing={writing}
              styles={cells}
              active={index !== null && tabStop.row === index ? tabStop.column : -1}
              scores={row === undefined ? undefined : scores(row.record.id)}
            />
          );
        })}
      </tbody>
    </table>
  );
}

/** The widths of the columns as a CSS variable, which a drag of a column's edge changes without any drawing. */
function columnsVariable(columns: readonly Column[]): { readonly [name: string]: string } {
  return { '--columns': columnsTemplate(columns.map(({ width }) => width)) };
}

/** The rows of the range, and the one that has the focus wherever it is: it must not vanish under somebody. */
function indexes({ first, end }: Range, active: { readonly row: number } | null) {
  const all = Array.from({ length: Math.max(0, end - first) }, (_, n) => first + n);
  if (active === null || active.row < 0 || (active.row >= first && active.row < end)) return all;
  return active.row < first ? [active.row, ...all] : [...all, active.row];
}

/** Ids as they stand in the list, in blocks with fixed borders, so that scrolling asks for each once. */
function idBlocks(columns: readonly Column[], rows: Rows, range: Range) {
  const blocks: string[][] = [];
  if (rows.isStale || range.end === range.first) return blocks;
  if (!columns.some(({ id }) => id === 'history')) return blocks;
  const from = Math.floor(range.first / historyRows);
  const to = Math.floor((range.end - 1) / historyRows);
  for (let block = from; block <= to; block++) {
    const ids: string[] = [];
    for (let n = 0; n < historyRows; n++) {
      const id = rows.at(block * historyRows + n)?.record.id;
      if (id !== undefined) ids.push(id);
    }
    if (ids.length > 0) blocks.push(ids);
  }
  return blocks;
}

type Following = {
  readonly open: (index: number, isAside: boolean) => void;
  readonly onPick: (row: number, column: number) => void;
};

function follow(event: MouseEvent<HTMLElement>, { open, onPick }: Following) {
  if (!(event.target instanceof Element)) return;
  const row = Number(event.target.closest<HTMLElement>('[data-row]')?.dataset.row ?? -1);
  const cell = event.target.closest<HTMLTableCellElement>('th, td');
  if (row < 0 || cell === null) return;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (event.target.closest('a') !== null) {
    if (!isPlain) return;
    event.preventDefault();
    open(row, false);
    return;
  }
  onPick(row, cell.cellIndex);
}
