import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import type { ListQuestion } from '../../data/lists.ts';
import { aboutQuery } from '../../data/queries.ts';
import { Failure } from '../../parts/failure.tsx';
import { collectionWords } from '../../words.ts';
import { EmptyList } from './empty-list.tsx';
import { Grid } from './grid.tsx';
import { headHeight } from './grid-head.tsx';
import { rowHeight } from './grid-styles.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import { PrintedList } from './printed-list.tsx';
import type { ChosenColumns } from './use-columns.ts';
import type { Known } from './use-known.ts';
import { type Rows, useRows } from './use-rows.ts';
import { type Range, useViewport } from './use-viewport.ts';

const RecordCards = lazy(() =>
  import('./cards.tsx').then((loaded) => ({ default: loaded.RecordCards })),
);

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    alignSelf: 'start',
    overflow: 'auto',
    minHeight: 0,
    maxHeight: '100%',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    scrollbarWidth: 'thin',
    overscrollBehavior: 'contain',
    '@media print': { display: 'none' },
  },
  trouble: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    position: 'sticky',
    left: 0,
    bottom: 0,
    zIndex: 3,
    padding: '8px 20px',
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1,
  },
});

type Props = {
  readonly collection: Collection;
  readonly question: ListQuestion;
  readonly chosen: ChosenColumns;
  readonly isPhone: boolean;
  readonly isNarrowed: boolean;
  readonly whose: 'mine' | 'team' | null;
  readonly onSort: (sort: string) => void;
  readonly onClear: () => void;
  readonly onKnown: (known: Known) => void;
};

/** The rows of a list as a grid, on a phone as cards, on paper as a table; or why there are none. */
export function ListRows(props: Props) {
  return props.isPhone ? <CardsFrame {...props} /> : <GridFrame {...props} />;
}

function GridFrame(props: Props) {
  const { collection, question, chosen, onSort, onKnown } = props;
  const styles = useStyles();
  const { i18n } = useLingui();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const box = useRef<HTMLDivElement>(null);
  const view = useViewport(box, rowHeight);
  const rows = useRows(collection, question, view);
  useTold(rows, collection, onKnown);
  const isThere = rows.total !== undefined && rows.total > 0;
  return (
    <>
      <NoRows {...props} rows={rows} />
      <div
        ref={box}
        className={styles.frame}
        style={{ scrollPaddingTop: headHeight, scrollPaddingLeft: chosen.columns[0]?.width ?? 0 }}
        hidden={!isThere}
      >
        {isThere && (
          <Grid
            collection={collection}
            title={i18n._(collectionWords[collection])}
            columns={chosen.columns}
            question={question}
            rows={rows}
            view={view}
            box={box}
            now={about.now}
            onSort={onSort}
            onWidth={chosen.widen}
          />
        )}
        {isThere && rows.error !== null && <Trouble rows={rows} />}
      </div>
      {isThere && <PrintedList columns={chosen.columns} rows={rows} now={about.now} />}
    </>
  );
}

function CardsFrame(props: Props) {
  const { collection, question, onKnown } = props;
  const { data: about } = useSuspenseQuery(aboutQuery);
  const [range, setRange] = useState<Range>({ first: 0, end: 10 });
  const rows = useRows(collection, question, range);
  useTold(rows, collection, onKnown);
  return (
    <>
      <NoRows {...props} rows={rows} />
      {rows.total !== undefined && rows.total > 0 && (
        <Suspense fallback={null}>
          <RecordCards collection={collection} rows={rows} now={about.now} onRange={setRange} />
        </Suspense>
      )}
      {rows.total !== undefined && rows.error !== null && <Trouble rows={rows} />}
    </>
  );
}

type NoRowsProps = Props & { readonly rows: Rows };

function NoRows({ collection, isNarrowed, whose, rows, onClear }: NoRowsProps) {
  const { t } = useLingui();
  if (rows.total === undefined) {
    if (rows.error !== null) return <Failure error={rows.error} onRetry={rows.retry} />;
    return <ListSkeleton label={t`The list is loading`} />;
  }
  if (rows.total > 0) return null;
  return (
    <EmptyList collection={collection} isNarrowed={isNarrowed} whose={whose} onClear={onClear} />
  );
}

/** Some rows are there, others could not be had. */
function Trouble({ rows }: { readonly rows: Rows }) {
  const styles = useStyles();
  return (
    <div role="alert" className={styles.trouble}>
      <Trans>Some rows could not be loaded.</Trans>
      <Button size="small" onClick={rows.retry}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}

/** Tells the page, and whoever listens to it, how many rows there are. */
function useTold(
  { total, days, isStale }: Rows,
  collection: Collection,
  onKnown: Props['onKnown'],
) {
  const { i18n, t } = useLingui();
  const announce = useAnnounce();
  const title = i18n._(collectionWords[collection]);
  useEffect(() => {
    if (total === undefined || isStale) return;
    onKnown({ total, days });
    announce(t`${title}: ${total}`);
  }, [total, days, isStale, title, onKnown, announce, t]);
}
