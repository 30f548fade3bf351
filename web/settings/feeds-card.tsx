import { Button, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AutomaticFeeds, Feed, FeedFetched } from '../../src/contract/news.ts';
import { useAnnounce } from '../app/announcer.tsx';
import { useFormats } from '../app/formats.tsx';
import { sent } from '../data/client.ts';
import { feedsQuery } from '../data/news.ts';
import { Card } from '../parts/card.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FormProblem } from '../parts/form.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { FeedDialog } from './feed-dialog.tsx';
import { failureWords } from './feed-words.ts';

const useStyles = makeStyles({
  name: { display: 'grid', gap: '2px', minWidth: '160px', overflowWrap: 'anywhere' },
  small: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  state: { display: 'grid', gap: '2px', minWidth: '160px' },
  failed: { color: tokens.colorPaletteRedForeground1, fontWeight: 600 },
  buttons: { display: 'inline-flex', gap: '6px' },
  list: { display: 'grid', gap: '12px' },
});

/** Feeds of one's own: what they bring, how they fare, and a way to add one. */
export function FeedsCard() {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { data } = useSuspenseQuery(feedsQuery);
  const [isAdding, setAdding] = useState(false);
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
        <Button onClick={() => setAdding(true)}>
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
        <PlainTable
          label={t`Feeds of your own`}
          isEndAction
          heads={[t`Feed`, t`About`, t`State`, t`Items kept`, t`Fetched`, '']}
          rows={data.feeds.map((feed) => ({
            key: String(feed.id),
            cells: [
              <span key="name" className={styles.name}>
                {feed.name}
                <span className={styles.small}>{feed.foundUrl ?? feed.url}</span>
              </span>,
              feed.account === null ? t`all accounts` : feed.account.name,
              <FeedState key="state" feed={feed} />,
              <Trans key="items">
                {feed.items}, of them {feed.matched} about accounts
              </Trans>,
              <ActiveSwitch
                key="active"
                feed={feed}
                onChange={(active) => changing.mutate({ id: feed.id, active })}
              />,
              <FeedButtons
                key="buttons"
                feed={feed}
                isBusy={fetching.isPending}
                onFetch={() => fetching.mutate(feed)}
                onRemove={() => setLeaving(feed)}
              />,
            ],
          }))}
        />
      )}
      {isAdding && (
        <FeedDialog
          onCancel={() => setAdding(false)}
          onAdded={(fetched) => {
            setAdding(false);
            told(fetched);
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

function FeedState({ feed }: { readonly feed: Feed }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const { failure, nextAt, answeredAt } = feed;
  const next = nextAt === null ? null : formats.instant(nextAt);
  const last = answeredAt === null ? null : formats.instant(answeredAt);
  return (
    <span className={styles.state}>
      {failure !== null ? (
        <span className={styles.failed}>
          {i18n._(failureWords[failure.because])}
          {failure.because === 'status' && failure.detail !== null && ` (${failure.detail})`}
        </span>
      ) : last === null ? (
        <Trans>not fetched yet</Trans>
      ) : (
        <Trans>read {last}</Trans>
      )}
      <span className={styles.small}>
        {next === null ? <Trans>not tried any more</Trans> : <Trans>next: {next}</Trans>}
      </span>
    </span>
  );
}

function ActiveSwitch({
  feed,
  onChange,
}: {
  readonly feed: Feed;
  readonly onChange: (isOn: boolean) => void;
}) {
  const { t } = useLingui();
  const { name } = feed;
  return (
    <Switch
      checked={feed.active}
      aria-label={t`Fetch ${name}`}
      onChange={(_event, { checked }) => onChange(checked)}
    />
  );
}

type ButtonsProps = {
  readonly feed: Feed;
  readonly isBusy: boolean;
  readonly onFetch: () => void;
  readonly onRemove: () => void;
};

function FeedButtons({ feed, isBusy, onFetch, onRemove }: ButtonsProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const { name } = feed;
  return (
    <span className={styles.buttons}>
      <Button
        size="small"
        disabledFocusable={isBusy}
        aria-label={t`Fetch ${name} now`}
        onClick={onFetch}
      >
        <Trans>Fetch now</Trans>
      </Button>
      <Button size="small" aria-label={t`Remove ${name}`} onClick={onRemove}>
        <Trans>Remove</Trans>
      </Button>
    </span>
  );
}

/** How feeds fare that come with a setting: by numbers, and the reasons of those that fail. */
export function AutomaticState({ kind }: { readonly kind: AutomaticFeeds['kind'] }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const { data } = useSuspenseQuery(feedsQuery);
  const state = data.automatic.find((one) => one.kind === kind);
  if (state === undefined) return null;
  const { feeds, waiting, items, failing } = state;
  return (
    <div className={styles.small}>
      <p>
        <Trans>
          <Plural value={feeds} one="# account" other="# accounts" />, {waiting} not asked about
          yet; <Plural value={items} one="# item" other="# items" /> kept.
        </Trans>
      </p>
      {failing.map(({ because, feeds: count, nextAt }) => (
        <p key={because}>
          {i18n._(failureWords[because])}: {count}
          {nextAt !== null && (
            <>
              {' '}
              · <Trans>next: {formats.instant(nextAt)}</Trans>
            </>
          )}
        </p>
      ))}
    </div>
  );
}
