import { Field } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Feed, Feeds, News, NewsItem } from '../../src/contract/news.ts';
import { feedsQuery, newsQuery } from '../data/news.ts';
import { aboutQuery } from '../data/queries.ts';
import { type Choice, Picker } from '../parts/picker.tsx';
import { AutomaticState } from '../settings/automatic-state.tsx';
import { FeedList } from '../settings/feed-list.tsx';
import { FeedsCard } from '../settings/feeds-card.tsx';
import { WhatsNewWidget } from '../widgets/whats-new.tsx';
import { NewsEntry } from '../widgets/whats-new-entry.tsx';
import type { Exhibit } from './case.ts';
import { about, longName, rightToLeftName, today } from './samples.ts';

const nothing = () => {};
const record = { collection: 'accounts', id: 'acc-01' } as const;
const account = { id: 'acc-01', name: 'Fernhollow Dairy' };

const item: NewsItem = {
  id: 1,
  title: 'Fernhollow Dairy breaks ground on a second plant',
  excerpt: 'Bottling is to start next autumn, with room for two more lines.',
  url: 'https://paper.example/plant',
  source: 'Bottling Weekly',
  publishedAt: `${today}T07:30:00Z`,
  dated: true,
  because: 'name',
  words: ['Fernhollow Dairy'],
};

/** An address without any place to break. */
const endless = `https://feeds.${'paper'.repeat(9)}.example/${'a'.repeat(120)}?category=${'b'.repeat(60)}`;

const odd: readonly NewsItem[] = [
  { ...item, id: 2, title: longName, excerpt: longName, source: longName },
  { ...item, id: 3, title: 'a'.repeat(120), url: null, excerpt: endless, dated: false },
  { ...item, id: 4, title: `${rightToLeftName} – Fernhollow`, excerpt: rightToLeftName },
  {
    ...item,
    id: 5,
    title: '<b>Fernhollow</b> & “Söhne” 🥛 <script>',
    excerpt: '&lt;i&gt; 乳業 A/S',
  },
  { ...item, id: 6, because: 'feed', words: ['fernhollow.example'], excerpt: null },
  {
    ...item,
    id: 7,
    because: 'domain',
    words: ['Fernhollow Dairy', 'fernhollow.example', 'FERNHOLLOW', longName, 'dairies'],
  },
];

function Widget({ items, next = null, mayReject = true }: Partial<News>) {
  const pages = { pages: [{ account, items: items ?? [], next, mayReject }], pageParams: [null] };
  return (
    <Knowing put={(queries) => queries.setQueryData(newsQuery(record).queryKey, pages)}>
      <WhatsNewWidget {...record} />
    </Knowing>
  );
}

function Entries({
  items,
  mayReject = true,
}: {
  readonly items: readonly NewsItem[];
  readonly mayReject?: boolean;
}) {
  return (
    <ul style={{ display: 'grid', gap: '16px' }}>
      {items.map((one) => (
        <NewsEntry key={one.id} item={one} isBusy={false} onReject={mayReject ? nothing : null} />
      ))}
    </ul>
  );
}

const feed: Feed = {
  id: 1,
  name: 'Bottling Weekly',
  url: 'https://bottlingweekly.example/feed.xml',
  foundUrl: null,
  account: null,
  intervalMinutes: 60,
  active: true,
  fetchedAt: `${today}T11:30:00Z`,
  answeredAt: `${today}T11:30:00Z`,
  nextAt: `${today}T12:30:00Z`,
  failures: 0,
  failure: null,
  items: 24,
  matched: 9,
};

const manyFeeds: readonly Feed[] = [
  feed,
  { ...feed, id: 2, name: 'Press room', account, items: 1, matched: 1 },
  { ...feed, id: 3, name: 'Not seen', account: { id: null, name: null }, items: 0, matched: 0 },
  {
    ...feed,
    ...{ id: 4, name: 'Failing', failures: 3, answeredAt: null },
    failure: { because: 'status', detail: '503' },
  },
  {
    ...feed,
    ...{ id: 5, name: 'Gone for good', failures: 1, nextAt: null },
    failure: { because: 'gone', detail: null },
  },
  { ...feed, id: 6, name: 'Switched off', active: false, nextAt: null },
  { ...feed, id: 7, name: 'Just added', fetchedAt: null, answeredAt: null, items: 0, matched: 0 },
  { ...feed, id: 8, name: longName, url: endless, account: { id: 'long', name: longName } },
  { ...feed, id: 9, name: rightToLeftName },
];

const automatic: Feeds['automatic'] = [
  {
    ...{ kind: 'search', feeds: 1240, waiting: 312, items: 8450 },
    fetchedAt: `${today}T11:30:00Z`,
    failing: [
      { because: 'timeout', feeds: 3, nextAt: `${today}T14:00:00Z` },
      { because: 'gone', feeds: 1, nextAt: null },
    ],
  },
];

function Settings({ feeds, show }: { readonly feeds: readonly Feed[]; readonly show: ReactNode }) {
  const answer: Feeds = { feeds: [...feeds], automatic };
  return (
    <Knowing put={(queries) => queries.setQueryData(feedsQuery.queryKey, answer)}>{show}</Knowing>
  );
}

function Feeding({ feeds }: { readonly feeds: readonly Feed[] }) {
  const acts = { onSwitch: nothing, onFetch: nothing, onChange: nothing, onRemove: nothing };
  return <FeedList feeds={feeds} isBusy={false} {...acts} />;
}

type KnowingProps = {
  readonly put: (queries: QueryClient) => void;
  readonly children: ReactNode;
};

/** What the server would have answered is there already, and differs from case to case. */
function Knowing({ put, children }: KnowingProps) {
  const [queries] = useState(() => {
    const client = new QueryClient({
      defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } },
    });
    client.setQueryData(aboutQuery.queryKey, about);
    put(client);
    return client;
  });
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}

const words = { waiting: 'Loading', none: 'Nothing is called so', empty: 'all accounts' };
const accounts: readonly Choice[] = [
  { ...account, beside: 'Nora Quist' },
  { id: 'long', name: longName, beside: 'Imogen Tarrant' },
  { id: 'right', name: rightToLeftName },
];

function Picking({
  first,
  all,
}: {
  readonly first: Choice | null;
  readonly all: readonly Choice[];
}) {
  const [chosen, setChosen] = useState(first);
  const [text, setText] = useState('');
  const fitting = all.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  return (
    <Field label="Only about this account">
      <Picker
        chosen={chosen}
        choices={fitting}
        words={words}
        onSearch={setText}
        onChoose={setChosen}
      />
    </Field>
  );
}

/** What’s New, and where it comes from. */
export const newsExhibits: readonly Exhibit[] = [
  {
    title: 'What’s New',
    cases: [
      {
        name: 'odd ones, and older ones behind',
        width: 560,
        show: <Widget items={[item, ...odd]} next="more" />,
      },
      { name: 'one item', width: 480, show: <Entries items={[item]} /> },
      { name: 'on a phone', width: 326, show: <Entries items={[item, ...odd]} /> },
      {
        name: 'for who leaves nothing out',
        width: 480,
        show: <Entries items={[item, ...odd]} mayReject={false} />,
      },
      {
        name: 'page right to left',
        width: 480,
        isRightToLeft: true,
        show: <Entries items={[item, ...odd]} />,
      },
    ],
  },
  {
    title: 'Feeds',
    cases: [
      { name: 'none', width: 560, show: <Settings feeds={[]} show={<FeedsCard />} /> },
      { name: 'as they can fare', width: 900, show: <Feeding feeds={manyFeeds} /> },
      { name: 'feeds in little room', width: 326, show: <Feeding feeds={manyFeeds} /> },
      {
        name: 'feeds right to left',
        width: 560,
        isRightToLeft: true,
        show: <Feeding feeds={manyFeeds} />,
      },
      {
        name: 'that come with a setting',
        width: 560,
        show: <Settings feeds={[]} show={<AutomaticState kind="search" />} />,
      },
    ],
  },
  {
    title: 'Picker',
    cases: [
      { name: 'nothing chosen', show: <Picking first={null} all={accounts} /> },
      { name: 'one chosen', show: <Picking first={account} all={accounts} /> },
      { name: 'a long one', show: <Picking first={accounts[1] ?? null} all={accounts} /> },
      { name: 'nothing to choose', show: <Picking first={null} all={[]} /> },
    ],
  },
];
