import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormats } from '../app/formats.tsx';
import type { RecordSearch } from '../app/search.ts';
import { recordCardsQuery } from '../data/cards.ts';
import { defaultDays } from '../data/collections.ts';
import { analyticsQuery } from '../data/queries.ts';
import { summaryQuery } from '../data/summary.ts';
import { endOfDay, isDay } from '../days.ts';
import { narrow, phone } from '../parts/layout.ts';
import { Loading } from '../parts/loading.tsx';
import { useArrival } from '../parts/use-arrival.ts';
import { AccountPartsWidget } from '../widgets/account-parts.tsx';
import { ActivitiesWidget } from '../widgets/activities.tsx';
import { ContactEngagementWidget } from '../widgets/contact-engagement.tsx';
import { CoverageWidget } from '../widgets/coverage.tsx';
import { EmailRatioWidget } from '../widgets/email-ratio.tsx';
import { HealthWidget } from '../widgets/health.tsx';
import { HealthFactorsWidget } from '../widgets/health-factors.tsx';
import { InteractionsWidget } from '../widgets/interactions.tsx';
import { LedgerWidget } from '../widgets/ledger.tsx';
import { LeftOutWidget } from '../widgets/left-out.tsx';
import {
  HiddenHelpersWidget,
  MostContactedByWidget,
  MostContactedWidget,
} from '../widgets/people.tsx';
import { PersonNoticeWidget } from '../widgets/person-notice.tsx';
import { RecordCards } from '../widgets/record-cards.tsx';
import { ResponseWidget } from '../widgets/response.tsx';
import { RhythmWidget } from '../widgets/rhythm.tsx';
import { SimilarWidget } from '../widgets/similar.tsx';
import { SimilarComparisonWidget } from '../widgets/similar-comparison.tsx';
import { SummaryWidget } from '../widgets/summary.tsx';
import { TimeInvestedWidget } from '../widgets/time-invested.tsx';
import { TimelineWidget } from '../widgets/timeline.tsx';
import { WhatsNewWidget } from '../widgets/whats-new.tsx';
import { WhoKnowsWhomWidget } from '../widgets/who-knows-whom.tsx';
import { WhyChangedWidget } from '../widgets/why-changed.tsx';
import { NoRecord } from './no-record.tsx';
import { Answers } from './record-answers.tsx';
import { RecordHeader } from './record-header.tsx';
import { RecordView } from './record-view.tsx';

const route = getRouteApi('/$collection/$id');

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '20px' },
  stale: { opacity: 0.6 },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(12, minmax(0, 1fr))',
    gap: '20px',
    [phone]: { gap: '14px' },
  },
  third: { gridColumn: 'span 4', [narrow]: { gridColumn: 'span 12' } },
  quarter: {
    gridColumn: 'span 3',
    [narrow]: { gridColumn: 'span 6' },
    [phone]: { gridColumn: 'span 12' },
  },
  half: { gridColumn: 'span 6', [narrow]: { gridColumn: 'span 12' } },
  large: { gridColumn: 'span 8', [narrow]: { gridColumn: 'span 12' } },
  full: { gridColumn: 'span 12' },
  stack: {
    alignSelf: 'start',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '20px',
  },
});

/** Everything about one relationship, as of now or any instant before. */
export function RecordPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const { collection, id } = route.useParams();
  const search = route.useSearch();
  const { timeZone } = useFormats();
  const asOf = instantOf(search, timeZone);
  const days = search.days ?? defaultDays;
  useArrival();
  // Asked for together with the figures, so that little moves when they come.
  usePrefetchQuery(summaryQuery({ collection, id, asOf, days }));
  usePrefetchQuery(recordCardsQuery(collection, id));
  const { data, error, isError, isPlaceholderData, refetch } = useQuery(
    analyticsQuery({ collection, id, asOf, days }),
  );
  if (isError && data === undefined)
    return <NoRecord collection={collection} error={error} onRetry={() => refetch()} />;
  if (data === undefined) return <Loading label={t`The record is loading`} />;

  const { health, type } = data.figures;
  const hasHelpers = type === 'opportunity' || type === 'lead' || data.hiddenHelpers.length > 0;
  const person = hasHelpers ? styles.third : styles.half;
  return (
    <div
      className={mergeClasses(styles.page, isPlaceholderData && styles.stale)}
      key={`${collection}/${id}`}
    >
      <RecordHeader collection={collection} analytics={data} />
      <RecordView search={search} days={days} analytics={data} />
      <SummaryWidget collection={collection} analytics={data} asOf={asOf} />
      {asOf === null && <RecordCards collection={collection} analytics={data} />}
      <Answers analytics={data} />
      <div className={styles.grid} aria-busy={isPlaceholderData}>
        <HealthWidget
          analytics={data}
          className={type === 'account' || 'factors' in health ? styles.third : styles.half}
        />
        {'factors' in health && (
          <HealthFactorsWidget analytics={data} health={health} className={styles.large} />
        )}
        {type === 'account' && (
          <AccountPartsWidget analytics={data} isNow={asOf === null} className={styles.large} />
        )}
        {type !== 'account' && !('factors' in health) && (
          <InteractionsWidget analytics={data} className={styles.half} />
        )}
        <ActivitiesWidget
          analytics={data}
          className={type === 'account' || 'factors' in health ? styles.large : styles.half}
        />
        {(type === 'account' || 'factors' in health) && (
          <InteractionsWidget analytics={data} className={styles.third} />
        )}
        {health.state === 'scored' && (
          <WhyChangedWidget
            collection={collection}
            analytics={data}
            className={type === 'contact' ? styles.full : styles.large}
          />
        )}
        {type !== 'contact' && (
          <CoverageWidget
            collection={collection}
            analytics={data}
            asOf={asOf}
            className={health.state === 'scored' ? styles.third : styles.full}
          />
        )}
        {type !== 'account' && (
          <RhythmWidget
            collection={collection}
            analytics={data}
            asOf={asOf}
            className={styles.full}
          />
        )}
        {(type === 'account' || type === 'opportunity') && (
          <ContactEngagementWidget
            collection={collection}
            analytics={data}
            asOf={asOf}
            className={styles.full}
          />
        )}
        {type === 'opportunity' && (
          <>
            <SimilarWidget analytics={data} asOf={asOf} className={styles.full} />
            <SimilarComparisonWidget analytics={data} asOf={asOf} className={styles.full} />
          </>
        )}
        <WhoKnowsWhomWidget
          collection={collection}
          analytics={data}
          asOf={asOf}
          className={styles.full}
        />
        {(type === 'account' || type === 'contact') && (
          <WhatsNewWidget collection={collection} id={data.record.id} className={styles.full} />
        )}
        <ResponseWidget analytics={data} className={styles.half} />
        <TimeInvestedWidget analytics={data} className={styles.quarter} />
        <EmailRatioWidget analytics={data} className={styles.quarter} />
        <MostContactedWidget analytics={data} className={person} />
        <MostContactedByWidget analytics={data} className={person} />
        {hasHelpers && <HiddenHelpersWidget analytics={data} className={styles.third} />}
        <div className={mergeClasses(styles.third, styles.stack)}>
          <LeftOutWidget analytics={data} />
          <TimelineWidget collection={collection} analytics={data} asOf={asOf} />
          {(collection === 'contacts' || collection === 'leads') && (
            <PersonNoticeWidget person={{ collection, id: data.record.id }} />
          )}
        </div>
        <div className={styles.large}>
          <LedgerWidget collection={collection} analytics={data} search={search} asOf={asOf} />
        </div>
      </div>
    </div>
  );
}

/** The instant that the address asks for: the end of a day, or as it stands there. */
function instantOf({ asOf }: RecordSearch, timeZone: string): string | null {
  if (asOf === undefined) return null;
  return isDay(asOf) ? new Date(endOfDay(asOf, timeZone)).toISOString() : asOf;
}
