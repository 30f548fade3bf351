import { makeStyles } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Collection } from '../../src/contract/api.ts';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { collectionWords } from '../words.ts';

const useStyles = makeStyles({ page: { display: 'grid', justifyItems: 'start', gap: '16px' } });

type Props = {
  readonly collection: Collection;
  readonly error: unknown;
  readonly onRetry: () => void;
};

/** A record that cannot be shown: why, and the way to those that can. */
export function NoRecord({ collection, error, onRetry }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const name = i18n._(collectionWords[collection]);
  return (
    <div className={styles.page}>
      <PageTitle title={t`The record cannot be shown`} />
      <Failure error={error} onRetry={onRetry} />
      <Link to="/$collection" params={{ collection }}>
        <Trans>Go to the list: {name}</Trans>
      </Link>
    </div>
  );
}
