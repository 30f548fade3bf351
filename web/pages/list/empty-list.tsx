import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Collection } from '../../../src/contract/api.ts';
import { countsQuery } from '../../data/queries.ts';
import { Nothing } from '../../parts/nothing.tsx';

const useStyles = makeStyles({
  empty: {
    display: 'grid',
    alignContent: 'start',
    justifyItems: 'start',
    gap: '16px',
    padding: '40px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
});

type Props = {
  readonly collection: Collection;
  readonly isNarrowed: boolean;
  readonly whose: 'mine' | 'team' | null;
  readonly onClear: () => void;
};

/** Why a list has no rows, and what to do about it. */
export function EmptyList({ collection, isNarrowed, whose, onClear }: Props) {
  const styles = useStyles();
  const { data: counts, isPending } = useQuery(countsQuery);
  if (isNarrowed) {
    return (
      <div className={styles.empty}>
        <Nothing>
          <Trans>No record fits these filters. Take one away, or search for a shorter text.</Trans>
        </Nothing>
        <Button onClick={onClear}>
          <Trans>Clear filters</Trans>
        </Button>
      </div>
    );
  }
  if (isPending) return null;
  if (counts?.records[collection] === 0) {
    return (
      <div className={styles.empty}>
        <Nothing>
          <Trans>
            There is nothing here yet. Import a bundle, a CSV file, a mailbox or a calendar with{' '}
            <code>npm run -s rapport -- import</code>, and the records appear as soon as they are
            read.
          </Trans>
        </Nothing>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <Nothing>
        {whose === 'mine' ? (
          <Trans>None of the records that you own, or on whose team you are, is open.</Trans>
        ) : (
          <Trans>None of the records is open. Choose another status to see the others.</Trans>
        )}
      </Nothing>
      <Link
        to="/$collection"
        params={{ collection }}
        search={{ status: 'all', whose: 'all' }}
        style={{ color: tokens.colorBrandForegroundLink }}
      >
        <Trans>Show all that you may see, closed ones too</Trans>
      </Link>
    </div>
  );
}
