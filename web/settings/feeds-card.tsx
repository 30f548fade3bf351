import { Button, makeStyles } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Feed, FeedFetched } from '../../src/contract/news.ts';
import { useAnnounce } from '../app/announcer.tsx';
import { sent } from '../data/client.ts';
import { feedsQuery } from '../data/news.ts';
import { Card } from '../parts/card.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FormProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { FeedDialog } from './feed-dialog.tsx';
import { FeedList } from './feed-list.tsx';

const useStyles = makeStyles({ add: { flexShrink: 0, whiteSpace: 'nowrap' } });

/** Feeds of one's own: what they bring, how they fare, and a way to add one. */
export function FeedsCard() {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { data } = useSuspenseQuery(feedsQuery);
  const [open, setOpen] = useState<Feed | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Feed | null>(null);
  const reload = () => queries.invalidateQueries({ queryKey: feedsQuery.queryKey });
  const told = ({ feed, outcome, added }: FeedFetched) => {
    const { name } = feed;
    announce(
      outcome === 'failed' ? t`${name} could not be read` : t`${name} was read: ${added} new`,
    );
  };
  const fetching = useMutation({
    mutationFn: ({ id }: Feed) => sent<FeedFetched>('POST', `feeds/${id}/fetch`),
    onSuccess: told,
    onSettled: reload,
  });
  const changing = useMutation({
    mutationFn: ({ id, active }: { readonly id: number; readonly active: boolean }) =>
      sent<Feed>('PATCH', `feeds/${id}`, { active }),
    onSettled: reload,
  });
  const removing = useMutation({
    mutationFn: ({ id }: Feed) => sent('DELETE', `feeds/${id}`),
    onSuccess: () => setLeaving(null),
    onSettled: reload,
  });
  return (
    <Card
      title={t`Feeds of your own`}
      caption={t`RSS, Atom, RDF and JSON Feed; items are matched with accounts by name and domain`}
      actions={
        <Button className={styles.add} onClick={() => setOpen('new')}>
          <Trans>Add a feed</Trans>
        </Button>
      }
    >
      <FormProblem error={fetching.error ?? changing.error} />
      {data.feeds.length === 0 ? (
        <Nothing>
          <Trans>There is none yet. Add the trade press of your customers, for example.</Trans>
        </Nothing>
      ) : (
        <FeedList
          feeds={data.feeds}
          isBusy={fetching.isPending}
          onSwitch={({ id }, active) => changing.mutate({ id, active })}
          onFetch={(feed) => fetching.mutate(feed)}
          onChange={setOpen}
          onRemove={setLeaving}
        />
      )}
      {open !== null && (
        <FeedDialog
          feed={open === 'new' ? null : open}
          onCancel={() => setOpen(null)}
          onDone={(fetched) => {
            setOpen(null);
            if (fetched !== null) told(fetched);
          }}
        />
      )}
      {leaving !== null && (
        <Confirm
          title={t`Remove ${leaving.name}?`}
          verb={t`Remove`}
          isBusy={removing.isPending}
          error={removing.error}
          onConfirm={() => removing.mutate(leaving)}
          onCancel={() => setLeaving(null)}
        >
          <Trans>All that it brought goes with it.</Trans>
        </Confirm>
      )}
    </Card>
  );
}
