import { Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { Health } from '../../src/contract/figures.ts';
import { healthFactors } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { DifferenceBar } from '../charts/difference-bar.tsx';
import { analyticsQuery } from '../data/queries.ts';
import { addDays, dayOf, endOfDay, isDay } from '../days.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { LedgerLink } from '../parts/ledger-link.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { factorWords, stateWords } from '../words.ts';
import { places } from './places.ts';

const useStyles = makeStyles({
  since: { display: 'flex', alignItems: 'center', gap: '10px' },
  verdict: { fontSize: '15px', lineHeight: '22px', textWrap: 'pretty' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: '9px 8px',
      textAlign: 'right',
      borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
      whiteSpace: 'nowrap',
    },
    '& thead th, & thead td': {
      borderTop: 'none',
      fontWeight: 500,
      fontSize: tokens.fontSizeBase200,
      color: tokens.colorNeutralForeground2,
    },
    '& th:first-child': { textAlign: 'left', paddingLeft: 0 },
    '& td:last-child': { paddingRight: 0 },
    '& tbody th': { fontWeight: 500, whiteSpace: 'normal' },
  },
  bar: { width: '34%', '@media screen and (max-width: 420px)': { display: 'none' } },
  sum: { '& th, & td': { fontWeight: 650 } },
  up: { color: 'var(--gradeGood)', fontWeight: 600 },
  down: { color: 'var(--gradePoor)', fontWeight: 600 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

type Props = {
  readonly collection: Collection;
  readonly analytics: Analytics;
  readonly className?: string | undefined;
};

/** Why a score is another one than on an earlier day: the difference of each of its parts. */
export function WhyChangedWidget({ collection, analytics, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { timeZone, record, days } = analytics;
  const to = dayOf(Date.parse(analytics.asOf), timeZone);
  const [chosen, setChosen] = useState<string | null>(null);
  const from = chosen ?? addDays(to, -30);
  const asOf =
    chosen === null
      ? new Date(Date.parse(analytics.asOf) - 30 * 86_400_000).toISOString()
      : new Date(endOfDay(chosen, timeZone)).toISOString();
  // Created later: nobody needs to be asked.
  const isNotYet = record.createdAt !== null && Date.parse(record.createdAt) > Date.parse(asOf);
  const before = useQuery({
    ...analyticsQuery({ collection, id: record.id, asOf, days }),
    enabled: !isNotYet,
  });
  const now = formats.instantDay(analytics.asOf);
  return (
    <Card
      id={places.whyChanged}
      title={t`Why did it change?`}
      className={className}
      caption={t`Points of each part on two days, and the difference; as of ${now}`}
      actions={
        <Field label={t`Since`} orientation="horizontal" className={styles.since}>
          <Input
            type="date"
            value={from}
            max={addDays(to, -1)}
            onChange={(_event, { value }) => {
              if (isDay(value) && value < to) setChosen(value);
            }}
          />
        </Field>
      }
      how={
        <Trans>
          Both scores are computed from the activities up to their day, with today’s settings. The
          differences of the parts add up to that of the score before rounding.
        </Trans>
      }
    >
      {isNotYet ? (
        <NotYet />
      ) : before.isError && before.data === undefined ? (
        <Earlier error={before.error} onRetry={() => before.refetch()} />
      ) : before.data === undefined || before.isPlaceholderData ? (
        <Waiting label={t`The earlier score is computed`} rows={6} />
      ) : (
        <Differences
          before={before.data.figures.health}
          after={analytics.figures.health}
          span={{ from: addDays(from, 1), to }}
          lastInbound={[inboundAt(before.data), inboundAt(analytics)]}
        />
      )}
    </Card>
  );
}

/** A record that was not there yet on the earlier day is no failure. */
function Earlier({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const isNotYet = error instanceof Error && 'code' in error && error.code === 'record_not_yet';
  return isNotYet ? <NotYet /> : <Failure error={error} onRetry={onRetry} />;
}

function NotYet() {
  return (
    <Nothing>
      <Trans>The record was not there yet on that day. Choose a later one.</Trans>
    </Nothing>
  );
}

type DifferencesProps = {
  readonly before: Health;
  readonly after: Health;
  /** First and last day between the two. */
  readonly span: { readonly from: string; readonly to: string };
  readonly lastInbound: readonly [string | null, string | null];
};

function Differences({ before, after, span, lastInbound }: DifferencesProps) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  if (before.state !== 'scored' || after.state !== 'scored') {
    const [then, now] = [i18n._(stateWords[before.state]), i18n._(stateWords[after.state])];
    return (
      <Nothing>
        <Trans>
          There are not two scores to compare: then “{then}”, now “{now}”. Choose another day.
        </Trans>
      </Nothing>
    );
  }
  const parts = partsOf(before, after);
  const difference = after.score - before.score;
  const [thenInbound, nowInbound] = lastInbound;
  const most = [...parts].sort((a, b) => Math.abs(b.change) - Math.abs(a.change))[0];
  // One scale for all, so that the longest bar is the greatest difference.
  const scale = Math.max(...parts.map((part) => part.most));
  const name = most === undefined ? '' : i18n._(most.name);
  const [old, fresh] = [before.score, after.score];
  return (
    <>
      <p className={styles.verdict}>
        {difference === 0 ? (
          <Trans>The score is what it was: {fresh}.</Trans>
        ) : difference > 0 ? (
          <Trans>
            It rose from {old} to {fresh}, mostly by {name}.
          </Trans>
        ) : (
          <Trans>
            It fell from {old} to {fresh}, mostly by {name}.
          </Trans>
        )}{' '}
        {nowInbound !== null && nowInbound === thenInbound && (
          <Trans>Nothing came from them in between.</Trans>
        )}{' '}
        <LedgerLink filter={span}>
          <Trans>What happened in between</Trans>
        </LedgerLink>
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t`Part`}</th>
            <th scope="col">{t`Then`}</th>
            <th scope="col">{t`Now`}</th>
            <th scope="col">{t({ message: 'Change', context: 'difference' })}</th>
            <td className={styles.bar} />
          </tr>
        </thead>
        <tbody>
          {parts.map(({ key, name: part, earlier, now, change }) => (
            <tr key={key}>
              <th scope="row">{i18n._(part)}</th>
              <td className={styles.quiet}>{earlier === null ? '–' : formats.points(earlier)}</td>
              <td>{now === null ? '–' : formats.points(now)}</td>
              <td className={toneOf(change, styles)}>{signed(change, formats.points)}</td>
              <td className={styles.bar}>
                <DifferenceBar difference={change / scale} />
              </td>
            </tr>
          ))}
          <tr className={styles.sum}>
            <th scope="row">
              <Trans>Score</Trans>
            </th>
            <td>{old}</td>
            <td>{fresh}</td>
            <td className={mergeClasses(toneOf(difference, styles))}>
              {signed(difference, formats.count)}
            </td>
            <td className={styles.bar} />
          </tr>
        </tbody>
      </table>
    </>
  );
}

type Part = {
  readonly key: string;
  readonly name: MessageDescriptor;
  readonly earlier: number | null;
  readonly now: number | null;
  readonly change: number;
  /** The largest difference that there can be. */
  readonly most: number;
};

function partsOf(before: Health, after: Health): readonly Part[] {
  if ('factors' in before && 'factors' in after) {
    return healthFactors.map((factor) => {
      const [earlier, now] = [before.factors[factor].points, after.factors[factor].points];
      return {
        key: factor,
        name: factorWords[factor],
        earlier,
        now,
        change: now - earlier,
        most: after.factors[factor].max,
      };
    });
  }
  if (!('contactPart' in before) || !('contactPart' in after)) return [];
  return (['contactPart', 'opportunityPart'] as const).map((key) => ({
    key,
    name: key === 'contactPart' ? msg`Its contacts` : msg`Its open opportunities`,
    earlier: before[key],
    now: after[key],
    change: (after[key] ?? 0) - (before[key] ?? 0),
    most: 100,
  }));
}

function inboundAt({ figures, activities }: Analytics): string | null {
  return figures.lastInbound === null ? null : (activities[figures.lastInbound]?.startsAt ?? null);
}

function signed(value: number, write: (value: number) => string): string {
  if (Math.abs(value) < 0.05) return '±0';
  return value > 0 ? `+${write(value)}` : `−${write(-value)}`;
}

function toneOf(change: number, styles: ReturnType<typeof useStyles>): string | undefined {
  if (Math.abs(change) < 0.05) return styles.quiet;
  return change > 0 ? styles.up : styles.down;
}
