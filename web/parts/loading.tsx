import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { phone } from './layout.ts';
import { Waiting } from './waiting.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: '20px' },
  title: { display: 'grid', gap: '12px', padding: '4px 0' },
  card: {
    padding: '20px 24px',
    borderRadius: 'var(--borderRadiusXLarge)',
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    [phone]: { padding: '16px' },
  },
});

type Props = {
  readonly label: string;
  /** The heading is there already. */
  readonly isTitled?: boolean;
};

/** The cards of a page, empty, where they are about to be. */
export function Loading({ label, isTitled = false }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      {!isTitled && (
        <Skeleton aria-hidden className={styles.title}>
          <SkeletonItem size={28} style={{ width: 'min(340px, 70%)' }} />
          <SkeletonItem size={16} style={{ width: 'min(560px, 92%)' }} />
        </Skeleton>
      )}
      <div className={styles.card}>
        <Waiting label={label} rows={3} />
      </div>
      <div className={styles.card} aria-hidden>
        <Waiting label={label} rows={6} />
      </div>
    </div>
  );
}
