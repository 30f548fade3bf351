import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowRightRegular,
  ArrowTrendingDownRegular,
  ArrowTrendingRegular,
} from '@fluentui/react-icons';
import { useLingui } from '@lingui/react/macro';
import type { Trend } from '../../src/model/vocabulary.ts';
import { trendWords } from '../words.ts';
import { Hidden } from './hidden.tsx';

const useStyles = makeStyles({
  sign: { display: 'inline-flex', alignItems: 'center', gap: '4px', verticalAlign: 'middle' },
  improving: { color: 'var(--gradeGood)' },
  declining: { color: 'var(--gradePoor)' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const arrows = {
  improving: ArrowTrendingRegular,
  steady: ArrowRightRegular,
  declining: ArrowTrendingDownRegular,
} as const;

type Props = { readonly trend: Trend | null; readonly withWord?: boolean };

/** Where a score is heading: an arrow, and the word beside it or for screen readers. */
export function TrendSign({ trend, withWord = false }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  if (trend === null) return null;
  const word = i18n._(trendWords[trend]);
  if (trend === 'notEnoughInfo') {
    return withWord ? <span className={styles.quiet}>{word}</span> : <Hidden>{word}</Hidden>;
  }
  const Arrow = arrows[trend];
  const tone = trend === 'steady' ? styles.quiet : styles[trend];
  return (
    <span className={mergeClasses(styles.sign, tone)}>
      <Arrow fontSize={18} aria-hidden />
      {withWord ? word : <Hidden>{word}</Hidden>}
    </span>
  );
}
