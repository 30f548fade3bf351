import { makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { arc } from 'd3-shape';
import type { About } from '../../src/contract/api.ts';
import type { Grade } from '../../src/model/vocabulary.ts';
import { gradeColours } from '../parts/grade-shape.tsx';
import { gradeWords } from '../words.ts';

const useStyles = makeStyles({
  gauge: { display: 'block', width: '100%', maxWidth: '264px', height: 'auto', margin: '0 auto' },
  score: {
    fontSize: '52px',
    fontWeight: 700,
    letterSpacing: '-0.04em',
    fill: tokens.colorNeutralForeground1,
  },
  of: { fontSize: '12px', fill: tokens.colorNeutralForeground3 },
  needle: { fill: tokens.colorNeutralForeground1 },
});

type Props = {
  readonly score: number;
  readonly grade: Grade;
  readonly thresholds: About['grades'];
};

const [radius, thickness, sweep] = [104, 13, (216 * Math.PI) / 180];
const angle = (score: number) => (score / 100 - 0.5) * sweep;

/** A score on the arc of its grades; the grades that it is not in stand back. */
export function Gauge({ score, grade, thresholds }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const bands = bandsOf(thresholds);
  const draw = arc<readonly [number, number]>()
    .innerRadius(radius - thickness)
    .outerRadius(radius)
    .cornerRadius(thickness / 2)
    .startAngle(([from]) => angle(from) + 0.022)
    .endAngle(([, to]) => angle(to) - 0.022);
  const word = i18n._(gradeWords[grade]);
  const turned = (angle(score) * 180) / Math.PI;
  return (
    <svg
      viewBox="-116 -112 232 156"
      className={styles.gauge}
      role="img"
      aria-label={t`Health ${score} of 100, ${word}`}
    >
      {bands.map((band) => (
        <path
          key={band.grade}
          d={draw([band.from, band.to]) ?? ''}
          fill={gradeColours[band.grade]}
          fillOpacity={band.grade === grade ? 1 : 0.26}
        />
      ))}
      <path
        d="M0 -84 L6.5 -71.5 L-6.5 -71.5 Z"
        className={styles.needle}
        transform={`rotate(${turned})`}
      />
      <text textAnchor="middle" y="4" className={styles.score}>
        {score}
      </text>
      <text textAnchor="middle" y="26" className={styles.of}>
        {t`of 100`}
      </text>
    </svg>
  );
}

function bandsOf({ good, fair, excellent }: About['grades']) {
  const bands: { readonly grade: Grade; readonly from: number; readonly to: number }[] = [
    { grade: 'poor', from: 0, to: fair },
    { grade: 'fair', from: fair, to: good },
    { grade: 'good', from: good, to: excellent ?? 100 },
  ];
  if (excellent !== null) bands.push({ grade: 'excellent', from: excellent, to: 100 });
  return bands.filter(({ from, to }) => to > from);
}
