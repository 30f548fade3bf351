import { Field } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me } from '../../src/contract/sign-in.ts';
import { NewPassword } from '../access/new-password.tsx';
import { useAnnounce } from '../app/announcer.tsx';
import { ownSessionsQuery } from '../data/account.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Done } from '../parts/done.tsx';
import { Form, FormFoot, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PasswordInput } from '../parts/password-input.tsx';

/** Changing one's password, which ends every other session. */
export function PasswordCard({ me }: { readonly me: Me }) {
  const { t } = useLingui();
  const caption = t`Changing it signs you out everywhere else.`;
  if (me.demo || !me.hasPassword) {
    return (
      <Card title={t`Password`} caption={t`How you sign in`}>
        <Nothing>
          {me.demo ? (
            <Trans>The people of the demo are entered by one click and have no password.</Trans>
          ) : (
            <Trans>You sign in with your organisation’s account and have no password here.</Trans>
          )}
        </Nothing>
      </Card>
    );
  }
  return (
    <Card title={t`Password`} caption={caption}>
      <PasswordForm email={me.email} />
    </Card>
  );
}

function PasswordForm({ email }: { readonly email: string }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const changing = useMutation({
    mutationFn: () => sent('POST', 'me/password', { current, next }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      announce(t`The password is changed`);
      queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
    },
  });
  const problem = useFieldProblem(changing.error);
  return (
    <Form label={t`Password`} onSubmit={() => changing.mutate()}>
      <input type="hidden" name="email" autoComplete="username" value={email} />
      <Field label={t`Present password`} {...problem('current')}>
        <PasswordInput
          name="current-password"
          autoComplete="current-password"
          value={current}
          onType={setCurrent}
        />
      </Field>
      <NewPassword
        size="medium"
        label={t`New password`}
        value={next}
        onType={setNext}
        {...problem('next')}
      />
      <FormProblem error={changing.error} fields={['current', 'next']} />
      <FormFoot>
        <Submit isBusy={changing.isPending} disabled={current === '' || next === ''}>
          <Trans>Change the password</Trans>
        </Submit>
        {changing.isSuccess && (
          <Done>
            <Trans>Changed</Trans>
          </Done>
        )}
      </FormFoot>
    </Form>
  );
}
