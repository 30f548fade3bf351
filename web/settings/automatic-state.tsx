import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { AutomaticFeeds } from '../../src/contract/news.ts';
import { useFormats } from '../app/formats.tsx';
import { feedsQuery } from '../data/news.ts';
import { failureWords } from './feed-words.ts';

const useStyles = makeStyles({
  small: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

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
