import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { type Bucket, bucketsOf } from '../charts/buckets.ts';
import { Legend, Swatch } from '../charts/legend.tsx';
import { series } from '../charts/series.ts';
import { StackedDays } from '../charts/stacked-days.tsx';
import { TableSwitch } from '../charts/table-switch.tsx';
import { Card } from '../parts/card.tsx';
import { windowOf } from '../parts/ledger-link.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { FigureTable } from '../parts/plain-table.tsx';
import { places } from './places.ts';

const useStyles = makeStyles({
  tipDay: { fontWeight: 600, paddingBottom: '4px' },
  tipRow: {
    display: 'grid',
    gridTemplateColumns: '11px 1fr auto',
    alignItems: 'center',
    gap: '8px',
  },
  summary: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
});

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** Emails, meetings and phone calls by day: six series, each by us or by them. */
export function ActivitiesWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const navigate = useNavigate({ from: '/$collection/$id' });
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [isTable, setTable] = useState(false);
  const { daily, window: kpis } = analytics.figures;
  const window = windowOf(analytics);
  const { from, to } = window;
  const buckets = useMemo(() => bucketsOf(daily, { from, to }), [daily, from, to]);
  const shown = series
    .map((one, place) => ({ series: one, place }))
    .filter((one) => !hidden.has(one.series.id));

  const spanOf = (bucket: Bucket) =>
    bucket.from === bucket.to
      ? formats.weekday(bucket.to)
      : `${formats.shortDay(bucket.from)} – ${formats.day(bucket.to)}`;
  const countsOf = ({ counts }: Bucket) =>
    shown.flatMap(({ series: one, place }) => {
      const count = counts[place] ?? 0;
      return count === 0 ? [] : [{ series: one, count, title: i18n._(one.title) }];
    });
  const total = kpis.initiatedByUs + kpis.initiatedByThem;
  const [ours, theirs, spanText] = [
    formats.count(kpis.initiatedByUs),
    formats.count(kpis.initiatedByThem),
    formats.span(analytics.asOf, analytics.days),
  ];
  const isWeekly = buckets.some((bucket) => bucket.from !== bucket.to);
  return (
    <Card
      id={places.activities}
      title={t`Relationship activities`}
      className={className}
      caption={
        isWeekly
          ? t`Emails, meetings and phone calls that count, per week, ${spanText}`
          : t`Emails, meetings and phone calls that count, per day, ${spanText}`
      }
      how={
        <Trans>
          Days are those of the organisation. An email is by whoever sent it, a meeting by its
          organizer, a phone call by who called. Tasks are left out here.
        </Trans>
      }
      actions={<TableSwitch isTable={isTable} onSwitch={setTable} />}
    >
      <p className={styles.summary}>
        <Trans>
          We initiated {ours} of them, they initiated {theirs}.
        </Trans>
      </p>
      {total === 0 ? (
        <Nothing>
          <Trans>Nothing counted in this window. A longer one, above, may show more.</Trans>
        </Nothing>
      ) : isTable ? (
        <FigureTable
          label={t`Activities by day`}
          heads={[isWeekly ? t`Week` : t`Day`, ...shown.map((one) => i18n._(one.series.title))]}
          rows={buckets
            .filter(({ counts }) => counts.some((count) => count > 0))
            .toReversed()
            .map((bucket) => ({
              key: bucket.to,
              cells: [
                spanOf(bucket),
                ...shown.map(({ place }) => formats.count(bucket.counts[place] ?? 0)),
              ],
            }))}
        />
      ) : (
        <StackedDays
          buckets={buckets}
          shown={shown}
          dayText={formats.shortDay}
          labelOf={(bucket) =>
            `${spanOf(bucket)}: ${countsOf(bucket)
              .map(({ title, count }) => `${title} ${count}`)
              .join(', ')}`
          }
          tipOf={(bucket) => (
            <>
              <div className={styles.tipDay}>{spanOf(bucket)}</div>
              {countsOf(bucket).map(({ series: one, title, count }) => (
                <div key={one.id} className={styles.tipRow}>
                  <Swatch series={one} />
                  <span>{title}</span>
                  <span>{count}</span>
                </div>
              ))}
            </>
          )}
          onOpen={(bucket) =>
            navigate({
              search: ({ asOf, days }) => ({
                asOf,
                days,
                counted: 'yes',
                from: bucket.from,
                to: bucket.to,
              }),
              hash: 'ledger',
            })
          }
        />
      )}
      <Legend
        all={series}
        hidden={hidden}
        onToggle={(id) => {
          const next = new Set(hidden);
          if (!next.delete(id)) next.add(id);
          setHidden(next);
        }}
      />
    </Card>
  );
}
