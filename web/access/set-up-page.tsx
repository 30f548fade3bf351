import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import type { signedInSchema } from '../../src/contract/sign-in.ts';
import { sent } from '../data/client.ts';
import { entered } from '../data/session.ts';
import { Form, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceField } from './entrance-field.tsx';
import { useLinkToken } from './link-token.ts';
import { NewPassword } from './new-password.tsx';

/** The first administrator, by the link that the server printed. */
export function SetUpPage() {
  const { t } = useLingui();
  const token = useLinkToken();
  if (token === null) {
    return (
      <Entrance
        title={t`Set up Rapport`}
        lead={
          <Trans>
            This page is opened by the link that the server prints when it starts. What stands after
            the # of the link is missing; the command <code>rapport set-up</code> prints a new one.
          </Trans>
        }
      />
    );
  }
  return (
    <Entrance
      title={t`Set up Rapport`}
      lead={
        <Trans>
          You will be the first administrator: you invite the others, connect the sources and decide
          what counts.
        </Trans>
      }
    >
      <SetUpForm token={token} />
    </Entrance>
  );
}

function SetUpForm({ token }: { readonly token: string }) {
  const { t } = useLingui();
  const { history } = useRouter();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const setting = useMutation({
    mutationFn: () =>
      sent<z.output<typeof signedInSchema>>('POST', 'set-up', { token, email, name, password }),
    onSuccess: ({ me }) => {
      entered(me);
      history.replace('/settings/privacy');
    },
  });
  const problem = useFieldProblem(setting.error);
  return (
    <Form label={t`First administrator`} onSubmit={() => setting.mutate()}>
      <EntranceField
        label={t`Your name`}
        name="name"
        autoComplete="name"
        value={name}
        onType={setName}
        {...problem('name')}
      />
      <EntranceField
        label={t`Your email address`}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onType={setEmail}
        {...problem('email')}
      />
      <NewPassword
        label={t`Password`}
        value={password}
        onType={setPassword}
        {...problem('password')}
      />
      <FormProblem error={setting.error} fields={['name', 'email', 'password']} />
      <Submit
        size="large"
        isBusy={setting.isPending}
        disabled={name.trim() === '' || email.trim() === '' || password === ''}
      >
        <Trans>Set up</Trans>
      </Submit>
    </Form>
  );
}
