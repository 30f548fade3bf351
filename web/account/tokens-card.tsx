import { Button, Checkbox, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { Me, tokenMadeSchema } from '../../src/contract/sign-in.ts';
import type { Scope } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { tokensQuery } from '../data/account.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Form, FormFoot, FormProblem, Submit, useFieldProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import { scopeWords } from '../words.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px 16px' },
  name: { flex: '2 1 180px' },
  days: { flex: '1 1 110px' },
  scopes: { display: 'flex', flexWrap: 'wrap', gap: '0 12px', margin: '0 -8px' },
});

const offeredDays = [7, 30, 90, 365] as const;

/** What programs sign in with in one's place. */
export function TokensCard({ me }: { readonly me: Me }) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const queries = useQueryClient();
  const { data } = useQuery(tokensQuery);
  const revoking = useMutation({
    mutationFn: (key: number) => sent('DELETE', `me/tokens/${key}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const tokens = data?.tokens ?? [];
  return (
    <Card
      title={t`API tokens`}
      caption={t`For programs that ask in your place. A token can do no more than you, and can neither make tokens nor change passwords.`}
    >
      {tokens.length === 0 ? (
        <Nothing>
          <Trans>There are none.</Trans>
        </Nothing>
      ) : (
        <PlainTable
          label={t`API tokens`}
          heads={[t`Name`, t`May`, t`Used`, t`Until`, '']}
          isEndAction
          rows={tokens.map(({ key, name, scopes, usedAt, expiresAt }) => ({
            key: String(key),
            cells: [
              name,
              scopes.map((scope) => i18n._(scopeWords[scope])).join(', '),
              usedAt === null ? t`never` : formats.instantDay(usedAt),
              formats.instantDay(expiresAt),
              <Button
                key="revoke"
                size="small"
                aria-label={t`Revoke the token ${name}`}
                disabledFocusable={revoking.isPending}
                onClick={() => revoking.mutate(key)}
              >
                <Trans>Revoke</Trans>
              </Button>,
            ],
          }))}
        />
      )}
      <FormProblem error={revoking.error} />
      {!me.demo && data !== undefined && <MakeForm scopes={data.scopes} />}
    </Card>
  );
}

function MakeForm({ scopes }: { readonly scopes: readonly Scope[] }) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read']);
  const making = useMutation({
    mutationFn: () =>
      sent<z.output<typeof tokenMadeSchema>>('POST', 'me/tokens', {
        name,
        scopes: chosen,
        days: Number(days),
      }),
    onSuccess: () => {
      setName('');
      queries.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  const problem = useFieldProblem(making.error);
  return (
    <Form label={t`New API token`} onSubmit={() => making.mutate()}>
      {making.data !== undefined && (
        <ShownOnce secret={making.data.token}>
          <Trans>The new token, shown this once:</Trans>
        </ShownOnce>
      )}
      <div className={styles.row}>
        <Field label={t`Name of a new token`} className={styles.name} {...problem('name')}>
          <Input
            value={name}
            placeholder={t`What uses it`}
            onChange={(_event, { value }) => setName(value)}
          />
        </Field>
        <Field label={t`Holds for`} className={styles.days} {...problem('days')}>
          <Select value={days} onChange={(_event, { value }) => setDays(value)}>
            {offeredDays.map((offered) => (
              <option key={offered} value={offered}>
                <Plural value={offered} one="# day" other="# days" />
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <fieldset style={{ border: 'none', margin: 0, padding: 0 }} aria-label={t`What it may do`}>
        <div className={styles.scopes}>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              label={i18n._(scopeWords[scope])}
              checked={chosen.includes(scope)}
              onChange={(_event, { checked }) =>
                setChosen(scopes.filter((one) => (one === scope ? checked : chosen.includes(one))))
              }
            />
          ))}
        </div>
      </fieldset>
      <FormProblem error={making.error} fields={['name', 'days']} />
      <FormFoot>
        <Submit isBusy={making.isPending} disabled={name.trim() === '' || chosen.length === 0}>
          <Trans>Make a token</Trans>
        </Submit>
      </FormFoot>
    </Form>
  );
}
