import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  ColumnTripleRegular,
  DataScatterRegular,
  TextBulletListRegular,
} from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import type { ListSearch } from '../../app/list-search.ts';
import { exportAddress, type ListQuestion } from '../../data/lists.ts';
import { phone } from '../../parts/layout.ts';
import { Unfold } from '../../parts/unfold.tsx';
import { columnsOf } from './columns.ts';
import type { ChosenColumns } from './use-columns.ts';

const ColumnChooser = lazy(() =>
  import('./column-chooser.tsx').then((loaded) => ({ default: loaded.ColumnChooser })),
);

const useStyles = makeStyles({
  tools: { display: 'flex', alignItems: 'center', gap: '4px', '@media print': { display: 'none' } },
  quiet: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    minHeight: '32px',
    padding: '0 12px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontWeight: 600,
    textDecoration: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  switch: {
    display: 'inline-flex',
    padding: '2px',
    marginRight: '8px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground5,
  },
  side: { minHeight: '28px', padding: '0 10px', fontWeight: 400 },
  on: {
    color: tokens.colorNeutralForeground1,
    fontWeight: 600,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    ':hover': { backgroundColor: 'var(--cardBackground)' },
  },
  wide: { [phone]: { display: 'none' } },
});

type Props = {
  readonly collection: Collection;
  readonly search: ListSearch;
  readonly question: ListQuestion;
  readonly chosen: ChosenColumns;
  readonly showsHealth: boolean;
};

/** What one can do with a whole list: see it as a chart, choose its columns, take it along. */
export function ListTools({ collection, search, question, chosen, showsHealth }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  return (
    <div className={styles.tools}>
      {collection === 'opportunities' && showsHealth && (
        <nav className={styles.switch} aria-label={t`Show as`}>
          <Side collection={collection} search={{ ...search, as: undefined }} isOn={!search.as}>
            <TextBulletListRegular fontSize={18} aria-hidden />
            <Trans>List</Trans>
          </Side>
          <Side collection={collection} search={{ ...search, as: 'pipeline' }} isOn={!!search.as}>
            <DataScatterRegular fontSize={18} aria-hidden />
            <Trans>Pipeline</Trans>
          </Side>
        </nav>
      )}
      {search.as === undefined && (
        <div className={styles.wide}>
          <Unfold label={t`Columns`} icon={<ColumnTripleRegular />} side="end">
            {() => (
              <ColumnChooser
                all={columnsOf(collection).filter(({ isHealth }) => showsHealth || !isHealth)}
                shown={chosen.columns}
                onChange={chosen.choose}
                onWidth={chosen.widen}
                onReset={chosen.reset}
              />
            )}
          </Unfold>
        </div>
      )}
      <a
        href={exportAddress(collection, question)}
        download
        className={mergeClasses(styles.quiet, styles.wide)}
      >
        <ArrowDownloadRegular fontSize={20} aria-hidden />
        <Trans>Export CSV</Trans>
      </a>
    </div>
  );
}

type SideProps = {
  readonly collection: Collection;
  readonly search: ListSearch;
  readonly isOn: boolean;
  readonly children: ReactNode;
};

function Side({ collection, search, isOn, children }: SideProps) {
  const styles = useStyles();
  return (
    <Link
      to="/$collection"
      params={{ collection }}
      search={search}
      replace
      aria-current={isOn ? 'true' : undefined}
      className={mergeClasses(styles.quiet, styles.side, isOn && styles.on)}
    >
      {children}
    </Link>
  );
}
