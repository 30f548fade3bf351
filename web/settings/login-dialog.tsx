import { Button, makeStyles, Switch } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Login } from '../../src/contract/logins.ts';
import type { Role } from '../../src/model/vocabulary.ts';
import { loginsQuery, peopleQuery } from '../data/administration.ts';
import { sessionKey } from '../data/cache.ts';
import { sent } from '../data/client.ts';
import { FormFoot, FormProblem } from '../parts/form.tsx';
import { Modal, ModalActions } from '../parts/modal.tsx';
import { CrmPersonField } from './crm-person-field.tsx';
import type { LinkMade } from './invite-dialog.tsx';
import { RoleBoxes } from './role-boxes.tsx';

const useStyles = makeStyles({
  switch: { margin: '0 -8px' },
});

type Props = {
  readonly login: Login;
  readonly onClose: () => void;
  readonly onLink: (link: LinkMade) => void;
};

/** Roles, person and state of a login, and help for who cannot get in any more. */
export function LoginDialog({ login, onClose, onLink }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const [roles, setRoles] = useState<Role[]>(login.roles);
  const [active, setActive] = useState(login.active);
  const [userId, setUserId] = useState(login.userId);
  const path = `logins/${login.key}`;
  const renew = () => {
    queries.invalidateQueries({ queryKey: loginsQuery.queryKey });
    queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
    if (login.current) queries.invalidateQueries({ queryKey: sessionKey });
  };
  const saving = useMutation({
    mutationFn: () =>
      sent<unknown>('PATCH', path, {
        ...(roles.join() === login.roles.join() ? {} : { roles }),
        ...(active === login.active ? {} : { active }),
        ...(userId === login.userId ? {} : { userId }),
      }),
    onSuccess: () => {
      renew();
      onClose();
    },
  });
  const linking = useMutation({
    mutationFn: () => sent<LinkMade>('POST', `${path}/link`),
    onSuccess: onLink,
  });
  const removing = useMutation({
    mutationFn: () => sent('DELETE', `${path}/second-factor`),
    onSuccess: () => {
      renew();
      onClose();
    },
  });
  return (
    <Modal
      title={login.name}
      onClose={onClose}
      actions={
        <ModalActions
          verb={<Trans>Save</Trans>}
          isBusy={saving.isPending}
          onConfirm={() => saving.mutate()}
          onCancel={onClose}
        />
      }
    >
      <RoleBoxes chosen={roles} onChange={setRoles} />
      <CrmPersonField value={userId} error={saving.error} onChange={setUserId} />
      <Switch
        className={styles.switch}
        label={active ? t`Can sign in` : t`Deactivated: cannot sign in`}
        checked={active}
        onChange={(_event, { checked }) => setActive(checked)}
      />
      <FormFoot>
        <Button size="small" disabledFocusable={linking.isPending} onClick={() => linking.mutate()}>
          <Trans>Link for a new password</Trans>
        </Button>
        {login.secondFactor && (
          <Button
            size="small"
            disabledFocusable={removing.isPending}
            onClick={() => removing.mutate()}
          >
            <Trans>Remove the second factor</Trans>
          </Button>
        )}
      </FormFoot>
      <FormProblem error={saving.error ?? linking.error ?? removing.error} fields={['userId']} />
    </Modal>
  );
}
