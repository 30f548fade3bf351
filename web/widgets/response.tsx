import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import type { ResponseTimes, TurnState } from '../../src/contract/response.ts';
import type { Side } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { Sample, SplitBar, turnPaints } from '../charts/split-bar.tsx';
import { TableSwitch } from '../charts/table-switch.tsx';
import type { TurnsQuestion } from '../data/turns.ts';
import { Card } from '../parts/card.tsx';
import { FigureButton } from '../parts/figure-button.tsx';
import { narrow, phone } from '../parts/layout.ts';
import { places } from './places.ts';
import { type ResponseBasis, useResponseBasis } from './response-basis.ts';
import { BasisSwitch, unitWords } from './response-switch.tsx';
import { ResponseTable } from './response-table.tsx';
import { hoursIn, SideTimes } from './response-times.tsx';
import { useTurns } from './use-turns.tsx';

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
  actions: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    [phone]: { flexDirection: 'column-reverse', alignItems: 'end' },
  },
});

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** How often and how fast each side answers the other's emails, as time passed or in working hours. */
export function ResponseWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const [basis, choose] = useResponseBasis();
  const [isTable, setIsTable] = useState(false);
  const turns = useTurns(analytics);
  const { responseByUs, responseByThem } = analytics.response.window;
  const shown = responseByUs.working === null ? 'elapsed' : basis;
  const span = formats.span(analytics.asOf, analytics.days);
  const unit = i18n._(unitWords[shown]);
  return (
    <Card
      id={places.response}
      title={t`Response time and rate`}
      className={className}
      caption={t`Turns of email conversations that began ${span}; ${unit}`}
      actions={
        <div className={styles.actions}>
          {responseByUs.working !== null && <BasisSwitch basis={shown} onChoose={choose} />}
          <TableSwitch isTable={isTable} onSwitch={setIsTable} />
        </div>
      }
      how={
        <Trans>
          A turn is a run of emails by one side. The time runs from its first email to the first
          answer of the other side. A single last “thank you” is closing and needs no answer; other
          last turns are unanswered once they are older than the grace time (72 hours unless set
          otherwise), and pending before. Elapsed hours are those that passed; working hours are
          those of whoever answers, by their time zone and hours or else the organisation’s, without
          its holidays. Mean, median and 90th percentile look at answers only; the Kaplan–Meier
          median also knows that emails without an answer have waited until now.
        </Trans>
      }
    >
      {isTable ? (
        <ResponseTable label={t`Response time and rate`} analytics={analytics} />
      ) : (
        <div className={styles.sides}>
          <SideFigures
            side="them"
            basis={shown}
            analytics={analytics}
            times={responseByThem}
            onOpen={turns.open}
          />
          <SideFigures
            side="us"
            basis={shown}
            analytics={analytics}
            times={responseByUs}
            onOpen={turns.open}
          />
        </div>
      )}
      {turns.dialog}
    </Card>
  );
}

type SideProps = {
  /** Who answers. */
  readonly side: Side;
  readonly basis: ResponseBasis;
  readonly analytics: Analytics;
  readonly times: ResponseTimes;
  readonly onOpen: (question: TurnsQuestion) => void;
};

function SideFigures({ side, basis, analytics, times, onOpen }: SideProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { answered, unanswered, pending, closing } = times;
  const { rate } = analytics.figures.window[side === 'us' ? 'responseByUs' : 'responseByThem'];
  const due = formats.count(answered + unanswered);
  const open = (state: TurnState | undefined) => onOpen({ side, state });
  const paints = turnPaints(side);
  const rows = [
    { state: 'answered', text: t`answered`, count: answered },
    { state: 'unanswered', text: t`unanswered`, count: unanswered },
    { state: 'pending', text: t`pending, still in time`, count: pending },
    { state: 'closing', text: t`closing, no answer due`, count: closing },
  ] as const;
  return (
    <div className={styles.side}>
      <h3 className={styles.name}>{side === 'us' ? t`We answer them` : t`They answer us`}</h3>
      {rate === null ? (
        <p className={styles.quiet}>
          {side === 'us'
            ? t`No email of theirs was due for an answer in this window.`
            : t`No email of ours was due for an answer in this window.`}
        </p>
      ) : (
        <p className={styles.big}>
          <span className={styles.rate}>
            <FigureButton onOpen={() => open('answered')}>{formats.percent(rate)}</FigureButton>
          </span>
          <span className={styles.quiet}>
            <Trans>of {due} turns</Trans>
          </span>
        </p>
      )}
      <SplitBar parts={rows.map(({ state, count }) => ({ key: state, count, ...paints[state] }))} />
      <ul className={styles.split}>
        {rows.map(({ state, text, count }) => (
          <li key={state} className={styles.row}>
            <Sample {...paints[state]} />
            {text}
            <FigureButton label={`${count} ${text}`} onOpen={() => open(state)}>
              {formats.count(count)}
            </FigureButton>
          </li>
        ))}
      </ul>
      {answered + unanswered + pending > 0 && (
        <SideTimes
          spread={(basis === 'working' ? times.working : null) ?? times.elapsed}
          write={hoursIn(basis, formats)}
          onOpen={open}
        />
      )}
    </div>
  );
}
