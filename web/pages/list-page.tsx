import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useAnnounce } from '../app/announcer.tsx';
import { useFormats } from '../app/formats.tsx';
import type { ListSearch } from '../app/search.ts';
import { aboutQuery, type ListQuestion, listQuery } from '../data/queries.ts';
import { Failure } from '../parts/failure.tsx';
import { phone, phoneQuery } from '../parts/layout.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useMedia } from '../parts/use-media.ts';
import { collectionWords } from '../words.ts';
import { RecordCards } from './list-cards.tsx';
import { ListFilters } from './list-filters.tsx';
import { ListSkeleton, RecordTable } from './list-table.tsx';

const route = getRouteApi('/$collection');

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateRows: 'auto auto minmax(320px, 1fr)',
    gap: '20px',
    height: 'calc(100dvh - 68px)',
    [phone]: { height: 'auto', gridTemplateRows: 'auto auto auto', gap: '16px' },
  },
  about: { color: tokens.colorNeutralForeground2, marginTop: '4px' },
  empty: {
    display: 'grid',
    alignContent: 'start',
    padding: '40px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
});

/** All records of one kind that the filters leave, sorted by the server, with their figures. */
export function ListPage() {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const { collection } = route.useParams();
  const search = route.useSearch();
  const formats = useFormats();
  const isPhone = useMedia(phoneQuery);
  const { data: about } = useSuspenseQuery(aboutQuery);
  const question = questionOf(search, collection);
  const list = useInfiniteQuery(listQuery(collection, question));

  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total;
  const days = list.data?.pages[0]?.days ?? 60;
  const title = i18n._(collectionWords[collection]);
  useAnnouncedTotal(list.isPlaceholderData ? undefined : total, title);

  const shown = {
    collection,
    rows,
    total: total ?? 0,
    sort: question.sort,
    now: about.now,
    isStale: list.isPlaceholderData,
    loadMore: () => {
      if (list.hasNextPage && !list.isFetching) list.fetchNextPage();
    },
  };
  const asOf = formats.instant(about.now);
  return (
    <div className={styles.page} key={collection}>
      <div>
        <PageTitle title={title} />
        <p className={styles.about}>
          {total !== undefined && (
            <Trans>
              <Plural value={total} one="# record" other="# records" /> · figures of the last {days}{' '}
              days · as of {asOf}
            </Trans>
          )}
        </p>
      </div>
      <ListFilters collection={collection} search={search} />
      {list.isError && rows.length === 0 ? (
        <Failure error={list.error} onRetry={() => list.refetch()} />
      ) : list.isPending ? (
        <ListSkeleton label={t`The list is loading`} />
      ) : rows.length === 0 ? (
        <div className={styles.empty}>
          <Empty isNarrowed={isNarrowed(search)} records={about.counts[collection]} />
        </div>
      ) : isPhone ? (
        <RecordCards {...shown} />
      ) : (
        <RecordTable {...shown} />
      )}
    </div>
  );
}

function Empty({
  isNarrowed,
  records,
}: {
  readonly isNarrowed: boolean;
  readonly records: number;
}) {
  if (records === 0) {
    return (
      <Nothing>
        <Trans>
          There is nothing here yet. Import a bundle, a CSV file, a mailbox or a calendar with{' '}
          <code>npm run -s rapport -- import</code>, and the records appear as soon as they are
          read.
        </Trans>
      </Nothing>
    );
  }
  return (
    <Nothing>
      {isNarrowed ? (
        <Trans>No record fits these filters. Take one away, or search for a shorter text.</Trans>
      ) : (
        <Trans>None of the records is open. Choose another status to see the others.</Trans>
      )}
    </Nothing>
  );
}

function isNarrowed({ search, health, trend, owner, status }: ListSearch): boolean {
  return [search, health, trend, owner, status].some((filter) => filter !== undefined);
}

function questionOf(search: ListSearch, collection: string): ListQuestion {
  const { sort = '-health.score', health, status } = search;
  const hasStatus = collection === 'opportunities' || collection === 'leads';
  const isState = health === 'notEnoughInfo' || health === 'noClosedActivities';
  return {
    sort,
    search: search.search,
    status: hasStatus && status !== 'all' ? (status ?? 'open') : undefined,
    owner: search.owner,
    trend: search.trend,
    grade: isState ? undefined : health,
    state: isState ? health : undefined,
  };
}

function useAnnouncedTotal(total: number | undefined, title: string) {
  const announce = useAnnounce();
  const { t } = useLingui();
  const sentence = total === undefined ? '' : t`${title}: ${total}`;
  useEffect(() => announce(sentence), [announce, sentence]);
}
