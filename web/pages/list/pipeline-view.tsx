import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useFormats } from '../../app/formats.tsx';
import { dealOf } from '../../charts/pipeline/deal.ts';
import { PipelineChart } from '../../charts/pipeline/pipeline-chart.tsx';
import { type ListQuestion, mostDrawn, wholeListQuery } from '../../data/lists.ts';
import { aboutQuery } from '../../data/queries.ts';
import { dayOf } from '../../days.ts';
import { Failure } from '../../parts/failure.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import type { Known } from './use-known.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: '12px',
    padding: '20px 24px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
  note: { color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly question: ListQuestion;
  readonly onKnown: (known: Known) => void;
};

/** Exactly the rows of the list's view as the relationship pipeline. */
export function PipelineView({ question, onKnown }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const navigate = useNavigate();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const whole = useQuery(wholeListQuery('opportunities', question));
  const { data } = whole;
  const deals = useMemo(() => data?.rows.map((row) => dealOf(row)) ?? [], [data]);
  useEffect(() => {
    if (data !== undefined) onKnown({ total: data.total, days: data.days });
  }, [data, onKnown]);
  if (data === undefined) {
    if (whole.isError) return <Failure error={whole.error} onRetry={() => whole.refetch()} />;
    return (
      <div className={styles.card}>
        <Waiting label={t`The pipeline is loading`} rows={12} rowHeight={48} />
      </div>
    );
  }
  const [drawn, total] = [formats.count(mostDrawn), formats.count(data.total)];
  return (
    <section className={styles.card} aria-label={t`Relationship pipeline`}>
      {data.total > data.rows.length && (
        <p className={styles.note}>
          <Trans>
            The first {drawn} of {total} in the order of the list. Narrow the list to see all of
            what is left.
          </Trans>
        </p>
      )}
      <PipelineChart
        deals={deals}
        today={dayOf(Date.parse(about.now), formats.timeZone)}
        thresholds={about.grades}
        onOpen={(id) =>
          navigate({ to: '/$collection/$id', params: { collection: 'opportunities', id } })
        }
      />
    </section>
  );
}
