import { makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import type { SettingsValues } from '../../src/contract/settings.ts';
import type { SettingsAnswer } from '../../src/contract/settings-answers.ts';
import { activityKinds } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { phone } from '../parts/layout.ts';
import { kindsWords } from '../words.ts';

const useStyles = makeStyles({
  rows: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) 3ch',
    alignItems: 'center',
    gap: '6px 16px',
    [phone]: { gap: '6px 10px' },
  },
  slider: {
    minWidth: 0,
    width: '100%',
    height: '32px',
    margin: 0,
    accentColor: tokens.colorCompoundBrandBackground,
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  value: { textAlign: 'right', fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
  scale: {
    gridColumn: 2,
    display: 'flex',
    justifyContent: 'space-between',
    padding: '0 4px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
});

type Influence = SettingsValues['influence'];
type Props = {
  readonly values: Influence;
  readonly limit: SettingsAnswer['limits']['influence'];
  readonly onChange: (values: Influence) => void;
};

/** How much an email, a meeting, a call and a task weigh. */
export function InfluenceSliders({ values, limit, onChange }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const id = useId();
  return (
    <div className={styles.rows}>
      {activityKinds.map((kind) => {
        const text = formats.ratio(values[kind]);
        return [
          <label key="label" htmlFor={`${id}-${kind}`}>
            {i18n._(kindsWords[kind])}
          </label>,
          // The browser's own: Fluent's brings styles of which browsers complain.
          <input
            key="slider"
            type="range"
            id={`${id}-${kind}`}
            className={styles.slider}
            min={limit.min}
            max={limit.max}
            step={limit.step ?? 0.1}
            value={values[kind]}
            aria-valuetext={text}
            onChange={({ target: { valueAsNumber } }) =>
              onChange({ ...values, [kind]: Math.round(valueAsNumber * 10) / 10 })
            }
          />,
          <span key="value" className={styles.value} aria-hidden>
            {text}
          </span>,
        ];
      })}
      <span className={styles.scale} aria-hidden>
        <span>{formats.ratio(limit.min)}</span>
        <span>{formats.ratio(1)}</span>
        <span>{formats.ratio(limit.max)}</span>
      </span>
    </div>
  );
}
