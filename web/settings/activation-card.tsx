import { Badge, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Activation } from '../../src/contract/activation.ts';
import { NewPassword } from '../access/new-password.tsx';
import { useFormats } from '../app/formats.tsx';
import { useLanguage } from '../app/language.tsx';
import { activationQuery } from '../data/administration.ts';
import { sessionKey } from '../data/cache.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Form, FormFoot, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { NoticeText } from '../parts/notice-text.tsx';

const useStyles = makeStyles({
  state: { flexShrink: 0, whiteSpace: 'nowrap' },
  details: {
    '& summary': {
      width: 'fit-content',
      padding: '3px 0',
      color: tokens.colorNeutralForeground2,
      cursor: 'pointer',
    },
    '& summary:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  text: { paddingTop: '10px' },
  administrator: {
    display: 'grid',
    gap: '14px',
    maxWidth: '420px',
    padding: '16px 18px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  small: { color: tokens.colorNeutralForeground2, lineHeight: '20px', textWrap: 'pretty' },
});

/** The notice: accepted once, before anything of one's own is read in. */
export function ActivationCard({ activation }: { readonly activation: Activation }) {
  const styles = useStyles();
  const { language } = useLanguage();
  const formats = useFormats();
  const { notice, active, accepted } = activation;
  const text = notice.texts[language];
  const latest = accepted[0];
  const by = latest?.by;
  const at = latest === undefined ? '' : formats.instant(latest.acceptedAt);
  return (
    <Card
      title={text.title}
      caption={
        latest === undefined ? (
          <Trans>Nothing is read in before this is accepted.</Trans>
        ) : by === null ? (
          <Trans>Accepted on {at}</Trans>
        ) : (
          <Trans>
            Accepted by {by} on {at}
          </Trans>
        )
      }
      actions={
        <Badge appearance="tint" className={styles.state} color={active ? 'success' : 'warning'}>
          {active ? <Trans>accepted</Trans> : <Trans>not accepted yet</Trans>}
        </Badge>
      }
    >
      {active ? (
        <details className={styles.details}>
          <summary>
            <Trans>Read it again</Trans>
          </summary>
          <div className={styles.text}>
            <NoticeText paragraphs={text.paragraphs} />
          </div>
        </details>
      ) : (
        <>
          <NoticeText paragraphs={text.paragraphs} />
          <AcceptForm activation={activation} />
        </>
      )}
    </Card>
  );
}

function AcceptForm({ activation }: { readonly activation: Activation }) {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const [isAccepted, setAccepted] = useState(false);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { administratorNeeded } = activation;
  const accepting = useMutation({
    mutationFn: () =>
      sent<Activation>('POST', 'activation', {
        noticeVersion: activation.notice.version,
        accept: true,
        ...(administratorNeeded ? { administrator: { name, email, password } } : {}),
      }),
    onSuccess: (answer) => {
      queries.setQueryData(activationQuery.queryKey, answer);
      // In the demo, somebody else is signed in from here on.
      queries.invalidateQueries({ queryKey: sessionKey });
      queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const problem = useFieldProblem(accepting.error);
  const fields = ['administrator.name', 'administrator.email', 'administrator.password'];
  const isFilled =
    !administratorNeeded || [name, email, password].every((text) => text.trim() !== '');
  return (
    <Form label={t`Accept the notice`} onSubmit={() => accepting.mutate()}>
      {administratorNeeded && (
        <div className={styles.administrator}>
          <p className={styles.small}>
            <Trans>
              With this the demo becomes yours, and signing in by one click ends. Name the person
              who administers from now on; it is they who accept, and you go on as them.
            </Trans>
          </p>
          <Field label={t`Name`} {...problem('administrator.name')}>
            <Input
              autoComplete="name"
              value={name}
              onChange={(_event, { value }) => setName(value)}
            />
          </Field>
          <Field label={t`Email address`} {...problem('administrator.email')}>
            <Input
              type="email"
              autoComplete="username"
              value={email}
              onChange={(_event, { value }) => setEmail(value)}
            />
          </Field>
          <NewPassword
            size="medium"
            label={t`Password`}
            value={password}
            onType={setPassword}
            {...problem('administrator.password')}
          />
        </div>
      )}
      <Checkbox
        label={t`I accept this for the organisation, and have cleared up what it names`}
        checked={isAccepted}
        onChange={(_event, { checked }) => setAccepted(checked === true)}
      />
      <FormProblem error={accepting.error} fields={fields} />
      <FormFoot>
        <Submit isBusy={accepting.isPending} disabled={!isAccepted || !isFilled}>
          <Trans>Accept</Trans>
        </Submit>
      </FormFoot>
    </Form>
  );
}
