import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import type { ActivityKind, Side } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { dayOf } from '../days.ts';
import { FigureButton } from '../parts/figure-button.tsx';
import { narrow, phone } from '../parts/layout.ts';
import { LedgerLink, windowOf } from '../parts/ledger-link.tsx';
import { useResponseBasis } from '../widgets/response-basis.ts';
import { hoursIn } from '../widgets/response-times.tsx';
import { useTurns } from '../widgets/use-turns.tsx';
import { kindWords } from '../words.ts';

const useStyles = makeStyles({
  strip: {
    display: 'grid',
    gridTemplateColumns: 'repeat(7, minmax(0, 1fr))',
    gap: '1px',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    [narrow]: { gridTemplateColumns: 'repeat(4, minmax(0, 1fr))' },
    [phone]: { gridTemplateColumns: '1fr 1fr' },
  },
  answer: {
    display: 'grid',
    alignContent: 'start',
    gap: '3px',
    padding: '16px 8px 16px 18px',
    // Between the answers, in rows of any length; the strip cuts off what is outside.
    boxShadow: `-1px -1px 0 ${tokens.colorNeutralStroke3}`,
    [phone]: { padding: '12px 14px', ':last-child': { gridColumn: 'span 2' } },
  },
  name: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  value: {
    fontSize: '18px',
    lineHeight: '26px',
    fontWeight: 650,
    letterSpacing: '-0.01em',
    fontVariantNumeric: 'tabular-nums',
  },
  more: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '17px',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
    // As high as fingers need, without moving the lines apart.
    '& button': { margin: '-4px 0' },
  },
});

/** The questions that everybody asks first, each with its answer. */
export function Answers({ analytics }: { readonly analytics: Analytics }) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { window: kpis, lastInteraction, nextInteraction } = analytics.figures;
  const window = windowOf(analytics);
  const { days, response } = analytics;
  const theirTime = formats.minutes(kpis.minutesByThem);
  const [emails, meetings, calls] = [
    kpis.emailsSent + kpis.emailsReceived,
    kpis.meetingsSent + kpis.meetingsReceived,
    kpis.phoneCallsMade + kpis.phoneCallsReceived,
  ];
  const { responseByThem, responseByUs } = kpis;
  const [basis] = useResponseBasis();
  const isWorking = basis === 'working' && response.window.responseByUs.working !== null;
  const write = hoursIn(isWorking ? 'working' : 'elapsed', formats);
  const turns = useTurns(analytics);

  function counted(kind: ActivityKind, count: ReactNode): ReactNode {
    return <LedgerLink filter={{ ...window, kind, counted: 'yes' }}>{count}</LedgerLink>;
  }

  function answers(side: Side, figure: string): ReactNode {
    const open = () => turns.open({ side, state: 'answered' });
    return <FigureButton onOpen={open}>{figure}</FigureButton>;
  }

  function medianOf(side: Side): ReactNode {
    const { working, elapsed } = response.window[side === 'us' ? 'responseByUs' : 'responseByThem'];
    const hours = (isWorking ? working : elapsed)?.medianHours ?? null;
    return hours === null ? '–' : answers(side, write(hours));
  }

  const theirMedian = medianOf('them');
  const ourRate =
    responseByUs.rate === null ? null : answers('us', formats.percent(responseByUs.rate));
  return (
    <>
      <dl className={styles.strip}>
        <Moment
          name={t`Last contact`}
          id={lastInteraction}
          analytics={analytics}
          nothing={t`never`}
        />
        <Moment
          name={t`Next contact`}
          id={nextInteraction}
          analytics={analytics}
          nothing={t`none booked`}
        />
        <Answer
          name={t`In ${days} days`}
          more={
            <>
              {counted(
                'appointment',
                <Plural value={meetings} one="# meeting" other="# meetings" />,
              )}{' '}
              · {counted('phonecall', <Plural value={calls} one="# call" other="# calls" />)}
            </>
          }
        >
          {counted('email', <Plural value={emails} one="# email" other="# emails" />)}
        </Answer>
        <Answer name={t`Initiated`} more={t`by us / by them`}>
          <LedgerLink
            filter={{ ...window, side: 'us', counted: 'yes' }}
            label={t`${kpis.initiatedByUs} by us`}
          >
            {formats.count(kpis.initiatedByUs)}
          </LedgerLink>
          {' / '}
          <LedgerLink
            filter={{ ...window, side: 'them', counted: 'yes' }}
            label={t`${kpis.initiatedByThem} by them`}
          >
            {formats.count(kpis.initiatedByThem)}
          </LedgerLink>
        </Answer>
        <Answer
          name={t`Time by us`}
          more={
            <LedgerLink filter={{ ...window, counted: 'yes' }}>
              <Trans>{theirTime} by them</Trans>
            </LedgerLink>
          }
        >
          <LedgerLink filter={{ ...window, counted: 'yes' }}>
            {formats.minutes(kpis.minutesByUs)}
          </LedgerLink>
        </Answer>
        <Answer
          name={t`They answer`}
          more={
            responseByThem.rate === null ? (
              t`no answer was due`
            ) : isWorking ? (
              <Trans>median {theirMedian} of work</Trans>
            ) : (
              <Trans>median {theirMedian} elapsed</Trans>
            )
          }
        >
          {responseByThem.rate === null
            ? '–'
            : answers('them', formats.percent(responseByThem.rate))}
        </Answer>
        <Answer
          name={t`We answer within`}
          more={
            ourRate === null ? (
              t`no answer was due`
            ) : isWorking ? (
              <Trans>median of working hours; {ourRate} answered</Trans>
            ) : (
              <Trans>median elapsed; {ourRate} answered</Trans>
            )
          }
        >
          {medianOf('us')}
        </Answer>
      </dl>
      {turns.dialog}
    </>
  );
}

type AnswerProps = {
  readonly name: string;
  readonly more: ReactNode;
  readonly children: ReactNode;
};

function Answer({ name, more, children }: AnswerProps) {
  const styles = useStyles();
  return (
    <div className={styles.answer}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
      <dd className={styles.more}>{more}</dd>
    </div>
  );
}

type MomentProps = {
  readonly name: string;
  readonly id: string | null;
  readonly analytics: Analytics;
  readonly nothing: string;
};

/** When something happened or will, what it was, and the way to it. */
function Moment({ name, id, analytics, nothing }: MomentProps) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const activity = id === null ? undefined : analytics.activities[id];
  if (activity === undefined) {
    return (
      <Answer name={name} more={null}>
        {nothing}
      </Answer>
    );
  }
  const day = dayOf(Date.parse(activity.startsAt), analytics.timeZone);
  return (
    <Answer
      name={name}
      more={`${i18n._(kindWords[activity.kind])} · ${formats.instant(activity.startsAt)}`}
    >
      <LedgerLink filter={{ from: day, to: day }}>
        <time dateTime={activity.startsAt}>
          {formats.relative(activity.startsAt, analytics.asOf)}
        </time>
      </LedgerLink>
    </Answer>
  );
}
