import { Trans, useLingui } from '@lingui/react/macro';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import type { invitationAcceptedSchema, invitationSeenSchema } from '../../src/contract/sign-in.ts';
import { linkKey } from '../data/cache.ts';
import { sent } from '../data/client.ts';
import { entered } from '../data/session.ts';
import { Form, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { Loading } from '../parts/loading.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceField } from './entrance-field.tsx';
import { useLinkToken } from './link-token.ts';
import { NewPassword } from './new-password.tsx';

type Seen = z.output<typeof invitationSeenSchema>;

const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: [...linkKey, token],
    queryFn: () => sent<Seen>('POST', 'invitations/look', { token }),
    retry: false,
    // It is good for one time only: whoever has used it is not to be told, on the way in, that it is used up.
    staleTime: 'static',
  });

/** An invitation, or a link for a new password. */
export function InvitationPage() {
  const { t } = useLingui();
  const token = useLinkToken();
  const { data, error } = useQuery({ ...invitationQuery(token ?? ''), enabled: token !== null });
  if (token === null) {
    return (
      <Entrance
        title={t`Invitation`}
        lead={
          <Trans>
            This page is opened by the link of an invitation. What stands after the # of the link is
            missing: open it once more, or ask for a new one.
          </Trans>
        }
      />
    );
  }
  if (error !== null) {
    return (
      <Entrance title={t`Invitation`}>
        <FormProblem error={error} />
        <Link to="/sign-in">
          <Trans>Sign in</Trans>
        </Link>
      </Entrance>
    );
  }
  if (data === undefined) return <Loading label={t`The invitation is loading`} />;
  return data.purpose === 'join' ? (
    <Entrance
      title={t`Welcome`}
      lead={
        <Trans>
          You are invited to see how the customer relationships of {data.organization} stand. You
          will sign in as {data.email}.
        </Trans>
      }
    >
      <AcceptForm token={token} seen={data} />
    </Entrance>
  ) : (
    <Entrance
      title={t`A new password`}
      lead={
        <Trans>For {data.email}. Wherever you are signed in now, you will not be any more.</Trans>
      }
    >
      <AcceptForm token={token} seen={data} />
    </Entrance>
  );
}

function AcceptForm({ token, seen }: { readonly token: string; readonly seen: Seen }) {
  const { t } = useLingui();
  const { history } = useRouter();
  const isNew = seen.purpose === 'join';
  const [name, setName] = useState(seen.name ?? '');
  const [password, setPassword] = useState('');
  const accepting = useMutation({
    mutationFn: () =>
      sent<z.output<typeof invitationAcceptedSchema>>('POST', 'invitations/accept', {
        token,
        password,
        ...(isNew ? { name } : {}),
      }),
    onSuccess: ({ me }) => {
      if (me !== null) entered(me);
      history.replace(me === null ? '/sign-in' : '/');
    },
  });
  const problem = useFieldProblem(accepting.error);
  return (
    <Form label={t`Invitation`} onSubmit={() => accepting.mutate()}>
      {isNew && (
        <EntranceField
          label={t`Your name`}
          name="name"
          autoComplete="name"
          value={name}
          onType={setName}
          {...problem('name')}
        />
      )}
      {/* For password managers, which keep the two together. */}
      <input type="hidden" name="email" autoComplete="username" value={seen.email} />
      <NewPassword
        label={t`Password`}
        value={password}
        onType={setPassword}
        {...problem('password')}
      />
      <FormProblem error={accepting.error} fields={['name', 'password']} />
      <Submit
        size="large"
        isBusy={accepting.isPending}
        disabled={password === '' || (isNew && name.trim() === '')}
      >
        {isNew ? <Trans>Accept and sign in</Trans> : <Trans>Set the password</Trans>}
      </Submit>
    </Form>
  );
}
