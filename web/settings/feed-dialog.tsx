import { Button, Field, Input } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Feed, FeedFetched } from '../../src/contract/news.ts';
import { sent } from '../data/client.ts';
import { feedsQuery } from '../data/news.ts';
import { FormProblem, useFieldProblem } from '../parts/form.tsx';
import { Modal } from '../parts/modal.tsx';
import { refusedText } from './feed-words.ts';

type Props = {
  readonly onAdded: (fetched: FeedFetched) => void;
  readonly onCancel: () => void;
};

/** A feed of one's own: it is added, and fetched at once to see whether it is one. */
export function FeedDialog({ onAdded, onCancel }: Props) {
  const { t, i18n } = useLingui();
  const queries = useQueryClient();
  const [url, setUrl] = useState('');
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const adding = useMutation({
    mutationFn: async () => {
      const made = await sent<Feed>('POST', 'feeds', {
        url: url.trim(),
        name: name.trim() === '' ? null : name.trim(),
        account: account.trim() === '' ? null : account.trim(),
      });
      return sent<FeedFetched>('POST', `feeds/${made.id}/fetch`);
    },
    onSuccess: onAdded,
    onSettled: () => queries.invalidateQueries({ queryKey: feedsQuery.queryKey }),
  });
  const problem = useFieldProblem(adding.error);
  const refused = refusedText(adding.error, i18n);
  const urlProblem =
    refused === undefined
      ? problem('url')
      : ({ validationState: 'error', validationMessage: refused } as const);
  return (
    <Modal
      title={<Trans>Add a feed</Trans>}
      onClose={onCancel}
      actions={
        <>
          <Button onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            appearance="primary"
            disabled={url.trim() === ''}
            disabledFocusable={adding.isPending}
            onClick={() => adding.mutate()}
          >
            <Trans>Add and fetch</Trans>
          </Button>
        </>
      }
    >
      <Field
        label={t`Address of the feed, or of a page that names one`}
        hint={t`RSS, Atom, RDF or JSON Feed on a public address`}
        {...urlProblem}
      >
        <Input type="url" value={url} onChange={(_event, { value }) => setUrl(value)} />
      </Field>
      <Field label={t`Name, if it has a better one`} {...problem('name')}>
        <Input value={name} onChange={(_event, { value }) => setName(value)} />
      </Field>
      <Field
        label={t`Id of the only account that it is about`}
        hint={t`Empty: its items are matched with all accounts`}
        {...problem('id')}
      >
        <Input value={account} onChange={(_event, { value }) => setAccount(value)} />
      </Field>
      <FormProblem error={adding.error} fields={['url', 'name', 'id']} />
    </Modal>
  );
}
