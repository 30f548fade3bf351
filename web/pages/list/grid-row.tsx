import { msg } from '@lingui/core/macro';
import { memo, type ReactNode } from 'react';
import type { ListRow } from '../../../src/contract/list.ts';
import { collectionOf } from '../../data/collections.ts';
import { dayOf } from '../../days.ts';
import { GradeShape } from '../../parts/grade-shape.tsx';
import { gradeWords, stateWords, trendWords } from '../../words.ts';
import { type Column, none, type Writing } from './column.ts';
import { type GridStyles, rowHeight } from './grid-styles.ts';
import { Sparkline } from './sparkline.tsx';

type Props = {
  /** Undefined: on its way. */
  readonly row: ListRow | undefined;
  /** Its place in the list; null: the element waits to be used. */
  readonly index: number | null;
  readonly id: string;
  readonly columns: readonly Column[];
  readonly writing: Writing;
  readonly styles: GridStyles;
  /** The column of the cell that keyboards come to; −1: another row's. */
  readonly active: number;
  readonly scores: readonly (number | null)[] | undefined;
};

/** One row of a list. Plain elements: some thirty of these appear anew with every turn of the wheel. */
export const GridRow = memo(function GridRow(props: Props) {
  const { row, index, id, columns, writing, styles, active, scores } = props;
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: as a CSS grid it would lose the role.
      role="row"
      className={styles.row}
      id={id}
      hidden={index === null}
      {...(index === null ? {} : placed(index))}
    >
      {columns.map((column, place) => {
        const tabIndex = place === active ? 0 : undefined;
        const text = row === undefined ? '' : column.write(row, writing);
        const className = classOf(column, text, styles);
        if (place === 0) {
          return (
            <th
              key={column.id}
              // biome-ignore lint/a11y/noRedundantRoles: as above.
              role="rowheader"
              scope="row"
              className={className}
              tabIndex={tabIndex}
            >
              {row === undefined ? null : <Name row={row} className={styles.link} />}
            </th>
          );
        }
        return (
          <td
            key={column.id}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: keys walk through the cells.
            role="gridcell"
            className={className}
            tabIndex={tabIndex}
          >
            {row === undefined ? null : drawn(column, text, { row, writing, styles, scores })}
          </td>
        );
      })}
    </tr>
  );
});

function placed(index: number) {
  return { 'aria-rowindex': index + 2, 'data-row': index, style: { top: index * rowHeight } };
}

/** The address of a record's page. */
export function addressOf({ record }: ListRow): string {
  return `/${collectionOf[record.type]}/${encodeURIComponent(record.id)}`;
}

type Drawing = Pick<Props, 'writing' | 'styles' | 'scores'> & { readonly row: ListRow };

function drawn(column: Column, text: string, drawing: Drawing): ReactNode {
  const { row, scores } = drawing;
  switch (column.id) {
    case 'health.score':
      return <Health {...drawing} />;
    case 'history':
      return scores === undefined ? null : <Sparkline scores={scores} grade={row.health.grade} />;
    case 'estimatedCloseDate':
      return isOverdue(row, drawing.writing) ? <Overdue text={text} {...drawing} /> : text;
    default:
      return text;
  }
}

function classOf(column: Column, text: string, styles: GridStyles): string {
  if (column.id === 'name') return styles.name;
  if (column.id === 'history') return styles.drawing;
  if (column.align === 'start') return text === none ? styles.startQuiet : styles.start;
  return text === none || text === '0' ? styles.endQuiet : styles.end;
}

/** A plain link, which the list follows by itself: thirty of the router's own are dear while scrolling. */
function Name({ row, className }: { readonly row: ListRow; readonly className: string }) {
  return (
    <a href={addressOf(row)} className={className} tabIndex={-1} title={row.record.name}>
      {row.record.name}
    </a>
  );
}

const trendPaths = {
  improving: 'M1 10.5 5.5 6l3 3L14.5 3M10.5 3h4v4',
  steady: 'M2 7h12M10.5 3.5 14 7l-3.5 3.5',
  declining: 'M1 3.5 5.5 8l3-3 6 6M10.5 11h4V7',
} as const;

function Health({ row: { health }, writing: { i18n }, styles }: Drawing) {
  if (health.score === null || health.grade === null) {
    return (
      <span className={styles.state}>
        <GradeShape grade={null} />
        {i18n._(stateWords[health.state])}
      </span>
    );
  }
  const { trend } = health;
  return (
    <span className={styles.health}>
      <GradeShape grade={health.grade} />
      <span className={styles.score}>{health.score}</span>
      <span className={styles.grade}>{i18n._(gradeWords[health.grade])}</span>
      {trend !== null && trend !== 'notEnoughInfo' && (
        <svg
          className={styles[trend]}
          width="16"
          height="14"
          role="img"
          aria-label={i18n._(trendWords[trend])}
        >
          <path d={trendPaths[trend]} fill="none" stroke="currentColor" strokeWidth="1.4" />
        </svg>
      )}
    </span>
  );
}

const overdue = msg`overdue`;

function Overdue({ text, writing: { i18n }, styles }: Drawing & { readonly text: string }) {
  const word = i18n._(overdue);
  return (
    <span className={styles.overdue} title={word}>
      <svg width="12" height="12" role="img" aria-label={word}>
        <path
          d="M6 1.2 11.3 10.8H.7ZM6 4.6v3M6 9v.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.2"
          strokeLinejoin="round"
        />
      </svg>
      {text}
    </span>
  );
}

function isOverdue({ record }: ListRow, { formats, now }: Writing): boolean {
  const { estimatedCloseDate: on, status } = record;
  return on !== null && status === 'open' && on < dayOf(Date.parse(now), formats.timeZone);
}
