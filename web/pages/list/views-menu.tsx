import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkFilled, ChevronDownRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import type { View } from '../../../src/contract/views.ts';
import type { ListSearch } from '../../app/list-search.ts';
import { useMe } from '../../data/session.ts';
import { viewsQuery } from '../../data/views.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { Unfold } from '../../parts/unfold.tsx';
import { audienceWords } from './audience-words.ts';
import type { Usual } from './question.ts';
import { isChanged, searchOfView, titleOf, viewTitles, whosesFor } from './views.ts';

const ViewKeeper = lazy(() =>
  import('./view-keeper.tsx').then((loaded) => ({ default: loaded.ViewKeeper })),
);

const useStyles = makeStyles({
  title: { display: 'flex', alignItems: 'center', gap: '2px', minWidth: 0, flexWrap: 'wrap' },
  button: { minWidth: '32px', padding: '4px' },
  panel: { display: 'grid', gap: '2px', minWidth: '280px' },
  heading: {
    padding: '10px 8px 4px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: 500,
    color: tokens.colorNeutralForeground3,
  },
  link: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr auto',
    alignItems: 'center',
    gap: '6px',
    minHeight: '34px',
    padding: '0 8px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecoration: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: { fontWeight: 600 },
  by: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

type Props = {
  readonly collection: Collection;
  readonly search: ListSearch;
  readonly usual: Usual;
  readonly columns: readonly string[];
};

/** The title of the page, which is the view that is open, and the way to other views. */
export function ViewsMenu({ collection, search, usual, columns }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const { roles } = useMe();
  const { data } = useQuery(viewsQuery);
  const views = (data?.views ?? []).filter((view) => view.collection === collection);
  const open = views.find(({ key }) => key === search.view);
  const title = open?.name ?? i18n._(titleOf(search, { collection, usual }));
  const whose = search.whose ?? usual.whose;
  return (
    <div className={styles.title}>
      <PageTitle title={title} />
      <Unfold
        label={t`Views`}
        className={styles.button}
        face={<ChevronDownRegular fontSize={20} aria-hidden />}
      >
        {(close) => (
          <div className={styles.panel}>
            {whosesFor(roles).map((one) => (
              <ViewLink
                key={one}
                search={{ whose: one === usual.whose ? undefined : one }}
                collection={collection}
                isOpen={open === undefined && one === whose}
                onLeave={close}
              >
                {i18n._(viewTitles[one][collection])}
              </ViewLink>
            ))}
            {views.length > 0 && (
              <p className={styles.heading}>
                <Trans>Saved views</Trans>
              </p>
            )}
            {views.map((view) => (
              <ViewLink
                key={view.key}
                search={searchOfView(view)}
                collection={collection}
                isOpen={view === open}
                onLeave={close}
              >
                {view.name}
                <Shared view={view} />
              </ViewLink>
            ))}
            {data !== undefined && (
              <ViewKeeper
                key={open?.key ?? 0}
                collection={collection}
                search={search}
                usual={usual}
                columns={columns}
                open={open ?? null}
                mayShare={data.mayShare}
                onDone={close}
              />
            )}
          </div>
        )}
      </Unfold>
      {open !== undefined && isChanged(search, open, columns) && (
        <Badge appearance="tint" color="informative">
          <Trans>changed</Trans>
        </Badge>
      )}
    </div>
  );
}

type LinkProps = {
  readonly collection: Collection;
  readonly search: ListSearch;
  readonly isOpen: boolean;
  readonly onLeave: () => void;
  readonly children: ReactNode;
};

function ViewLink({ collection, search, isOpen, onLeave, children }: LinkProps) {
  const styles = useStyles();
  return (
    <Link
      to="/$collection"
      params={{ collection }}
      search={search}
      className={mergeClasses(styles.link, isOpen && styles.current)}
      aria-current={isOpen ? 'page' : undefined}
      onClick={onLeave}
    >
      <span>{isOpen && <CheckmarkFilled aria-hidden />}</span>
      {children}
    </Link>
  );
}

function Shared({ view: { by, sharedWith } }: { readonly view: View }) {
  const styles = useStyles();
  const { i18n, t } = useLingui();
  if (sharedWith === null) return null;
  const role = i18n._(audienceWords[sharedWith]);
  return <span className={styles.by}>{by === null ? t`for ${role}` : t`by ${by}`}</span>;
}
