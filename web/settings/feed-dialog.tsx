import { Field, Input, Select } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Feed, FeedChange, FeedFetched } from '../../src/contract/news.ts';
import { sent } from '../data/client.ts';
import { feedsQuery } from '../data/news.ts';
import { FormProblem, useFieldProblem } from '../parts/form.tsx';
import { Modal, ModalActions } from '../parts/modal.tsx';
import type { Choice } from '../parts/picker.tsx';
import { AccountField } from './account-field.tsx';
import { intervals, intervalWords, refusedText } from './feed-words.ts';

type Props = {
  /** null: it is to be added. */
  readonly feed: Feed | null;
  /** null: it was not fetched, as it stayed where it was. */
  readonly onDone: (fetched: FeedFetched | null) => void;
  readonly onCancel: () => void;
};

/** A feed of one's own, to be added or changed. One with a new address is fetched at once to see whether it is one. */
export function FeedDialog({ feed, onDone, onCancel }: Props) {
  const { t, i18n } = useLingui();
  const queries = useQueryClient();
  const [url, setUrl] = useState(feed?.url ?? '');
  const [name, setName] = useState(feed?.name ?? '');
  const [account, setAccount] = useState<Choice | null>(null);
  const [minutes, setMinutes] = useState(feed?.intervalMinutes ?? 60);
  const adding = useMutation({
    mutationFn: async () => {
      const wanted = {
        url: url.trim(),
        name: name.trim() === '' ? null : name.trim(),
        intervalMinutes: minutes,
      };
      const kept =
        feed === null
          ? await sent<Feed>('POST', 'feeds', { ...wanted, account: account?.id ?? null })
          : await sent<Feed>('PATCH', `feeds/${feed.id}`, changed(wanted, feed));
      return kept.url === feed?.url ? null : sent<FeedFetched>('POST', `feeds/${kept.id}/fetch`);
    },
    onSuccess: onDone,
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
      title={feed === null ? <Trans>Add a feed</Trans> : <Trans>Change the feed</Trans>}
      onClose={onCancel}
      actions={
        <ModalActions
          verb={feed === null ? <Trans>Add and fetch</Trans> : <Trans>Save</Trans>}
          isBlocked={url.trim() === ''}
          isBusy={adding.isPending}
          onConfirm={() => adding.mutate()}
          onCancel={onCancel}
        />
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
      <Field label={t`How often it is fetched`} {...problem('intervalMinutes')}>
        <Select value={String(minutes)} onChange={(_event, { value }) => setMinutes(Number(value))}>
          {[...new Set([...Object.keys(intervals).map(Number), minutes])]
            .sort((a, b) => a - b)
            .map((one) => (
              <option key={one} value={one}>
                {intervalWords(one, i18n)}
              </option>
            ))}
        </Select>
      </Field>
      {feed === null && (
        <AccountField chosen={account} error={adding.error} onChoose={setAccount} />
      )}
      <FormProblem error={adding.error} fields={['url', 'name', 'intervalMinutes', 'id']} />
    </Modal>
  );
}

/** What of a feed is to be another. */
function changed(wanted: FeedChange, feed: Feed): FeedChange {
  const { url, name, intervalMinutes } = wanted;
  return {
    ...(url === feed.url ? {} : { url }),
    ...(name === feed.name ? {} : { name }),
    ...(intervalMinutes === feed.intervalMinutes ? {} : { intervalMinutes }),
  };
}
