import { Button, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Feed } from '../../src/contract/news.ts';
import { useFormats } from '../app/formats.tsx';
import { failureWords, intervalWords } from './feed-words.ts';

const useStyles = makeStyles({
  list: { display: 'grid' },
  feed: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 20px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  what: { display: 'grid', flex: '1 1 280px', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  name: { fontWeight: 600 },
  small: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground3,
  },
  failed: { color: tokens.colorPaletteRedForeground1, fontWeight: 600 },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px' },
  switch: { marginLeft: '-8px' },
});

type Acts = {
  readonly isBusy: boolean;
  readonly onSwitch: (feed: Feed, isOn: boolean) => void;
  readonly onFetch: (feed: Feed) => void;
  readonly onChange: (feed: Feed) => void;
  readonly onRemove: (feed: Feed) => void;
};

/** Feeds one below the other: whom they are about, what they brought, how they fare, and what can be done about it. */
export function FeedList({ feeds, ...acts }: Acts & { readonly feeds: readonly Feed[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {feeds.map((feed) => (
        <li key={feed.id} className={styles.feed}>
          <div className={styles.what}>
            <bdi className={styles.name}>{feed.name}</bdi>
            <span className={styles.small}>{feed.foundUrl ?? feed.url}</span>
            <span className={styles.small}>
              <About feed={feed} /> ·{' '}
              <Trans>
                <Plural value={feed.items} one="# item" other="# items" /> kept, {feed.matched} of
                them about accounts
              </Trans>
            </span>
            <FeedState feed={feed} />
          </div>
          <FeedTools feed={feed} {...acts} />
        </li>
      ))}
    </ul>
  );
}

function About({ feed: { account } }: { readonly feed: Feed }) {
  if (account === null) return <Trans>matched with all accounts</Trans>;
  if (account.name === null) return <Trans>only about an account that you do not see</Trans>;
  return (
    <Trans>
      only about <bdi>{account.name}</bdi>
    </Trans>
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
    <span className={styles.small}>
      {failure !== null && (
        <>
          <span className={styles.failed}>
            {i18n._(failureWords[failure.because])}
            {failure.because === 'status' && failure.detail !== null && ` (${failure.detail})`}
          </span>{' '}
          ·{' '}
        </>
      )}
      {last === null ? <Trans>not read yet</Trans> : <Trans>last read {last}</Trans>} ·{' '}
      {!feed.active ? (
        <Trans>switched off</Trans>
      ) : next === null ? (
        <Trans>not tried any more</Trans>
      ) : (
        <Trans>
          {intervalWords(feed.intervalMinutes, i18n)}, next {next}
        </Trans>
      )}
    </span>
  );
}

function FeedTools({ feed, isBusy, ...acts }: Acts & { readonly feed: Feed }) {
  const styles = useStyles();
  const { t } = useLingui();
  const { name } = feed;
  return (
    <div className={styles.tools}>
      <Switch
        className={styles.switch}
        checked={feed.active}
        aria-label={t`Fetch ${name} regularly`}
        onChange={(_event, { checked }) => acts.onSwitch(feed, checked)}
      />
      <Button
        size="small"
        disabledFocusable={isBusy}
        aria-label={t`Fetch now: ${name}`}
        onClick={() => acts.onFetch(feed)}
      >
        <Trans>Fetch now</Trans>
      </Button>
      <Button size="small" aria-label={t`Change ${name}`} onClick={() => acts.onChange(feed)}>
        <Trans>Change</Trans>
      </Button>
      <Button size="small" aria-label={t`Remove ${name}`} onClick={() => acts.onRemove(feed)}>
        <Trans>Remove</Trans>
      </Button>
    </div>
  );
}
