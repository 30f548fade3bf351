import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import type { NewsItem } from '../../src/contract/news.ts';
import { useFormats } from '../app/formats.tsx';

const useStyles = makeStyles({
  item: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: '2px 16px' },
  text: { display: 'grid', flex: '1 1 240px', gap: '2px', minWidth: 0, justifyItems: 'start' },
  title: {
    fontWeight: 600,
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground1,
    textDecoration: 'none',
  },
  link: {
    color: tokens.colorBrandForegroundLink,
    ':hover': { textDecoration: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  side: { marginInline: '-8px' },
  meta: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
  excerpt: {
    maxWidth: '90ch',
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
    textWrap: 'pretty',
  },
});

type Props = {
  readonly item: NewsItem;
  readonly isBusy: boolean;
  /** null: the viewer's role leaves nothing out. */
  readonly onReject: (() => void) | null;
};

/** One item: its title and where it leads, who published it and when, and the words that say whom it is about. */
export function NewsEntry({ item, isBusy, onReject }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { title, url, source, publishedAt } = item;
  return (
    <li className={styles.item}>
      <div className={styles.text}>
        {url === null ? (
          <bdi className={styles.title}>{title}</bdi>
        ) : (
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className={`${styles.title} ${styles.link}`}
          >
            <bdi>{title}</bdi>
          </a>
        )}
        <span className={styles.meta}>
          <bdi>{source}</bdi> ·{' '}
          <time dateTime={publishedAt} title={formats.instant(publishedAt)}>
            {item.dated ? (
              formats.instantDay(publishedAt)
            ) : (
              <Trans>first seen {formats.instantDay(publishedAt)}</Trans>
            )}
          </time>{' '}
          · <Because item={item} />
        </span>
        {item.excerpt !== null && <bdi className={styles.excerpt}>{item.excerpt}</bdi>}
      </div>
      {onReject !== null && (
        <Button
          size="small"
          appearance="subtle"
          className={styles.side}
          disabledFocusable={isBusy}
          aria-label={t`Not about them: ${title}`}
          onClick={onReject}
        >
          <Trans>Not about them</Trans>
        </Button>
      )}
    </li>
  );
}

function Because({ item: { because, words } }: { readonly item: NewsItem }) {
  const list = words.map((word, place) => (
    <Fragment key={word}>
      {place > 0 && ', '}
      <Trans>
        “<bdi>{word}</bdi>”
      </Trans>
    </Fragment>
  ));
  return because === 'feed' ? (
    <Trans>in their own feed {list}</Trans>
  ) : (
    <Trans>matches {list}</Trans>
  );
}
