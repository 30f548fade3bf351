import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import type { ListRow } from '../../../src/contract/list.ts';
import { useFormats } from '../../app/formats.tsx';
import { HealthSign } from '../../parts/health-sign.tsx';
import { RecordName } from '../../parts/record-name.tsx';
import { collectionWords } from '../../words.ts';
import { isOverdue, OverdueSign } from './overdue.tsx';
import type { Rows } from './use-rows.ts';
import type { Range } from './use-viewport.ts';

const useStyles = makeStyles({
  list: { position: 'relative' },
  stale: { opacity: 0.6 },
  place: { position: 'absolute', top: 0, left: 0, width: '100%', paddingBottom: '10px' },
  card: {
    display: 'grid',
    gap: '10px',
    padding: '14px 16px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    fontVariantNumeric: 'tabular-nums',
  },
  coming: { height: '116px', boxSizing: 'border-box', opacity: 0.5 },
  line: { display: 'flex', justifyContent: 'space-between', gap: '12px', flexWrap: 'wrap' },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  overdue: { color: 'var(--gradePoor)' },
});

type Props = {
  readonly collection: Collection;
  readonly rows: Rows;
  /** ISO instant from which relative times are told. */
  readonly now: string;
  readonly onRange: (range: Range) => void;
};

const cardHeight = 126;

/** The list on a phone: one card for each record, in the page's own scroll. */
export function RecordCards({ collection, rows, now, onRange }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const list = useRef<HTMLUListElement>(null);
  const total = rows.total ?? 0;
  const virtual = useWindowVirtualizer({
    count: total,
    estimateSize: () => cardHeight,
    overscan: 6,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const items = virtual.getVirtualItems();
  const [first, end] = [items[0]?.index ?? 0, (items.at(-1)?.index ?? 9) + 1];
  useEffect(() => onRange({ first, end }), [onRange, first, end]);
  return (
    <ul
      ref={list}
      className={mergeClasses(styles.list, rows.isStale && styles.stale)}
      style={{ height: virtual.getTotalSize() }}
      aria-label={i18n._(collectionWords[collection])}
      aria-busy={rows.isStale}
    >
      {items.map(({ index, key, start }) => {
        const row = rows.at(index);
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className={styles.place}
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            aria-setsize={total}
            aria-posinset={index + 1}
          >
            {row === undefined ? (
              <div className={mergeClasses(styles.card, styles.coming)} />
            ) : (
              <Card row={row} now={now} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Card({ row, now }: { readonly row: ListRow; readonly now: string }) {
  const styles = useStyles();
  const formats = useFormats();
  const { record, lastInteractionAt, nextInteractionAt } = row;
  const last = lastInteractionAt === null ? null : formats.relative(lastInteractionAt, now);
  const next = nextInteractionAt === null ? null : formats.relative(nextInteractionAt, now);
  const closes = record.estimatedCloseDate === null ? null : formats.day(record.estimatedCloseDate);
  return (
    <article className={styles.card}>
      <RecordName record={record} />
      <div className={styles.line}>
        <HealthSign health={row.health} />
        {record.estimatedValue !== null && (
          <span>{formats.money(record.estimatedValue, record.currency)}</span>
        )}
      </div>
      <div className={mergeClasses(styles.line, styles.quiet)}>
        <span>
          {last === null ? <Trans>No contact yet</Trans> : <Trans>Last contact {last}</Trans>}
        </span>
        {next !== null && (
          <span>
            <Trans>Next {next}</Trans>
          </span>
        )}
        {closes !== null &&
          (isOverdue(row, now, formats.timeZone) ? (
            <span className={styles.overdue}>
              <OverdueSign /> <Trans>Overdue since {closes}</Trans>
            </span>
          ) : (
            <span>
              <Trans>Closes {closes}</Trans>
            </span>
          ))}
      </div>
    </article>
  );
}
