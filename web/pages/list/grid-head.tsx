import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { memo, type PointerEvent, type RefObject } from 'react';
import { columnsTemplate, withinLimits } from './chosen-columns.ts';
import type { Column } from './column.ts';
import { useColumnWords } from './column-words.ts';
import { nextSort, sortedBy } from './sorting.ts';

/** In pixels, with the line below. */
export const headHeight = 55;

const useStyles = makeStyles({
  head: {
    display: 'block',
    position: 'sticky',
    top: 0,
    zIndex: 2,
    backgroundColor: 'var(--cardBackground)',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: 'var(--columns)',
    gridTemplateRows: '24px 30px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  group: {
    gridRow: 1,
    alignSelf: 'end',
    boxSizing: 'border-box',
    minWidth: 0,
    margin: '0 8px',
    padding: '0 0 2px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    textAlign: 'center',
    fontWeight: 500,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: {
    gridRow: 2,
    position: 'relative',
    minWidth: 0,
    padding: 0,
    fontWeight: 500,
    backgroundColor: 'inherit',
  },
  tall: { gridRow: '1 / 3', display: 'flex', alignItems: 'end' },
  first: { position: 'sticky', left: 0, zIndex: 1, backgroundColor: 'var(--cardBackground)' },
  button: {
    display: 'flex',
    alignItems: 'center',
    gap: '3px',
    boxSizing: 'border-box',
    width: '100%',
    height: '30px',
    padding: '0 10px',
    border: 'none',
    font: 'inherit',
    color: 'inherit',
    backgroundColor: 'transparent',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':disabled': { cursor: 'default', color: 'inherit' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  end: { justifyContent: 'flex-end' },
  firstButton: { paddingLeft: '20px' },
  sorted: { fontWeight: 650, color: tokens.colorNeutralForeground1 },
  edge: {
    position: 'absolute',
    top: 0,
    right: '-4px',
    bottom: 0,
    width: '9px',
    zIndex: 1,
    cursor: 'col-resize',
    touchAction: 'none',
    '::after': {
      content: '""',
      position: 'absolute',
      top: '20%',
      bottom: '20%',
      left: '4px',
      width: '1px',
      backgroundColor: 'transparent',
    },
    ':hover::after': { backgroundColor: tokens.colorNeutralStroke1 },
  },
});

type Props = {
  readonly columns: readonly Column[];
  readonly sort: string;
  /** The column that keyboards come to; −1: in another row. */
  readonly active: number;
  readonly table: RefObject<HTMLTableElement | null>;
  readonly onSort: (sort: string) => void;
  readonly onWidth: (id: string, width: number) => void;
};

/** The headings: groups over columns that belong together. A click sorts on the server, a drag of the edge widens. */
export const GridHead = memo(function GridHead(props: Props) {
  const { columns, sort, active, table, onSort, onWidth } = props;
  const styles = useStyles();
  const words = useColumnWords();
  const { i18n } = useLingui();
  const groups = groupsOf(columns);
  const starts = new Map(groups.map((group) => [group.start, group]));
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as a block it would lose the role.
    <thead role="rowgroup" className={styles.head}>
      {/* biome-ignore lint/a11y/noRedundantRoles: as a grid it would lose the role. */}
      <tr role="row" className={styles.row} aria-rowindex={1}>
        {columns.flatMap((column, place) => {
          const group = starts.get(place);
          const direction = column.sort === null ? 'none' : sortedBy(column.sort, sort);
          const name = words.name(column);
          const heading = (
            <th
              key={column.id}
              // biome-ignore lint/a11y/noRedundantRoles: as above.
              role="columnheader"
              scope="col"
              aria-sort={direction}
              aria-label={name}
              aria-colindex={place + 1}
              style={{ gridColumn: place + 1 }}
              className={mergeClasses(
                styles.cell,
                column.group === undefined && styles.tall,
                place === 0 && styles.first,
              )}
            >
              <button
                type="button"
                title={column.hint === undefined ? name : `${name}: ${i18n._(column.hint)}`}
                aria-label={name}
                aria-disabled={column.sort === null}
                tabIndex={place === active ? 0 : -1}
                className={mergeClasses(
                  styles.button,
                  column.align === 'end' && styles.end,
                  place === 0 && styles.firstButton,
                  direction !== 'none' && styles.sorted,
                )}
                onClick={() => {
                  if (column.sort !== null) onSort(nextSort(column.sort, sort));
                }}
              >
                {direction !== 'none' && <Arrow isUp={direction === 'ascending'} />}
                {words.short(column)}
              </button>
              <span
                className={styles.edge}
                aria-hidden="true"
                onPointerDown={(event) => drag(event, { columns, place, table, onWidth })}
              />
            </th>
          );
          if (group === undefined) return [heading];
          const title = words.group(column);
          return [
            <td
              key={`group ${column.id}`}
              aria-hidden="true"
              className={styles.group}
              style={{ gridColumn: `${place + 1} / span ${group.size}` }}
              title={title}
            >
              {title}
            </td>,
            heading,
          ];
        })}
      </tr>
    </thead>
  );
});

function Arrow({ isUp }: { readonly isUp: boolean }) {
  return (
    <svg width="10" height="12" aria-hidden="true" focusable="false">
      <path
        d={isUp ? 'M5 11V1.5M1.5 5 5 1.5 8.5 5' : 'M5 1v9.5M1.5 7 5 10.5 8.5 7'}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}

type Group = { readonly start: number; readonly size: number };

/** Runs of neighbours with the same group and span. */
function groupsOf(columns: readonly Column[]): readonly Group[] {
  const groups: { start: number; size: number }[] = [];
  columns.forEach(({ group, span }, place) => {
    if (group === undefined) return;
    const before = columns[place - 1];
    const last = groups.at(-1);
    if (before?.group === group && before.span === span && last !== undefined) last.size += 1;
    else groups.push({ start: place, size: 1 });
  });
  return groups;
}

type Dragging = Pick<Props, 'columns' | 'table' | 'onWidth'> & { readonly place: number };

/** While the edge is dragged only a CSS variable changes; the width is kept when it is let go. */
function drag(event: PointerEvent<HTMLElement>, { columns, place, table, onWidth }: Dragging) {
  const column = columns[place];
  if (column === undefined || event.button !== 0) return;
  event.preventDefault();
  const edge = event.currentTarget;
  const from = event.clientX;
  const before = edge.parentElement?.offsetWidth ?? column.width;
  const widthAt = ({ clientX }: { readonly clientX: number }) =>
    withinLimits(before + clientX - from);
  const move = (moved: globalThis.PointerEvent) => {
    const widths = columns.map(({ width }, at) => (at === place ? widthAt(moved) : width));
    table.current?.style.setProperty('--columns', columnsTemplate(widths));
  };
  const end = (up: globalThis.PointerEvent) => {
    edge.removeEventListener('pointermove', move);
    onWidth(column.id, widthAt(up));
  };
  edge.setPointerCapture(event.pointerId);
  edge.addEventListener('pointermove', move);
  edge.addEventListener('pointerup', end, { once: true });
}
