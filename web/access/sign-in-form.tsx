import { Button, Divider, Field } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../src/model/problem.ts';
import { queryOf } from '../data/client.ts';
import { signIn } from '../data/session.ts';
import { Form, FormFoot, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { PasswordInput } from '../parts/password-input.tsx';
import { EntranceField } from './entrance-field.tsx';

type Props = {
  readonly openId: { readonly name: string } | null;
  readonly to: string | undefined;
};

/** Address and password, then the code of the second factor for who has one. */
export function SignInForm({ openId, to }: Props) {
  const { t } = useLingui();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const entering = useMutation({
    mutationFn: (code: string | undefined) =>
      signIn({ email, password, ...(code === undefined ? {} : { code }) }),
    onError: (error) => {
      if (isCode(error, 'second_factor_needed')) setNeedsCode(true);
    },
  });
  const error = isCode(entering.error, 'second_factor_needed') ? null : entering.error;
  if (needsCode) {
    return (
      <CodeForm
        error={error}
        isBusy={entering.isPending}
        onCode={(code) => entering.mutate(code)}
        onBack={() => {
          entering.reset();
          setNeedsCode(false);
        }}
      />
    );
  }
  return (
    <>
      {openId !== null && (
        <>
          <Button
            as="a"
            size="large"
            appearance="primary"
            href={`/api/v1/session/openid${queryOf({ to })}`}
          >
            <Trans>Continue with {openId.name}</Trans>
          </Button>
          <Divider>
            <Trans>or with a password</Trans>
          </Divider>
        </>
      )}
      <Form label={t`Sign in with a password`} onSubmit={() => entering.mutate(undefined)}>
        <EntranceField
          label={t`Email address`}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onType={setEmail}
        />
        <Field label={t`Password`}>
          <PasswordInput
            size="large"
            name="password"
            autoComplete="current-password"
            value={password}
            onType={setPassword}
          />
        </Field>
        <FormProblem error={error} />
        <Submit
          size="large"
          isBusy={entering.isPending}
          disabled={email.trim() === '' || password === ''}
        >
          <Trans>Sign in</Trans>
        </Submit>
      </Form>
    </>
  );
}

type CodeProps = {
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onCode: (code: string) => void;
  readonly onBack: () => void;
};

function CodeForm({ error, isBusy, onCode, onBack }: CodeProps) {
  const { t } = useLingui();
  const [code, setCode] = useState('');
  const problem = useFieldProblem(error);
  return (
    <Form label={t`Second factor`} onSubmit={() => onCode(code.trim())}>
      <EntranceField
        label={t`Code`}
        hint={t`Six digits from your authenticator app, or one of your recovery codes`}
        autoFocus
        name="code"
        autoComplete="one-time-code"
        value={code}
        onType={setCode}
        {...problem('code')}
      />
      <FormProblem error={error} fields={['code']} />
      <FormFoot>
        <Submit size="large" isBusy={isBusy} disabled={code.trim() === ''}>
          <Trans>Go on</Trans>
        </Submit>
        <Button size="large" appearance="subtle" onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
      </FormFoot>
    </Form>
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Problem && error.code === code;
}
