import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownFilled, ArrowUpFilled } from '@fluentui/react-icons';
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { Column } from './list-columns.tsx';
import { nextSort, sortedBy } from './list-sorting.ts';

const useStyles = makeStyles({
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    backgroundColor: 'var(--cardBackground)',
  },
  cell: {
    height: '34px',
    padding: 0,
    fontSize: tokens.fontSizeBase200,
    fontWeight: 500,
    textAlign: 'left',
    verticalAlign: 'bottom',
    color: tokens.colorNeutralForeground2,
    backgroundColor: 'var(--cardBackground)',
    whiteSpace: 'nowrap',
  },
  group: { height: '30px', padding: '0 0 2px 12px', textAlign: 'center', verticalAlign: 'bottom' },
  end: { textAlign: 'right' },
  first: { position: 'sticky', left: 0, zIndex: 1 },
  button: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    boxSizing: 'border-box',
    width: '100%',
    minHeight: '34px',
    padding: '0 12px',
    border: 'none',
    font: 'inherit',
    color: 'inherit',
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':hover': {
      color: tokens.colorNeutralForeground1,
      backgroundColor: tokens.colorNeutralBackground1Hover,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  buttonEnd: { justifyContent: 'flex-end' },
  buttonFirst: { paddingLeft: '20px' },
  sorted: { fontWeight: 650, color: tokens.colorNeutralForeground1 },
});

type Props = { readonly columns: readonly Column[]; readonly sort: string };

/** Two rows of headings: groups, and under them the columns. A click sorts on the server. */
export function ListHead({ columns, sort }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  return (
    <thead className={styles.head}>
      <tr aria-rowindex={1}>
        {groupsOf(columns).map(([first, ...others]) =>
          first.group === undefined ? (
            <HeadCell
              key={first.id}
              column={first}
              sort={sort}
              isFirst={first === columns[0]}
              isTall
            />
          ) : (
            <th
              key={first.id}
              scope="colgroup"
              colSpan={others.length + 1}
              className={mergeClasses(styles.cell, styles.group)}
            >
              {i18n._(first.group)}
            </th>
          ),
        )}
      </tr>
      <tr aria-rowindex={2}>
        {columns
          .filter(({ group }) => group !== undefined)
          .map((column) => (
            <HeadCell key={column.id} column={column} sort={sort} />
          ))}
      </tr>
    </thead>
  );
}

type CellProps = {
  readonly column: Column;
  readonly sort: string;
  readonly isFirst?: boolean;
  readonly isTall?: boolean;
};

function HeadCell({ column, sort, isFirst = false, isTall = false }: CellProps) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const navigate = useNavigate({ from: '/$collection' });
  const direction = sortedBy(column.id, sort);
  const Arrow = direction === 'ascending' ? ArrowUpFilled : ArrowDownFilled;
  const hint = column.hint === undefined ? undefined : i18n._(column.hint);
  return (
    <th
      scope="col"
      {...(isTall ? { rowSpan: 2 } : {})}
      aria-sort={direction}
      className={mergeClasses(styles.cell, isFirst && styles.first)}
    >
      <button
        type="button"
        title={hint}
        className={mergeClasses(
          styles.button,
          column.align === 'end' && styles.buttonEnd,
          isFirst && styles.buttonFirst,
          direction !== 'none' && styles.sorted,
        )}
        onClick={() =>
          navigate({
            search: (before) => ({ ...before, sort: nextSort(column.id, sort) }),
            replace: true,
          })
        }
      >
        {direction !== 'none' && <Arrow fontSize={12} aria-hidden />}
        {i18n._(column.title)}
      </button>
    </th>
  );
}

type Group = readonly [Column, ...Column[]];

/** Neighbours with the same group together, every other column alone. */
function groupsOf(columns: readonly Column[]): readonly Group[] {
  const groups: [Column, ...Column[]][] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (column.group !== undefined && last?.[0].group === column.group) last.push(column);
    else groups.push([column]);
  }
  return groups;
}
