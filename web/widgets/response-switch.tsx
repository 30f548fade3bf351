import { makeStyles, tokens } from '@fluentui/react-components';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { type ResponseBasis, responseBases } from './response-basis.ts';

const useStyles = makeStyles({
  bases: {
    display: 'flex',
    margin: 0,
    padding: '2px',
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground5,
  },
  basis: {
    minHeight: '26px',
    padding: '0 10px',
    border: 'none',
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    backgroundColor: 'transparent',
    borderRadius: tokens.borderRadiusMedium,
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-pressed="true"]': {
      fontWeight: 600,
      color: tokens.colorNeutralForeground1,
      backgroundColor: 'var(--cardBackground)',
      boxShadow: tokens.shadow2,
    },
  },
});

/** What is counted, for the end of a sentence. */
export const unitWords: Readonly<Record<ResponseBasis, MessageDescriptor>> = {
  elapsed: msg`elapsed hours: all that passed`,
  working: msg`working hours of whoever answers`,
};

const switchWords: Readonly<Record<ResponseBasis, MessageDescriptor>> = {
  elapsed: msg`Elapsed`,
  working: msg`Working hours`,
};

type Props = {
  readonly basis: ResponseBasis;
  readonly onChoose: (basis: ResponseBasis) => void;
};

/** Between time as it passed and working hours. */
export function BasisSwitch({ basis, onChoose }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  return (
    <fieldset className={styles.bases} aria-label={t`In which time`}>
      {responseBases.map((offered) => (
        <button
          key={offered}
          type="button"
          aria-pressed={offered === basis}
          className={styles.basis}
          onClick={() => onChoose(offered)}
        >
          {i18n._(switchWords[offered])}
        </button>
      ))}
    </fieldset>
  );
}
