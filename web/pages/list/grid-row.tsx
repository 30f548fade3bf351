import { tokens } from '@fluentui/react-components';
import { memo, type ReactNode } from 'react';
import type { ListRow } from '../../../src/contract/list.ts';
import { collectionOf } from '../../data/collections.ts';
import { gradeColours, gradePaths } from '../../parts/grade-shape.tsx';
import { gradeWords, stateWords, trendWords } from '../../words.ts';
import type { Column, Writing } from './column.ts';
import { type GridStyles, rowHeight } from './grid-styles.ts';
import { isOverdue, OverdueSign, overdueWord } from './overdue.tsx';
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
        const className = classOf(column, styles);
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
  const { row, scores, writing } = drawing;
  const { now, formats } = writing;
  switch (column.id) {
    case 'health.score':
      return <Health {...drawing} />;
    case 'history':
      return scores === undefined ? null : <Sparkline scores={scores} grade={row.health.grade} />;
    case 'estimatedCloseDate':
      return isOverdue(row, now, formats.timeZone) ? <Overdue text={text} {...drawing} /> : text;
    default:
      return text;
  }
}

function classOf({ id, align }: Column, styles: GridStyles): string {
  if (id === 'name') return styles.name;
  return id === 'history' ? styles.drawing : styles[align];
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

/**
 * The same elements for every row, whatever there is to say: to replace an element, or to give it another class, takes
 * the browser longer than all the texts of a row.
 */
function Health({ row: { health }, writing: { i18n }, styles }: Drawing) {
  const { grade, score } = health;
  const trend = health.trend === 'notEnoughInfo' || score === null ? null : health.trend;
  return (
    <span className={styles.health}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path
          d={grade === null ? ring : gradePaths[grade]}
          fill={grade === null ? 'none' : gradeColours[grade]}
          stroke={grade === null ? 'var(--gradeNone)' : 'none'}
          strokeWidth="1.4"
        />
      </svg>
      <span className={styles.score}>{score ?? ''}</span>
      <span className={styles.grade}>
        {i18n._(grade === null ? stateWords[health.state] : gradeWords[grade])}
      </span>
      <svg
        width="16"
        height="14"
        role={trend === null ? 'presentation' : 'img'}
        aria-label={trend === null ? undefined : i18n._(trendWords[trend])}
      >
        <path
          d={trend === null ? '' : trendPaths[trend]}
          fill="none"
          stroke={trend === null ? 'none' : trendColours[trend]}
          strokeWidth="1.4"
        />
      </svg>
    </span>
  );
}

const ring = 'M1.6 6a4.4 4.4 0 1 0 8.8 0A4.4 4.4 0 1 0 1.6 6Z';

const trendColours = {
  improving: 'var(--gradeGood)',
  steady: tokens.colorNeutralForeground3,
  declining: 'var(--gradePoor)',
} as const;

function Overdue({ text, writing: { i18n }, styles }: Drawing & { readonly text: string }) {
  return (
    <span className={styles.overdue} title={i18n._(overdueWord)}>
      <OverdueSign />
      {text}
    </span>
  );
}
