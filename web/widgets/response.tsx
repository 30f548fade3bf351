import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Analytics } from '../../src/contract/api.ts';
import type { ResponseFigures } from '../../src/contract/figures.ts';
import { useFormats } from '../app/formats.tsx';
import { paintOf } from '../charts/series.ts';
import { Card } from '../parts/card.tsx';
import { narrow } from '../parts/layout.ts';
import { LedgerLink, windowOf } from '../parts/ledger-link.tsx';

const useStyles = makeStyles({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(210px, 1fr))',
    gap: '24px 32px',
    [narrow]: { gap: '24px' },
  },
  side: { display: 'grid', alignContent: 'start', gap: '10px' },
  name: { fontSize: '14px', fontWeight: 600 },
  big: { display: 'flex', alignItems: 'baseline', gap: '10px' },
  rate: { fontSize: '30px', lineHeight: '36px', fontWeight: 650, letterSpacing: '-0.02em' },
  quiet: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    lineHeight: '18px',
  },
  split: {
    display: 'grid',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '12px 1fr auto',
    alignItems: 'center',
    gap: '8px',
    minHeight: '24px',
  },
  times: {
    display: 'flex',
    gap: '20px',
    fontVariantNumeric: 'tabular-nums',
    '& dt': { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
    '& dd': { fontWeight: 600 },
  },
});

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** How often and how fast each side answers the other's emails. */
export function ResponseWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { responseByUs, responseByThem } = analytics.figures.window;
  const span = formats.span(analytics.asOf, analytics.days);
  return (
    <Card
      title={t`Response time and rate`}
      className={className}
      caption={t`Turns of email conversations that began ${span}; hours that passed`}
      how={
        <Trans>
          A turn is a run of emails by one side. The time runs from its first email to the first
          answer of the other side. A single last “thank you” is closing and needs no answer; other
          last turns are unanswered once they are older than the grace time (72 hours unless set
          otherwise), and are left out before.
        </Trans>
      }
    >
      <div className={styles.sides}>
        <SideFigures
          title={t`They answer us`}
          figures={responseByThem}
          colours={{ ...paintOf({ kind: 'email', side: 'them' }) }}
          nothing={t`No email of ours was due for an answer in this window.`}
          analytics={analytics}
          side="them"
        />
        <SideFigures
          title={t`We answer them`}
          figures={responseByUs}
          colours={{ ...paintOf({ kind: 'email', side: 'us' }) }}
          nothing={t`No email of theirs was due for an answer in this window.`}
          analytics={analytics}
          side="us"
        />
      </div>
    </Card>
  );
}

type SideProps = {
  readonly title: string;
  readonly figures: ResponseFigures;
  readonly colours: { readonly fill: string; readonly stroke: string };
  readonly nothing: string;
  readonly analytics: Analytics;
  readonly side: 'us' | 'them';
};

function SideFigures({ title, figures, colours, nothing, analytics, side }: SideProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { rate, medianHours, meanHours, answered, unanswered, closing } = figures;
  const due = formats.count(answered + unanswered);
  const filter = { ...windowOf(analytics), kind: 'email', side, counted: 'yes' } as const;
  const asked = { ...filter, side: side === 'us' ? ('them' as const) : ('us' as const) };
  return (
    <div className={styles.side}>
      <h3 className={styles.name}>{title}</h3>
      {rate === null ? (
        <p className={styles.quiet}>{nothing}</p>
      ) : (
        <p className={styles.big}>
          <span className={styles.rate}>
            <LedgerLink filter={filter}>{formats.percent(rate)}</LedgerLink>
          </span>
          <span className={styles.quiet}>
            <Trans>of {due} turns</Trans>
          </span>
        </p>
      )}
      <SplitBar parts={[answered, unanswered, closing]} colours={colours} />
      <ul className={styles.split}>
        <SplitRow
          sign={<Sample {...colours} />}
          text={t`answered`}
          count={answered}
          filter={filter}
        />
        <SplitRow
          sign={<Sample fill="none" stroke="var(--gradePoor)" />}
          text={t`unanswered`}
          count={unanswered}
          filter={asked}
        />
        <SplitRow
          sign={<Sample fill="var(--chartGrid)" stroke="var(--gradeNone)" />}
          text={t`closing, no answer due`}
          count={closing}
          filter={asked}
        />
      </ul>
      {medianHours !== null && meanHours !== null && (
        <dl className={styles.times}>
          <div>
            <dt>
              <Trans>Median</Trans>
            </dt>
            <dd>{formats.hours(medianHours)}</dd>
          </div>
          <div>
            <dt>
              <Trans>Mean</Trans>
            </dt>
            <dd>{formats.hours(meanHours)}</dd>
          </div>
        </dl>
      )}
    </div>
  );
}

type RowProps = {
  readonly sign: React.ReactNode;
  readonly text: string;
  readonly count: number;
  readonly filter: React.ComponentProps<typeof LedgerLink>['filter'];
};

function SplitRow({ sign, text, count, filter }: RowProps) {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <li className={styles.row}>
      {sign}
      {text}
      <LedgerLink filter={filter} label={`${count} ${text}`}>
        {formats.count(count)}
      </LedgerLink>
    </li>
  );
}

function Sample({ fill, stroke }: SideProps['colours']) {
  return (
    <svg width="11" height="11" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="9" height="9" rx="2" fill={fill} stroke={stroke} strokeWidth="1.4" />
    </svg>
  );
}

type BarProps = {
  readonly parts: readonly [number, number, number];
  readonly colours: SideProps['colours'];
};

/** Answered, unanswered and closing turns as parts of one bar. */
function SplitBar({ parts, colours }: BarProps) {
  const [answered, unanswered, closing] = parts;
  const total = answered + unanswered + closing;
  if (total === 0) return null;
  const paints = [
    { key: 'answered', count: answered, ...colours },
    { key: 'unanswered', count: unanswered, fill: 'none', stroke: 'var(--gradePoor)' },
    { key: 'closing', count: closing, fill: 'var(--chartGrid)', stroke: 'var(--gradeNone)' },
  ];
  let from = 0;
  return (
    <svg width="100%" height="12" aria-hidden="true" focusable="false">
      {paints.map(({ key, count, fill, stroke }) => {
        const [start, share] = [(from / total) * 100, (count / total) * 100];
        from += count;
        return count === 0 ? null : (
          <rect
            key={key}
            y="1"
            height="10"
            rx="3"
            fill={fill}
            stroke={stroke}
            strokeWidth="1.4"
            style={{ x: `calc(${start}% + 1px)`, width: `calc(${share}% - 3px)` }}
          />
        );
      })}
    </svg>
  );
}
