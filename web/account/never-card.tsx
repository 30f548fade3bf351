import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '../app/announcer.tsx';
import { type Never, neverQuery } from '../data/account.ts';
import { sent } from '../data/client.ts';
import { Card } from '../parts/card.tsx';
import { Done } from '../parts/done.tsx';
import { Failure } from '../parts/failure.tsx';
import { Form, FormFoot, FormProblem, Submit } from '../parts/form.tsx';
import { ListEditor } from '../parts/list-editor.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Waiting } from '../parts/waiting.tsx';

/** With whom one is never analysed; nobody else sees the list. */
export function NeverCard() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(neverQuery);
  return (
    <Card
      title={t`Never analysed`}
      caption={t`What you and one of these addresses take part in does not count, past and future. Nobody else sees this list.`}
    >
      {error !== null && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error === null && <Waiting label={t`It is loading`} rows={4} />}
      {data !== undefined && <NeverForm addresses={data.addresses} />}
      <Nothing>
        <Trans>
          A single activity, or a whole conversation, is made private in the ledger of any record
          that it belongs to: open it there, and choose “Keep it out”.
        </Trans>
      </Nothing>
    </Card>
  );
}

function NeverForm({ addresses }: Never) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [edited, setEdited] = useState<readonly string[] | null>(null);
  const saving = useMutation({
    mutationFn: (wanted: readonly string[]) =>
      sent<Never>('PUT', 'me/never', { addresses: wanted }),
    onSuccess: (kept) => {
      queries.setQueryData(neverQuery.queryKey, kept);
      setEdited(null);
      announce(t`Saved; the figures are computed again`);
    },
  });
  return (
    <Form label={t`Never analysed`} onSubmit={() => edited !== null && saving.mutate(edited)}>
      <ListEditor
        name="addresses"
        label={t`Address`}
        placeholder="name@example.com"
        items={edited ?? addresses}
        error={saving.error}
        onChange={(items) => {
          saving.reset();
          setEdited(items);
        }}
      />
      <FormProblem error={saving.error} fields={['addresses']} />
      <FormFoot>
        <Submit isBusy={saving.isPending} disabled={edited === null}>
          <Trans>Save</Trans>
        </Submit>
        {saving.isSuccess && (
          <Done>
            <Trans>Saved; the figures are computed again</Trans>
          </Done>
        )}
      </FormFoot>
    </Form>
  );
}
