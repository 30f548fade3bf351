import { Field, Input } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { linkMadeSchema } from '../../src/contract/logins.ts';
import type { Role } from '../../src/model/vocabulary.ts';
import { invitationsQuery } from '../data/administration.ts';
import { sent } from '../data/client.ts';
import { FormProblem, useFieldProblem } from '../parts/form.tsx';
import { Modal, ModalActions } from '../parts/modal.tsx';
import { CrmPersonField } from './crm-person-field.tsx';
import { RoleBoxes } from './role-boxes.tsx';

/** A link that lets somebody in, shown once. */
export type LinkMade = z.output<typeof linkMadeSchema>;

type Props = {
  readonly onInvited: (link: LinkMade) => void;
  readonly onCancel: () => void;
};

/** Whom to let in, with which roles; answers with the link that does so. */
export function InviteDialog({ onInvited, onCancel }: Props) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>(['seller']);
  const [userId, setUserId] = useState<string | null>(null);
  const inviting = useMutation({
    mutationFn: () =>
      sent<LinkMade>('POST', 'invitations', {
        email,
        roles,
        ...(name.trim() === '' ? {} : { name }),
        ...(userId === null ? {} : { userId }),
      }),
    onSuccess: (made) => {
      queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      onInvited(made);
    },
  });
  const problem = useFieldProblem(inviting.error);
  return (
    <Modal
      title={<Trans>Invite somebody</Trans>}
      onClose={onCancel}
      actions={
        <ModalActions
          verb={<Trans>Make the link</Trans>}
          isBlocked={email.trim() === '' || roles.length === 0}
          isBusy={inviting.isPending}
          onConfirm={() => inviting.mutate()}
          onCancel={onCancel}
        />
      }
    >
      <Field label={t`Email address`} {...problem('email')}>
        <Input type="email" value={email} onChange={(_event, { value }) => setEmail(value)} />
      </Field>
      <Field label={t`Name, if you know it`} {...problem('name')}>
        <Input value={name} onChange={(_event, { value }) => setName(value)} />
      </Field>
      <RoleBoxes chosen={roles} onChange={setRoles} />
      <CrmPersonField value={userId} error={inviting.error} onChange={setUserId} />
      <FormProblem error={inviting.error} fields={['email', 'name', 'userId']} />
    </Modal>
  );
}
