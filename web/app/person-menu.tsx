import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { PersonRegular, PersonSwapRegular, SignOutRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { sessionQuery, signInAs, signOut, useMe } from '../data/session.ts';
import { roleNames } from '../words.ts';
import { PersonButton } from './person-button.tsx';

/**
 * Who one is here, and the ways from it: the account, another person of the demo, out. It is there from the first click
 * on, so it begins open.
 */
export function PersonMenu({ onLeave }: { readonly onLeave?: (() => void) | undefined }) {
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
  const others = me.demo && ways.demo !== null ? ways.demo : [];
  return (
    <Menu defaultOpen inline positioning={{ position: 'above', align: 'start', strategy: 'fixed' }}>
      <MenuTrigger disableButtonEnhancement>
        <PersonButton />
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
