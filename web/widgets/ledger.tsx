import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { RecordSearch } from '../app/search.ts';
import { type LedgerQuestion, ledgerQuery } from '../data/queries.ts';
import { addDays, startOfDay } from '../days.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { notOnPaper } from '../parts/layout.ts';
import { Nothing } from '../parts/nothing.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { LedgerEntry } from './ledger-entry.tsx';
import { LedgerFilters } from './ledger-filters.tsx';

const useStyles = makeStyles({
  target: { scrollMarginTop: '16px', outline: 'none', minWidth: 0 },
  list: { display: 'grid' },
  more: { justifySelf: 'center', ...notOnPaper },
  total: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly collection: Collection;
  readonly analytics: Analytics;
  readonly search: RecordSearch;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
  readonly className?: string | undefined;
};

/** Every activity of the record, latest first, counted or not, with the reason. */
export function LedgerWidget({ collection, analytics, search, asOf, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const question = questionOf(search, { asOf, timeZone: analytics.timeZone });
  const ledger = useInfiniteQuery(ledgerQuery({ collection, id: analytics.record.id }, question));
  const rows = ledger.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = ledger.data?.pages[0]?.total ?? 0;
  return (
    <div id="ledger" tabIndex={-1} className={styles.target}>
      <Card
        title={t`Ledger`}
        isLong
        className={className}
        caption={t`Every activity of this record, latest first: what counts, what does not, and why`}
      >
        <LedgerFilters search={search} />
        <p className={styles.total} role="status">
          {ledger.isSuccess && <Plural value={total} one="# activity" other="# activities" />}
        </p>
        {ledger.isError && rows.length === 0 ? (
          <Failure error={ledger.error} onRetry={() => ledger.refetch()} />
        ) : ledger.isPending ? (
          <Waiting label={t`The ledger is loading`} rows={10} rowHeight={65} />
        ) : rows.length === 0 ? (
          <Nothing>
            {analytics.counted + Object.keys(analytics.excluded).length === 0 ? (
              <Trans>
                No activity belongs to this record yet. Emails, meetings and calls with its people
                appear here as soon as they are read.
              </Trans>
            ) : (
              <Trans>No activity fits these filters. Take one away to see more.</Trans>
            )}
          </Nothing>
        ) : (
          <ol className={styles.list}>
            {rows.map((row) => (
              <LedgerEntry key={row.key} row={row} record={analytics.record} />
            ))}
          </ol>
        )}
        {ledger.hasNextPage && (
          <Button
            className={styles.more}
            disabledFocusable={ledger.isFetchingNextPage}
            onClick={() => ledger.fetchNextPage()}
          >
            {ledger.isFetchingNextPage ? <Trans>Loading…</Trans> : <Trans>Show more</Trans>}
          </Button>
        )}
      </Card>
    </div>
  );
}

type Moment = { readonly asOf: string | null; readonly timeZone: string };

function questionOf(search: RecordSearch, { asOf, timeZone }: Moment): LedgerQuestion {
  const { kind, side, counted, reason, from, to } = search;
  const instant = (day: string) => new Date(startOfDay(day, timeZone)).toISOString();
  return {
    asOf,
    kind,
    side,
    reason,
    counted: counted === undefined ? undefined : counted === 'yes' ? 'true' : 'false',
    from: from === undefined ? undefined : instant(from),
    until: to === undefined ? undefined : instant(addDays(to, 1)),
  };
}
