import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import type { ComponentProps } from 'react';
import { useMe } from '../data/session.ts';
import { roleNames } from '../words.ts';

const useStyles = makeStyles({
  button: {
    justifyContent: 'flex-start',
    gap: '10px',
    width: '100%',
    minHeight: '52px',
    marginTop: '10px',
    padding: '6px 10px',
    borderRadius: tokens.borderRadiusLarge,
    textAlign: 'left',
    fontWeight: 400,
  },
  face: {
    display: 'grid',
    placeItems: 'center',
    flex: '0 0 32px',
    height: '32px',
    borderRadius: '50%',
    fontSize: tokens.fontSizeBase200,
    fontWeight: 600,
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
  },
  text: { display: 'grid', minWidth: 0, lineHeight: '18px' },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontWeight: 600 },
  roles: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
});

type Props = Omit<Extract<ComponentProps<typeof Button>, { as?: 'button' }>, 'children'>;

/** Who one is here; opens the person menu. */
export function PersonButton(props: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const me = useMe();
  const initials = me.name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('');
  return (
    <Button {...props} appearance="subtle" className={styles.button}>
      <span className={styles.face} aria-hidden>
        {(initials.slice(0, 1) + (initials.length > 1 ? initials.slice(-1) : '')).toUpperCase()}
      </span>
      <span className={styles.text}>
        <span className={styles.name}>{me.name}</span>
        <span className={styles.roles}>
          {me.roles.map((role) => i18n._(roleNames[role])).join(', ')}
        </span>
      </span>
    </Button>
  );
}
