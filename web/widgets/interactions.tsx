import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Analytics } from '../../src/contract/api.ts';
import type { Side } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { Bar } from '../charts/bar.tsx';
import { paintOf } from '../charts/series.ts';
import { Card } from '../parts/card.tsx';
import { LedgerLink, windowOf } from '../parts/ledger-link.tsx';
import { kindsWords, sideWords } from '../words.ts';
import { places } from './places.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '18px' },
  kind: { display: 'grid', gap: '7px' },
  name: { fontSize: '14px', fontWeight: 600 },
  side: {
    display: 'grid',
    gridTemplateColumns: '76px 1fr 3.5ch',
    alignItems: 'center',
    gap: '12px',
  },
  label: {
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  count: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', fontWeight: 600 },
  sum: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '4px 16px',
    paddingTop: '14px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    fontVariantNumeric: 'tabular-nums',
  },
});

const kinds = [
  { kind: 'email', us: 'emailsSent', them: 'emailsReceived' },
  { kind: 'appointment', us: 'meetingsSent', them: 'meetingsReceived' },
  { kind: 'phonecall', us: 'phoneCallsMade', them: 'phoneCallsReceived' },
] as const;

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** Who initiated how much, by kind. */
export function InteractionsWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { window: kpis } = analytics.figures;
  const window = windowOf(analytics);
  const span = formats.span(analytics.asOf, analytics.days);
  const most = Math.max(1, ...kinds.flatMap((row) => [kpis[row.us], kpis[row.them]]));
  const [ours, theirs] = [formats.count(kpis.initiatedByUs), formats.count(kpis.initiatedByThem)];
  return (
    <Card
      id={places.interactions}
      title={t`Customer interactions`}
      className={className}
      caption={t`How many we and they initiated, ${span}`}
      how={
        <Trans>
          Only activities that count, each one once. What we did is filled, what they did is
          outlined.
        </Trans>
      }
    >
      <ul className={styles.list}>
        {kinds.map((row) => (
          <li key={row.kind} className={styles.kind}>
            <h3 className={styles.name}>{i18n._(kindsWords[row.kind])}</h3>
            {(['us', 'them'] as const satisfies readonly Side[]).map((side) => (
              <div key={side} className={styles.side}>
                <span className={styles.label}>{i18n._(sideWords[side])}</span>
                <Bar share={kpis[row[side]] / most} {...paintOf({ kind: row.kind, side })} />
                <span className={styles.count}>
                  <LedgerLink filter={{ ...window, kind: row.kind, side, counted: 'yes' }}>
                    {formats.count(kpis[row[side]])}
                  </LedgerLink>
                </span>
              </div>
            ))}
          </li>
        ))}
      </ul>
      <p className={styles.sum}>
        <LedgerLink filter={{ ...window, side: 'us', counted: 'yes' }}>
          <Trans>{ours} by us</Trans>
        </LedgerLink>
        <LedgerLink filter={{ ...window, side: 'them', counted: 'yes' }}>
          <Trans>{theirs} by them</Trans>
        </LedgerLink>
      </p>
    </Card>
  );
}
