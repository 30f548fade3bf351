import { mergeClasses } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import type { RecordSearch } from '../app/search.ts';
import { addDays, dayOf } from '../days.ts';
import { useFigureStyles } from './figure-style.ts';

/** What the ledger is narrowed to. */
export type LedgerFilter = Omit<RecordSearch, 'asOf' | 'days'>;

type Props = {
  readonly filter: LedgerFilter;
  readonly label?: string;
  readonly className?: string | undefined;
  /** What else happens: where it stands in something that closes. */
  readonly onFollow?: () => void;
  readonly children: ReactNode;
};

/** A figure that opens: narrows the ledger of the record to the activities behind it, and goes there. */
export function LedgerLink({ filter, label, className, onFollow, children }: Props) {
  const { figure } = useFigureStyles();
  return (
    <Link
      from="/$collection/$id"
      to="."
      search={({ asOf, days }) => ({ asOf, days, ...filter })}
      hash="ledger"
      aria-label={label}
      className={mergeClasses(figure, className)}
      onClick={onFollow}
    >
      {children}
    </Link>
  );
}

/** First and last day of the window that the figures are over, as the ledger is narrowed by. */
export function windowOf({ asOf, days, timeZone }: Pick<Analytics, 'asOf' | 'days' | 'timeZone'>) {
  const to = dayOf(Date.parse(asOf), timeZone);
  return { from: addDays(to, 1 - days), to };
}
