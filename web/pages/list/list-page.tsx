import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useFormats } from '../../app/formats.tsx';
import type { ListSearch } from '../../app/list-search.ts';
import { listPageQuery } from '../../data/lists.ts';
import { aboutQuery } from '../../data/queries.ts';
import { useMe } from '../../data/session.ts';
import { phone, phoneQuery } from '../../parts/layout.ts';
import { Loading } from '../../parts/loading.tsx';
import { useMedia } from '../../parts/use-media.ts';
import { FilterBar } from './filter-bar.tsx';
import { ListRows } from './list-rows.tsx';
import { ListTools } from './list-tools.tsx';
import { isNarrowed, questionOf, usualFor, withoutFilters } from './question.ts';
import { useColumns } from './use-columns.ts';
import { useKnown } from './use-known.ts';
import { ViewsMenu } from './views-menu.tsx';

const PipelineView = lazy(() =>
  import('./pipeline-view.tsx').then((loaded) => ({ default: loaded.PipelineView })),
);

const route = getRouteApi('/$collection');

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: 'auto auto minmax(320px, 1fr)',
    gap: '14px',
    height: 'calc(100dvh - 68px)',
    [phone]: { height: 'auto', gridTemplateRows: 'auto auto auto' },
    '@media print': { display: 'block', height: 'auto', page: 'list' },
  },
  tall: { height: 'auto', gridTemplateRows: 'auto auto auto' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    justifyContent: 'space-between',
    gap: '8px 24px',
  },
  about: { color: tokens.colorNeutralForeground2, minHeight: '20px', textWrap: 'pretty' },
});

/** Records of one kind: a view of them, sorted and narrowed by the server, as a list or as the pipeline. */
export function ListPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const { collection } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/$collection' });
  const formats = useFormats();
  const isPhone = useMedia(phoneQuery);
  const { roles } = useMe();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const showsHealth = about.shown.health;

  const usual = useMemo(
    () => usualFor({ collection, roles, showsHealth }),
    [collection, roles, showsHealth],
  );
  const question = useMemo(() => questionOf(search, usual), [search, usual]);
  const router = useRouter();
  const change = (part: ListSearch) => {
    // Whoever typed and then opened a record at once is on the way there already.
    if (router.latestLocation.pathname !== `/${collection}`) return;
    // The list scrolls in a box of its own, and to look where the page stands would lay it out once more.
    navigate({
      search: (before) => ({ ...before, ...part }),
      replace: true,
      resetScroll: false,
    });
  };
  const queries = useQueryClient();
  const sortBy = (sort: string) => {
    // The server can begin before the page has drawn what was clicked.
    queries.prefetchQuery(listPageQuery(collection, questionOf({ ...search, sort }, usual), 0));
    change({ sort });
  };
  const chosen = useColumns({
    collection,
    search,
    showsHealth,
    onColumns: (columns) => change({ columns }),
  });
  const [known, tell] = useKnown(collection);
  const clear = () => navigate({ search: withoutFilters(search), replace: true });
  const isPipeline = search.as === 'pipeline' && collection === 'opportunities' && showsHealth;
  const asOf = formats.instant(about.now);
  return (
    <div className={isPipeline ? `${styles.page} ${styles.tall}` : styles.page} key={collection}>
      <div className={styles.head}>
        <div>
          <ViewsMenu collection={collection} search={search} usual={usual} columns={chosen.ids} />
          <p className={styles.about}>
            {known !== null && (
              <Trans>
                <Plural value={known.total} one="# record" other="# records" /> · figures of the
                last {known.days} days · as of {asOf}
              </Trans>
            )}
          </p>
        </div>
        <ListTools
          collection={collection}
          search={search}
          question={question}
          chosen={chosen}
          showsHealth={showsHealth}
        />
      </div>
      <FilterBar
        collection={collection}
        search={search}
        usual={usual}
        showsHealth={showsHealth}
        onNarrow={change}
        onClear={clear}
      />
      {isPipeline ? (
        <Suspense fallback={<Loading label={t`The pipeline is loading`} isTitled />}>
          <PipelineView question={question} onKnown={tell} />
        </Suspense>
      ) : (
        <ListRows
          collection={collection}
          question={question}
          chosen={chosen}
          isPhone={isPhone}
          isNarrowed={isNarrowed(search, usual)}
          whose={question.whose ?? null}
          onSort={sortBy}
          onClear={clear}
          onKnown={tell}
        />
      )}
    </div>
  );
}
