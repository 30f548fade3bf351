import { Field, Input } from '@fluentui/react-components';
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
      <Field label={t`Your name`} {...problem('name')}>
        <Input
          size="large"
          name="name"
          autoComplete="name"
          value={name}
          onChange={(_event, { value }) => setName(value)}
        />
      </Field>
      <Field label={t`Your email address`} {...problem('email')}>
        <Input
          size="large"
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={(_event, { value }) => setEmail(value)}
        />
      </Field>
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
