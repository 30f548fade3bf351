import { makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowTrendingRegular,
  type FluentIcon,
  InfoRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { SummarySentence } from '../../src/contract/summary.ts';
import { useFormats } from '../app/formats.tsx';
import { summaryQuery } from '../data/summary.ts';
import { Failure } from '../parts/failure.tsx';
import { useFigureStyles } from '../parts/figure-style.ts';
import { phone } from '../parts/layout.ts';
import { LedgerLink } from '../parts/ledger-link.tsx';
import { places } from './places.ts';
import { SentenceText } from './summary-sentence.tsx';

const useStyles = makeStyles({
  summary: {
    display: 'grid',
    alignContent: 'center',
    gap: '4px',
    // The page does not jump when the sentences come: two of them fit in.
    boxSizing: 'border-box',
    minHeight: '98px',
    padding: '12px 24px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    [phone]: { padding: '12px 16px' },
  },
  list: { display: 'grid', gap: '4px' },
  sentence: { display: 'flex', alignItems: 'start', gap: '10px' },
  text: { fontSize: '15px', lineHeight: '24px', fontWeight: 600, textWrap: 'pretty' },
  icon: { flex: 'none', marginTop: '3px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  span: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground3,
  },
});

type Props = {
  readonly collection: Collection;
  readonly analytics: Analytics;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
};

/** The one or two things that matter, each a link to the figures that it says again. */
export function SummaryWidget({ collection, analytics, asOf }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { days, record } = analytics;
  const { data, error, isError, refetch } = useQuery(
    summaryQuery({ collection, id: record.id, asOf, days }),
  );
  const span = formats.span(analytics.asOf, days);
  return (
    <section aria-label={t`Summary`} className={styles.summary} aria-busy={data === undefined}>
      {isError && data === undefined ? (
        <Failure error={error} onRetry={() => refetch()} />
      ) : data === undefined ? null : data.sentences.length === 0 ? (
        <p className={styles.quiet}>
          <Trans>Nothing stands out in these days.</Trans>
        </p>
      ) : (
        <ul className={styles.list}>
          {data.sentences.map((sentence) => (
            <Sentence
              key={sentence.code}
              sentence={sentence}
              analytics={analytics}
              days={data.days}
            />
          ))}
        </ul>
      )}
      <p className={styles.span}>
        <Trans>What matters most, {span}; each sentence opens its figures.</Trans>
      </p>
    </section>
  );
}

type SentenceProps = {
  readonly sentence: SummarySentence;
  readonly analytics: Analytics;
  readonly days: number;
};

function Sentence({ sentence, analytics, days }: SentenceProps) {
  const styles = useStyles();
  const { Icon, color } = signs[tones[sentence.code]];
  return (
    <li className={styles.sentence}>
      <Icon fontSize={18} className={styles.icon} color={color} aria-hidden />
      <span className={styles.text}>
        <ToFigures code={sentence.code} analytics={analytics}>
          <SentenceText sentence={sentence} days={days} />
        </ToFigures>
      </span>
    </li>
  );
}

type LinkProps = {
  readonly code: SummarySentence['code'];
  readonly analytics: Analytics;
  readonly children: ReactNode;
};

/** A link to the widget that shows the figure; to the ledger where none does. */
function ToFigures({ code, analytics, children }: LinkProps) {
  const { figure } = useFigureStyles();
  const isFactorShown = 'factors' in analytics.figures.health;
  if (code === 'nothingYet') return <LedgerLink filter={{}}>{children}</LedgerLink>;
  if (code === 'unansweredStreak' && !isFactorShown) {
    const filter = { kind: 'email', side: 'us', counted: 'yes' } as const;
    return <LedgerLink filter={filter}>{children}</LedgerLink>;
  }
  return (
    <Link
      from="/$collection/$id"
      to="."
      search={(before) => before}
      hash={places[shownBy[code]]}
      className={figure}
    >
      {children}
    </Link>
  );
}

const shownBy: Readonly<
  Record<Exclude<SummarySentence['code'], 'nothingYet'>, keyof typeof places>
> = {
  waitingForUs: 'response',
  goneQuiet: 'rhythm',
  unansweredStreak: 'factors',
  silentWindow: 'activities',
  healthDropped: 'whyChanged',
  healthRose: 'whyChanged',
  singleThreaded: 'coverage',
  moreThanSimilar: 'similar',
  fewerThanSimilar: 'similar',
  slowerThanSimilar: 'similar',
  fasterThanSimilar: 'similar',
  initiatedMoreByUs: 'interactions',
  initiatedMoreByThem: 'interactions',
  weAnswerSlower: 'response',
  weAnswerFaster: 'response',
};

type Tone = 'attention' | 'good' | 'plain';

const tones: Readonly<Record<SummarySentence['code'], Tone>> = {
  nothingYet: 'plain',
  waitingForUs: 'attention',
  goneQuiet: 'attention',
  unansweredStreak: 'attention',
  silentWindow: 'attention',
  healthDropped: 'attention',
  healthRose: 'good',
  singleThreaded: 'attention',
  moreThanSimilar: 'plain',
  fewerThanSimilar: 'plain',
  slowerThanSimilar: 'attention',
  fasterThanSimilar: 'good',
  initiatedMoreByUs: 'plain',
  initiatedMoreByThem: 'plain',
  weAnswerSlower: 'attention',
  weAnswerFaster: 'good',
};

const signs: Readonly<Record<Tone, { readonly Icon: FluentIcon; readonly color: string }>> = {
  attention: { Icon: WarningRegular, color: 'var(--gradePoor)' },
  good: { Icon: ArrowTrendingRegular, color: 'var(--gradeGood)' },
  plain: { Icon: InfoRegular, color: tokens.colorNeutralForeground3 },
};
