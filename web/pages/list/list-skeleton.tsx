import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  skeleton: {
    display: 'grid',
    alignContent: 'start',
    gap: '18px',
    padding: '22px 20px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
});

/** Grey rows while the first page of a list is on its way. */
export function ListSkeleton({ label }: { readonly label: string }) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={label} className={styles.skeleton}>
      {Array.from({ length: 12 }, (_, row) => `row ${row}`).map((key, row) => (
        <SkeletonItem key={key} size={20} style={{ width: `${92 - ((row * 7) % 23)}%` }} />
      ))}
    </Skeleton>
  );
}
