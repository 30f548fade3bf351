import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { About, Analytics } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { Gauge } from '../charts/gauge.tsx';
import { HistoryCurve } from '../charts/history-curve.tsx';
import { TableSwitch } from '../charts/table-switch.tsx';
import { aboutQuery, settingsChangesQuery } from '../data/queries.ts';
import { dayOf } from '../days.ts';
import { Card } from '../parts/card.tsx';
import { GradeShape, gradeColours } from '../parts/grade-shape.tsx';
import { FigureTable } from '../parts/plain-table.tsx';
import { TrendSign } from '../parts/trend-sign.tsx';
import { gradeWords } from '../words.ts';
import { gradeAt } from './grade-at.ts';
import { NoHealth } from './no-health.tsx';
import { places } from './places.ts';

const useStyles = makeStyles({
  verdict: {
    display: 'flex',
    justifyContent: 'center',
    alignItems: 'center',
    gap: '8px',
    marginTop: '-10px',
    fontWeight: 600,
  },
  grade: { display: 'inline-flex', alignItems: 'center', gap: '7px' },
  quiet: { fontWeight: 400, color: tokens.colorNeutralForeground2 },
  changes: {
    paddingTop: '6px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
  },
  title: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: 600,
    color: tokens.colorNeutralForeground2,
  },
});

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** The score on its gauge, where it is heading, and where it came from. */
export function HealthWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const { health } = analytics.figures;
  const asOf = formats.instant(analytics.asOf);
  const [good, fair] = [about.grades.good, about.grades.fair];
  return (
    <Card
      id={places.health}
      title={t`Relationship health`}
      className={className}
      caption={t`Score from 0 to 100, from what counts in the 180 days before ${asOf}`}
      how={
        <Trans>
          The score is the sum of the factors, rounded. From {good} on it is good, from {fair} on
          fair, else poor. The trend compares it with the score 30 days earlier: 5 points or more is
          improving or declining. The curve is computed with today’s settings; where they were
          changed, it is marked.
        </Trans>
      }
    >
      {health.state === 'scored' ? (
        <div>
          <Gauge score={health.score} grade={health.grade} thresholds={about.grades} />
          <p className={styles.verdict}>
            <span className={styles.grade}>
              <GradeShape grade={health.grade} />
              {i18n._(gradeWords[health.grade])}
            </span>
            <span className={styles.quiet}>·</span>
            <TrendSign trend={health.trend} withWord />
          </p>
        </div>
      ) : (
        <NoHealth analytics={analytics} state={health.state} />
      )}
      <History
        history={analytics.healthHistory}
        timeZone={analytics.timeZone}
        thresholds={about.grades}
      />
    </Card>
  );
}

type HistoryProps = {
  readonly history: Analytics['healthHistory'];
  readonly timeZone: string;
  readonly thresholds: About['grades'];
};

function History({ history, timeZone, thresholds }: HistoryProps) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const navigate = useNavigate({ from: '/$collection/$id' });
  const [isTable, setTable] = useState(false);
  const settings = useQuery(settingsChangesQuery);
  const scored = history.filter(({ score }) => score !== null);
  if (scored.length < 2) return null;
  const lastGrade = gradeAt(scored.at(-1)?.score ?? 0, thresholds);
  const changedOn = [
    ...new Set(settings.data?.changes.map(({ at }) => dayOf(Date.parse(at), timeZone))),
  ]
    .filter((on) => on >= (history[0]?.on ?? '') && on <= (history.at(-1)?.on ?? ''))
    .reverse();
  const changes = changedOn.map(formats.shortDay).join(', ');
  const text = ({ on, score }: Analytics['healthHistory'][number]) => {
    const day = formats.day(on);
    if (score === null) return t`${day}: no score`;
    const grade = i18n._(gradeWords[gradeAt(score, thresholds)]);
    return t`${day}: ${score}, ${grade}`;
  };
  const [lowest, highest] = [
    Math.min(...scored.map(({ score }) => score ?? 100)),
    Math.max(...scored.map(({ score }) => score ?? 0)),
  ];
  return (
    <div>
      <div className={styles.title}>
        <span>
          <Trans>
            Last 180 days: between {lowest} and {highest}
          </Trans>
        </span>
        <TableSwitch isTable={isTable} onSwitch={setTable} />
      </div>
      {isTable ? (
        <FigureTable
          label={t`Score by day`}
          heads={[t`Day`, t`Score`]}
          rows={history.toReversed().map(({ on, score }) => ({
            key: on,
            cells: [formats.day(on), score === null ? '–' : String(score)],
          }))}
        />
      ) : (
        <HistoryCurve
          history={history}
          thresholds={thresholds}
          colour={gradeColours[lastGrade]}
          changedOn={changedOn}
          labelOf={text}
          onOpen={(on) => navigate({ search: (before) => ({ ...before, asOf: on }) })}
        />
      )}
      {changedOn.length > 0 && (
        <p className={styles.changes}>
          <Trans>Settings that health depends on were changed: {changes}</Trans>
        </p>
      )}
    </div>
  );
}
