import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';

const useStyles = makeStyles({
  page: { display: 'grid', gap: '16px', maxWidth: '900px' },
});

/** Grey bars where something is about to be. */
export function Loading({ label }: { readonly label: string }) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={label} className={styles.page}>
      <SkeletonItem size={32} style={{ width: '40%' }} />
      <SkeletonItem size={16} style={{ width: '65%' }} />
      <SkeletonItem size={128} />
      <SkeletonItem size={128} />
    </Skeleton>
  );
}
