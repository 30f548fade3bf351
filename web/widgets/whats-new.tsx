import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Collection } from '../../src/contract/api.ts';
import type { NewsItem } from '../../src/contract/news.ts';
import { useAnnounce } from '../app/announcer.tsx';
import { sent } from '../data/client.ts';
import { newsPath, newsQuery } from '../data/news.ts';
import { Card } from '../parts/card.tsx';
import { FormProblem } from '../parts/form.tsx';
import { places } from './places.ts';
import { NewsEntry } from './whats-new-entry.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '16px' },
  gone: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px 12px',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  text: { flex: '1 1 200px' },
  more: { justifySelf: 'start' },
});

type Props = {
  readonly collection: Collection;
  readonly id: string;
  readonly className?: string | undefined;
};

/** What is said about the organisation, newest first; nothing at all when nothing is. */
export function WhatsNewWidget({ collection, id, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [gone, setGone] = useState<NewsItem | null>(null);
  const query = newsQuery({ collection, id });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(query);
  const change = useMutation({
    mutationFn: ({ item, ...how }: Change) => {
      const path = `${newsPath({ collection, id })}/${item.id}/not-about-them`;
      return how.to === 'shown'
        ? sent('DELETE', path)
        : sent('POST', path, { source: how.to === 'source' });
    },
    onSuccess: async (_nothing, { item, to }) => {
      setGone(to === 'item' ? item : null);
      announce(to === 'shown' ? t`The item is shown again` : t`Left out for everybody`);
      // Other records of the same account show the same.
      await queries.invalidateQueries({ queryKey: ['news'] });
    },
  });
  const pages = data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const [first] = pages;
  if (first === undefined || first.account === null) return null;
  if (items.length === 0 && gone === null) return null;
  const { name } = first.account;
  return (
    <Card
      id={places.news}
      title={t`What’s New`}
      caption={t`Published about ${name}, newest first, as of now`}
      className={className}
      how={
        <Trans>
          Items come from the feeds that your administrator chose, and are matched by the account’s
          name and domain; the words that matched stand below each. An item that is about somebody
          else can be left out: it disappears for everybody, here and at the account’s other people.
        </Trans>
      }
    >
      <ul className={styles.list}>
        {items.map((item) => (
          <NewsEntry
            key={item.id}
            item={item}
            isBusy={change.isPending}
            onReject={first.mayReject ? () => change.mutate({ item, to: 'item' }) : null}
          />
        ))}
      </ul>
      {gone !== null && (
        <Gone
          item={gone}
          name={name}
          onUndo={() => change.mutate({ item: gone, to: 'shown' })}
          onSource={() => change.mutate({ item: gone, to: 'source' })}
        />
      )}
      <FormProblem error={change.error} />
      {hasNextPage && (
        <Button
          className={styles.more}
          disabledFocusable={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          <Trans>Older news</Trans>
        </Button>
      )}
    </Card>
  );
}

type Change = { readonly item: NewsItem; readonly to: 'item' | 'source' | 'shown' };

type GoneProps = {
  readonly item: NewsItem;
  readonly name: string;
  readonly onUndo: () => void;
  readonly onSource: () => void;
};

/** What was just left out, and what else can be done about it. */
function Gone({ item, name, onUndo, onSource }: GoneProps) {
  const styles = useStyles();
  const { source, title } = item;
  return (
    <div className={styles.gone}>
      <span className={styles.text}>
        <Trans>Left out: “{title}”</Trans>
      </span>
      <Button size="small" onClick={onUndo}>
        <Trans>Undo</Trans>
      </Button>
      <Button size="small" onClick={onSource}>
        <Trans>
          Nothing from {source} about {name}
        </Trans>
      </Button>
    </div>
  );
}
