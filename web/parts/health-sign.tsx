import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import type { ListRow } from '../../src/contract/list.ts';
import { gradeWords, stateWords } from '../words.ts';
import { GradeShape } from './grade-shape.tsx';
import { TrendSign } from './trend-sign.tsx';

const useStyles = makeStyles({
  sign: { display: 'inline-flex', alignItems: 'center', gap: '8px', whiteSpace: 'nowrap' },
  score: {
    minWidth: '2ch',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    textAlign: 'right',
  },
  column: { minWidth: '36px' },
  arrow: { minWidth: '18px' },
  state: { color: tokens.colorNeutralForeground3 },
});

type Props = {
  readonly health: ListRow['health'];
  /** Scores, grades and arrows stand one below the other. */
  readonly isInColumn?: boolean;
};

/** Health in one line: shape, score, grade and trend; or in a few words why there is no score. */
export function HealthSign({ health, isInColumn = false }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  if (health.score === null || health.grade === null) {
    return (
      <span className={styles.sign}>
        <GradeShape grade={null} />
        <span className={styles.state}>{i18n._(stateWords[health.state])}</span>
      </span>
    );
  }
  return (
    <span className={styles.sign}>
      <GradeShape grade={health.grade} />
      <span className={styles.score}>{health.score}</span>
      <span className={mergeClasses(isInColumn && styles.column)}>
        {i18n._(gradeWords[health.grade])}
      </span>
      <span className={mergeClasses(isInColumn && styles.arrow)}>
        <TrendSign trend={health.trend} />
      </span>
    </span>
  );
}
