import { Button, Field, makeStyles, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HandedOver } from '../../src/contract/people.ts';
import { useFormats } from '../app/formats.tsx';
import { peopleQuery } from '../data/administration.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Done } from '../parts/done.tsx';
import { Failure } from '../parts/failure.tsx';
import { FormFoot } from '../parts/form.tsx';
import { Waiting } from '../parts/waiting.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px 16px' },
  field: { flex: '1 1 200px', maxWidth: '320px' },
});

/** Hands the records of somebody who leaves to somebody else. */
export function HandOverCard() {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(peopleQuery);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [what, setWhat] = useState<'all' | 'open'>('open');
  const [isAsking, setAsking] = useState(false);
  const handing = useMutation({
    mutationFn: () =>
      sent<HandedOver>('POST', `people/${encodeURIComponent(from)}/hand-over`, { to, what }),
    onSuccess: () => {
      setAsking(false);
      queries.invalidateQueries();
    },
  });
  const people = data?.people ?? [];
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const [fromName, toName] = [nameOf(from), nameOf(to)];
  return (
    <Card
      title={t`Hand over records`}
      caption={t`The CRM stays the master: when it sends a record again with another owner, that holds.`}
    >
      {error !== null && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && (
        <Waiting label={t`The people are loading`} rows={4} />
      )}
      {data !== undefined && (
        <>
          <div className={styles.row}>
            <Field label={t`From`} className={styles.field}>
              <Select value={from} onChange={(_event, { value }) => setFrom(value)}>
                <option value="">{t`Choose somebody`}</option>
                {people
                  .filter(({ holds }) => holds)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </Select>
            </Field>
            <Field label={t`To`} className={styles.field}>
              <Select value={to} onChange={(_event, { value }) => setTo(value)}>
                <option value="">{t`Choose somebody`}</option>
                {people
                  .filter(({ id, active }) => active && id !== from)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </Select>
            </Field>
          </div>
          <Field label={t`What`}>
            <RadioGroup
              value={what}
              onChange={(_event, { value }) => setWhat(value === 'all' ? 'all' : 'open')}
            >
              <Radio value="open" label={t`what is open, with accounts and contacts`} />
              <Radio value="all" label={t`everything, also what is closed`} />
            </RadioGroup>
          </Field>
          <FormFoot>
            <Button
              disabled={from === '' || to === '' || from === to}
              onClick={() => setAsking(true)}
            >
              <Trans>Hand over …</Trans>
            </Button>
            {handing.data !== undefined && (
              <HandedOverText counts={handing.data} formats={formats} />
            )}
          </FormFoot>
        </>
      )}
      {isAsking && (
        <Confirm
          title={t`Hand over to ${toName}?`}
          verb={t`Hand over`}
          isBusy={handing.isPending}
          error={handing.error}
          onConfirm={() => handing.mutate()}
          onCancel={() => setAsking(false)}
        >
          {what === 'all' ? (
            <Trans>
              All accounts, contacts, leads and opportunities of {fromName} get {toName} as their
              owner, also closed ones; on deal teams {toName} takes the place. {fromName} does not
              see them any more.
            </Trans>
          ) : (
            <Trans>
              The accounts and contacts of {fromName}, and the leads and opportunities that are
              open, get {toName} as their owner; on the teams of those deals {toName} takes the
              place. {fromName} does not see them any more.
            </Trans>
          )}
        </Confirm>
      )}
    </Card>
  );
}

function HandedOverText({
  counts,
  formats,
}: {
  readonly counts: HandedOver;
  readonly formats: ReturnType<typeof useFormats>;
}) {
  const [accounts, contacts] = [formats.count(counts.accounts), formats.count(counts.contacts)];
  const [leads, deals] = [formats.count(counts.leads), formats.count(counts.opportunities)];
  const teams = formats.count(counts.teams);
  return (
    <Done>
      <Trans>
        Accounts {accounts} · contacts {contacts} · leads {leads} · opportunities {deals} · teams{' '}
        {teams}
      </Trans>
    </Done>
  );
}
