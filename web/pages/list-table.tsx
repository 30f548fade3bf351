import {
  makeStyles,
  mergeClasses,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { Collection, ListRow } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { collectionWords } from '../words.ts';
import { type Column, columnsOf, type Writing } from './list-columns.tsx';
import { ListHead } from './list-head.tsx';

export type ShownList = {
  readonly collection: Collection;
  readonly rows: readonly ListRow[];
  readonly total: number;
  readonly sort: string;
  /** ISO instant from which relative times are told. */
  readonly now: string;
  /** The rows are those of the question before. */
  readonly isStale: boolean;
  readonly loadMore: () => void;
};

const rowHeight = 56;

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    overflow: 'auto',
    minHeight: 0,
    alignSelf: 'start',
    maxHeight: '100%',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    scrollbarWidth: 'thin',
  },
  stale: { opacity: 0.6 },
  table: {
    width: '100%',
    borderCollapse: 'separate',
    borderSpacing: 0,
    tableLayout: 'fixed',
    fontVariantNumeric: 'tabular-nums',
  },
  row: {
    height: `${rowHeight}px`,
    '& > *': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
    ':hover > *': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  cell: {
    boxSizing: 'border-box',
    padding: '0 12px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: 400,
    textAlign: 'left',
    backgroundColor: 'var(--cardBackground)',
    '& [data-quiet]': { color: tokens.colorNeutralForeground3 },
    '& [data-late]': {
      display: 'block',
      fontSize: tokens.fontSizeBase200,
      lineHeight: '15px',
      color: 'var(--gradePoor)',
    },
  },
  end: { textAlign: 'right' },
  first: { position: 'sticky', left: 0, zIndex: 1, paddingLeft: '20px' },
  skeleton: {
    display: 'grid',
    alignContent: 'start',
    gap: '20px',
    padding: '24px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
});

/** The list as a table that scrolls in itself: its heading and first column stay. Rows load as they come near. */
export function RecordTable({ collection, rows, total, sort, now, isStale, loadMore }: ShownList) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const frame = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsOf(collection), [collection]);
  const writing: Writing = { formats, i18n, now };

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  useEffect(() => {
    if (last !== undefined && last.index >= rows.length - 25) loadMore();
  });
  const before = first?.start ?? 0;
  const after = virtual.getTotalSize() - (last?.end ?? 0);

  return (
    <div ref={frame} className={mergeClasses(styles.frame, isStale && styles.stale)}>
      <table
        className={styles.table}
        style={{ minWidth: columns.reduce((sum, { width }) => sum + width, 0) }}
        aria-label={i18n._(collectionWords[collection])}
        aria-rowcount={total + headRows}
        aria-busy={isStale}
      >
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={{ width }} />
          ))}
        </colgroup>
        <ListHead columns={columns} sort={sort} />
        <tbody onKeyDown={walkRows}>
          <Gap height={before} columns={columns.length} />
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr key={row.record.id} className={styles.row} aria-rowindex={index + headRows + 1}>
                {columns.map((column, place) => (
                  <Cell key={column.id} column={column} isFirst={place === 0}>
                    {column.cell(row, writing)}
                  </Cell>
                ))}
              </tr>
            );
          })}
          <Gap height={after} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** Rows of the heading, which count as rows for screen readers. */
const headRows = 2;

type CellProps = {
  readonly column: Column;
  readonly isFirst: boolean;
  readonly children: React.ReactNode;
};

function Cell({ column, isFirst, children }: CellProps) {
  const styles = useStyles();
  const className = mergeClasses(
    styles.cell,
    column.align === 'end' && styles.end,
    isFirst && styles.first,
  );
  return isFirst ? (
    <th scope="row" className={className}>
      {children}
    </th>
  ) : (
    <td className={className}>{children}</td>
  );
}

/** The height of the rows that are not drawn. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a table cannot be focused.
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}

/** Arrow keys go from one record's link to the next. */
function walkRows(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('th a')];
  const place = links.findIndex((link) => link.matches(':focus'));
  const next = place === -1 ? undefined : links[place + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Grey rows while the first page of a list is on its way. */
export function ListSkeleton({ label }: { readonly label: string }) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={label} className={styles.skeleton}>
      {Array.from({ length: 9 }, (_, row) => `row ${row}`).map((key, row) => (
        <SkeletonItem key={key} size={24} style={{ width: `${92 - ((row * 7) % 23)}%` }} />
      ))}
    </Skeleton>
  );
}
