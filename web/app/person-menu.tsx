import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { PersonRegular, PersonSwapRegular, SignOutRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { sessionQuery, signInAs, signOut, useMe } from '../data/session.ts';
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

/** Who one is here, and the ways from it: the account, another person of the demo, out. */
export function PersonMenu({ onLeave }: { readonly onLeave?: (() => void) | undefined }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const { history } = useRouter();
  const me = useMe();
  const { ways } = useSuspenseQuery(sessionQuery).data;
  const leaving = useMutation({ mutationFn: signOut });
  const switching = useMutation({
    mutationFn: signInAs,
    onSuccess: () => {
      onLeave?.();
      history.push('/');
    },
  });
  const names = me.roles.map((role) => i18n._(roleNames[role])).join(', ');
  const others = me.demo && ways.demo !== null ? ways.demo : [];
  return (
    <Menu inline positioning={{ position: 'above', align: 'start', strategy: 'fixed' }}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button}>
          <Avatar name={me.name} size={32} color="colorful" aria-hidden />
          <span className={styles.text}>
            <span className={styles.name}>{me.name}</span>
            <span className={styles.roles}>{names}</span>
          </span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemLink
            href="/account"
            icon={<PersonRegular />}
            onClick={(event) => {
              event.preventDefault();
              onLeave?.();
              history.push('/account');
            }}
          >
            <Trans>My account</Trans>
          </MenuItemLink>
          {others.length > 0 && (
            <MenuGroup>
              <MenuGroupHeader>
                <Trans>See the demo as</Trans>
              </MenuGroupHeader>
              {others.map((person) => (
                <MenuItem
                  key={person}
                  icon={<PersonSwapRegular />}
                  disabled={me.roles.includes(person)}
                  onClick={() => switching.mutate(person)}
                >
                  {i18n._(roleNames[person])}
                </MenuItem>
              ))}
            </MenuGroup>
          )}
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} onClick={() => leaving.mutate()}>
            <Trans>Sign out</Trans>
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
