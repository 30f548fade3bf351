import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Analytics } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { Bar } from '../charts/bar.tsx';
import { paintOf } from '../charts/series.ts';
import { Card } from '../parts/card.tsx';
import { type LedgerFilter, LedgerLink, windowOf } from '../parts/ledger-link.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '16px' },
  line: { display: 'flex', justifyContent: 'space-between', gap: '12px', paddingBottom: '6px' },
  value: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
  total: {
    paddingTop: '5px',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground3,
  },
});

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** Hours that went into the relationship, by us and by them, and how many of them face to face. */
export function TimeInvestedWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { window: kpis, lifetime } = analytics.figures;
  const span = formats.span(analytics.asOf, analytics.days);
  const window = windowOf(analytics);
  const rows: readonly Row[] = [
    { kpi: 'minutesByUs', title: t`By us`, filter: {}, ...paintOf({ kind: 'email', side: 'us' }) },
    {
      kpi: 'minutesByThem',
      title: t`By them`,
      filter: {},
      ...paintOf({ kind: 'email', side: 'them' }),
    },
    {
      kpi: 'faceTimeMinutes',
      title: t`In meetings`,
      filter: { kind: 'appointment' },
      ...paintOf({ kind: 'appointment', side: 'us' }),
    },
  ];
  const most = Math.max(1, ...rows.map(({ kpi }) => kpis[kpi]));
  return (
    <Card
      title={t`Time invested`}
      className={className}
      caption={t`Hours and minutes, ${span}`}
      how={
        <Trans>
          An email takes 5 minutes to write and 2½ to read. A meeting or call counts its duration
          once for them and once for each of us on it; a task its duration. A 30-minute meeting with
          3 of us is 90 minutes by us.
        </Trans>
      }
    >
      <ul className={styles.list}>
        {rows.map(({ kpi, title, filter, fill, stroke }) => {
          const ever = formats.minutes(lifetime[kpi]);
          return (
            <li key={kpi}>
              <div className={styles.line}>
                <span>{title}</span>
                <span className={styles.value}>
                  <LedgerLink filter={{ ...window, ...filter, counted: 'yes' }}>
                    {formats.minutes(kpis[kpi])}
                  </LedgerLink>
                </span>
              </div>
              <Bar share={kpis[kpi] / most} fill={fill} stroke={stroke} />
              <p className={styles.total}>
                <Trans>{ever} since the beginning</Trans>
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

type Row = {
  readonly kpi: 'minutesByUs' | 'minutesByThem' | 'faceTimeMinutes';
  readonly title: string;
  readonly filter: LedgerFilter;
  readonly fill: string;
  readonly stroke: string;
};
