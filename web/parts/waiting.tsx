import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';

const useStyles = makeStyles({
  rows: { display: 'grid' },
  row: { display: 'grid', alignItems: 'center' },
});

type Props = {
  readonly label: string;
  /** As many as usually come, so that what is below moves little when they do. */
  readonly rows: number;
  /** Pixels of one. */
  readonly rowHeight?: number;
};

/** Grey lines within a card, where rows are about to be. */
export function Waiting({ label, rows, rowHeight = 40 }: Props) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={label} className={styles.rows}>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key, row) => (
        <div key={key} className={styles.row} style={{ height: rowHeight }}>
          <SkeletonItem size={16} style={{ width: `${94 - ((row * 17) % 38)}%` }} />
        </div>
      ))}
    </Skeleton>
  );
}
