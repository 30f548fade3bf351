import { makeStyles, Select, Switch } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { useAppearance } from './appearance.tsx';
import { languages, useLanguage } from './language.tsx';

const useStyles = makeStyles({
  language: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' },
  switch: { margin: '0 -8px' },
});

/** Light or dark. */
export function AppearanceSwitch() {
  const styles = useStyles();
  const { t } = useLingui();
  const { appearance, choose } = useAppearance();
  return (
    <Switch
      className={styles.switch}
      label={t`Dark`}
      checked={appearance === 'dark'}
      onChange={(_event, { checked }) => choose(checked ? 'dark' : 'light')}
    />
  );
}

/** In which language the page speaks. */
export function LanguageChoice() {
  const styles = useStyles();
  const id = useId();
  const { language, speak } = useLanguage();
  const choices = Object.entries(languages);
  return (
    <div className={styles.language}>
      <label htmlFor={id}>
        <Trans>Language</Trans>
      </label>
      <Select
        id={id}
        size="small"
        value={language}
        onChange={(_event, { value }) => speak(value === 'de' ? 'de' : 'en')}
      >
        {choices.map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}
