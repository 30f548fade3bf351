import { Checkbox, makeStyles } from '@fluentui/react-components';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { type Role, roles } from '../../src/model/vocabulary.ts';
import { roleNames } from '../words.ts';

const useStyles = makeStyles({
  set: { display: 'grid', margin: '0 -8px', padding: 0, border: 'none' },
  legend: { padding: '0 8px' },
});

const sights: Readonly<Record<Role, MessageDescriptor>> = {
  seller: msg`their own records`,
  manager: msg`also those of their people`,
  administrator: msg`the settings, not other people’s mail`,
  operations: msg`all records and figures, no subjects`,
};

type Props = { readonly chosen: readonly Role[]; readonly onChange: (roles: Role[]) => void };

/** Which roles somebody has, and what each of them lets one see. */
export function RoleBoxes({ chosen, onChange }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  return (
    <fieldset className={styles.set}>
      <legend className={styles.legend}>
        <Trans>Roles</Trans>
      </legend>
      {roles.map((role) => (
        <Checkbox
          key={role}
          label={`${i18n._(roleNames[role])}: ${i18n._(sights[role])}`}
          checked={chosen.includes(role)}
          onChange={(_event, { checked }) =>
            onChange(roles.filter((one) => (one === role ? checked : chosen.includes(one))))
          }
        />
      ))}
    </fieldset>
  );
}
