import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type {
  Me,
  secondFactorBegunSchema,
  secondFactorConfirmedSchema,
} from '../../src/contract/sign-in.ts';
import { sessionKey } from '../data/cache.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Form, FormFoot, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { phone } from '../parts/layout.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PasswordInput } from '../parts/password-input.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';

type Begun = z.output<typeof secondFactorBegunSchema>;
type Confirmed = z.output<typeof secondFactorConfirmedSchema>;

const useStyles = makeStyles({
  steps: {
    display: 'grid',
    gridTemplateColumns: '180px minmax(0, 1fr)',
    gap: '20px',
    [phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  step: { display: 'grid', alignContent: 'start', gap: '14px' },
  secret: {
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
    letterSpacing: '0.04em',
    userSelect: 'all',
  },
  on: { display: 'flex', alignItems: 'center', gap: '8px', fontWeight: 600 },
  icon: { color: 'var(--gradeGood)' },
});

/** A code besides the password: begun with a QR code, confirmed with the first code, taken away with the password. */
export function SecondFactorCard({ me }: { readonly me: Me }) {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const title = t`Second factor`;
  const caption = t`A code from an authenticator app, asked for after the password`;
  if (me.demo || !me.hasPassword) {
    return (
      <Card title={title} caption={caption}>
        <Nothing>
          {me.demo ? (
            <Trans>The people of the demo have none.</Trans>
          ) : (
            <Trans>Your organisation’s sign-in sees to it.</Trans>
          )}
        </Nothing>
      </Card>
    );
  }
  return (
    <Card title={title} caption={caption}>
      {me.secondFactor && (
        <p className={styles.on}>
          <ShieldCheckmarkRegular fontSize={20} className={styles.icon} aria-hidden />
          <Trans>It is on</Trans>
        </p>
      )}
      {codes !== null && (
        <ShownOnce secret={codes.join('\n')}>
          <Trans>
            Recovery codes, shown this once. Each takes the place of a code one time, when the
            telephone is not there. Keep them where you keep passwords.
          </Trans>
        </ShownOnce>
      )}
      {begun === null ? (
        <AgainForm isOn={me.secondFactor} onBegun={setBegun} />
      ) : (
        <ConfirmForm
          begun={begun}
          onConfirmed={({ recoveryCodes }) => {
            setBegun(null);
            setCodes(recoveryCodes);
            queries.invalidateQueries({ queryKey: sessionKey });
          }}
          onCancel={() => setBegun(null)}
        />
      )}
    </Card>
  );
}

/** The password once more, before anything about the second factor changes. */
function AgainForm({
  isOn,
  onBegun,
}: {
  readonly isOn: boolean;
  readonly onBegun: (begun: Begun) => void;
}) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const changing = useMutation({
    mutationFn: async () => {
      if (!isOn) return sent<Begun>('POST', 'me/second-factor', { password });
      await sent('DELETE', 'me/second-factor', { password });
      return null;
    },
    onSuccess: (answer) => {
      setPassword('');
      if (answer === null) queries.invalidateQueries({ queryKey: sessionKey });
      else onBegun(answer);
    },
  });
  const problem = useFieldProblem(changing.error);
  return (
    <Form label={t`Second factor`} onSubmit={() => changing.mutate()}>
      <Field
        label={isOn ? t`Your password, to turn it off` : t`Your password, to turn it on`}
        {...problem('password')}
      >
        <PasswordInput
          name="password"
          autoComplete="current-password"
          value={password}
          onType={setPassword}
        />
      </Field>
      <FormProblem error={changing.error} fields={['password']} />
      <FormFoot>
        <Submit isBusy={changing.isPending} disabled={password === ''}>
          {isOn ? <Trans>Turn it off</Trans> : <Trans>Turn it on</Trans>}
        </Submit>
      </FormFoot>
    </Form>
  );
}

type ConfirmProps = {
  readonly begun: Begun;
  readonly onConfirmed: (confirmed: Confirmed) => void;
  readonly onCancel: () => void;
};

function ConfirmForm({ begun, onConfirmed, onCancel }: ConfirmProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const [code, setCode] = useState('');
  const confirming = useMutation({
    mutationFn: () => sent<Confirmed>('PUT', 'me/second-factor', { code: code.trim() }),
    onSuccess: onConfirmed,
  });
  const problem = useFieldProblem(confirming.error);
  return (
    <div className={styles.steps}>
      <QrCode text={begun.uri} label={t`QR code for the authenticator app`} />
      <div className={styles.step}>
        <p>
          <Trans>Scan this with an authenticator app, or type this into it:</Trans>
        </p>
        <p className={styles.secret}>{begun.secret.match(/.{1,4}/g)?.join(' ')}</p>
        <Form label={t`Confirm the second factor`} onSubmit={() => confirming.mutate()}>
          <Field label={t`The code that it shows now`} {...problem('code')}>
            <Input
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(_event, { value }) => setCode(value)}
            />
          </Field>
          <FormProblem error={confirming.error} fields={['code']} />
          <FormFoot>
            <Submit isBusy={confirming.isPending} disabled={code.trim().length < 6}>
              <Trans>Confirm</Trans>
            </Submit>
            <Button appearance="subtle" onClick={onCancel}>
              <Trans>Cancel</Trans>
            </Button>
          </FormFoot>
        </Form>
      </div>
    </div>
  );
}
