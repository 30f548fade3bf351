import { makeStyles, ToggleButton } from '@fluentui/react-components';
import { TableRegular } from '@fluentui/react-icons';
import { useLingui } from '@lingui/react/macro';
import { notOnPaper } from '../parts/layout.ts';

type SwitchProps = { readonly isTable: boolean; readonly onSwitch: (isTable: boolean) => void };

/** Between a chart and the same figures as a table. */
export function TableSwitch({ isTable, onSwitch }: SwitchProps) {
  const { t } = useLingui();
  const styles = useStyles();
  return (
    <ToggleButton
      className={styles.switch}
      appearance="subtle"
      icon={<TableRegular />}
      checked={isTable}
      aria-label={t`View as table`}
      title={t`View as table`}
      onClick={() => onSwitch(!isTable)}
    />
  );
}

const useStyles = makeStyles({ switch: notOnPaper });
