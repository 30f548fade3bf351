import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Analytics } from '../../src/contract/api.ts';
import { exclusionReasons } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { Card } from '../parts/card.tsx';
import { LedgerLink } from '../parts/ledger-link.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { reasonWords } from './reasons.ts';

const useStyles = makeStyles({
  list: { display: 'grid' },
  row: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: '1px 16px',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  count: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
  text: {
    gridColumn: '1 / -1',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
  },
});

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** What does not count, by reason. A reason opens its activities. */
export function LeftOutWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { excluded, counted } = analytics;
  const asOf = formats.instantDay(analytics.asOf);
  const reasons = exclusionReasons
    .map((reason) => ({ reason, count: excluded[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card
      title={t`What was left out`}
      className={className}
      caption={t`Activities of this record that do not count, by reason, as of ${asOf}`}
      how={
        <Trans>
          The reasons are tried in a fixed order, and the first that holds is kept. Scheduled
          meetings are here until they are over.
        </Trans>
      }
    >
      <p>
        <LedgerLink filter={{ counted: 'yes' }}>
          <Plural value={counted} one="# activity counts" other="# activities count" />
        </LedgerLink>
        {', '}
        <LedgerLink filter={{ counted: 'no' }}>
          <Plural value={total} one="# does not" other="# do not" />
        </LedgerLink>
        .
      </p>
      {reasons.length === 0 ? (
        <Nothing>
          <Trans>Nothing was left out: everything of this record counts.</Trans>
        </Nothing>
      ) : (
        <ul className={styles.list}>
          {reasons.map(({ reason, count }) => (
            <li key={reason} className={styles.row}>
              <LedgerLink filter={{ reason }}>{i18n._(reasonWords[reason].title)}</LedgerLink>
              <span className={styles.count}>{formats.count(count)}</span>
              <span className={styles.text}>{i18n._(reasonWords[reason].text)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
