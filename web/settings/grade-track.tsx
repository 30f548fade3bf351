import { makeStyles, mergeClasses, Switch, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { GradeShape, gradeColours } from '../parts/grade-shape.tsx';
import { gradeWords } from '../words.ts';
import './grade-track.css';
import { type Grades, moved, ranges, type Step, withExcellent } from './grade-steps.ts';

const useStyles = makeStyles({
  track: { position: 'relative', height: '34px', margin: '4px 0 2px' },
  bands: {
    position: 'absolute',
    inset: '9px 0',
    display: 'flex',
    gap: '2px',
    overflow: 'hidden',
    borderRadius: '8px',
  },
  band: { minWidth: 0, height: '16px' },
  // One over the other; only their handles take the pointer.
  handle: {
    position: 'absolute',
    inset: '0 -4px',
    width: 'calc(100% + 8px)',
    height: '34px',
    margin: 0,
    appearance: 'none',
    background: 'none',
    pointerEvents: 'none',
    ':focus-visible': { outline: 'none' },
  },
  scale: {
    display: 'flex',
    justifyContent: 'space-between',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  legend: { display: 'flex', flexWrap: 'wrap', gap: '8px 28px', paddingTop: '12px' },
  grade: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '8px',
    fontVariantNumeric: 'tabular-nums',
  },
  range: { color: tokens.colorNeutralForeground2 },
  excellent: { margin: '8px -8px 0' },
});

type Props = {
  readonly grades: Grades;
  readonly defaults: Grades;
  readonly onChange: (grades: Grades) => void;
};

/** All grades on one track from 0 to 100; a handle where each begins, which pushes its neighbours on. */
export function GradeTrack({ grades, defaults, onChange }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const all = ranges(grades);
  const steps: readonly Step[] =
    grades.excellent === null ? ['fair', 'good'] : ['fair', 'good', 'excellent'];
  return (
    <div>
      <div className={styles.track}>
        <div className={styles.bands} aria-hidden>
          {[...all].reverse().map(({ grade, min, max }) => (
            <div
              key={grade}
              className={styles.band}
              // Where the next one begins, not where this one's last score stands.
              style={{
                flex: `${(max === 100 ? 100 : max + 1) - min} 0 0`,
                backgroundColor: gradeColours[grade],
              }}
            />
          ))}
        </div>
        {steps.map((step) => {
          const grade = i18n._(gradeWords[step]);
          return (
            <input
              key={step}
              type="range"
              className={mergeClasses('gradeHandle', styles.handle)}
              min={0}
              max={100}
              step={1}
              value={grades[step] ?? 100}
              aria-label={t`${grade} from`}
              onChange={({ target }) => onChange(moved(grades, step, target.valueAsNumber))}
            />
          );
        })}
      </div>
      <div className={styles.scale} aria-hidden>
        <span>0</span>
        <span>50</span>
        <span>100</span>
      </div>
      <ul className={styles.legend}>
        {all.map(({ grade, min, max }) => (
          <li key={grade} className={styles.grade}>
            <GradeShape grade={grade} />
            {i18n._(gradeWords[grade])}
            <span className={styles.range}>{min === max ? min : `${min}–${max}`}</span>
          </li>
        ))}
      </ul>
      <Switch
        className={styles.excellent}
        checked={grades.excellent !== null}
        label={<Trans>Use the grade Excellent</Trans>}
        onChange={() => onChange(withExcellent(grades, defaults.excellent))}
      />
    </div>
  );
}
