import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowReplyRegular, LockClosedRegular, SettingsRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { LedgerRow } from '../../src/contract/figures.ts';
import type { HealthChange } from '../../src/contract/timeline.ts';
import { useFormats } from '../app/formats.tsx';
import { dayOf } from '../days.ts';
import { GradeShape } from '../parts/grade-shape.tsx';
import { KindIcon } from '../parts/kind-icon.tsx';
import { LedgerLink } from '../parts/ledger-link.tsx';
import { gradeWords, kindWords, sideWords } from '../words.ts';
import type { TimelineEntry } from './timeline-entries.ts';

const useStyles = makeStyles({
  line: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '30px minmax(0, 1fr)',
    gap: '0 12px',
    paddingBottom: '14px',
    // The thread from sign to sign.
    ':not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '14.5px',
      top: '32px',
      bottom: '-2px',
      width: '1px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
    ':last-child': { paddingBottom: '8px' },
  },
  sign: {
    display: 'grid',
    placeItems: 'center',
    width: '30px',
    height: '30px',
    boxSizing: 'border-box',
    borderRadius: '50%',
  },
  mark: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    backgroundColor: 'var(--cardBackground)',
  },
  toCome: { outline: `1.5px dashed ${tokens.colorNeutralStroke1}`, outlineOffset: '1px' },
  text: { display: 'grid', alignContent: 'center', minHeight: '30px', minWidth: 0 },
  head: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontWeight: 600 },
  lock: {
    marginInlineStart: '6px',
    verticalAlign: '-2px',
    color: tokens.colorNeutralForeground3,
  },
  change: { fontWeight: 600, textWrap: 'pretty' },
  more: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
  answered: {
    display: 'flex',
    alignItems: 'center',
    gap: '5px',
    color: 'var(--gradeGood)',
  },
});

type Props = {
  readonly entry: TimelineEntry;
  /** The instant from which one looks, ISO. */
  readonly now: string;
};

/** One line of the timeline: an activity, a change of health, or of the settings that it depends on. */
export function TimelineLine({ entry, now }: Props) {
  if (entry.kind === 'activity')
    return <ActivityLine row={entry.row} isToCome={entry.isToCome} now={now} />;
  return entry.kind === 'health' ? (
    <HealthLine change={entry.change} />
  ) : (
    <SettingsLine at={entry.at} />
  );
}

type ActivityProps = { readonly row: LedgerRow; readonly isToCome: boolean; readonly now: string };

function ActivityLine({ row, isToCome, now }: ActivityProps) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const day = dayOf(Date.parse(row.startsAt), formats.timeZone);
  const isLasting = row.durationMinutes !== null && row.durationMinutes > 0;
  return (
    <Line
      sign={<KindIcon kind={row.kind} size={30} className={isToCome ? styles.toCome : undefined} />}
    >
      <p className={styles.head}>
        <LedgerLink filter={{ kind: row.kind, from: day, to: day }}>
          {row.subject ?? i18n._(kindWords[row.kind])}
        </LedgerLink>
        {!row.isReadable && <LockClosedRegular fontSize={14} className={styles.lock} aria-hidden />}
      </p>
      <p className={styles.more}>
        {i18n._(kindWords[row.kind])} {i18n._(sideWords[row.side])}
        {isLasting && <> · {formats.minutes(row.durationMinutes ?? 0)}</>}
        {' · '}
        <time dateTime={row.startsAt}>{formats.instant(row.startsAt)}</time>
        {isToCome && <> · {formats.relative(row.startsAt, now)}</>}
      </p>
      <Answered row={row} />
    </Line>
  );
}

/** When an email was answered; nothing for those that were not, or not yet. */
export function Answered({ row }: { readonly row: LedgerRow }) {
  const styles = useStyles();
  const formats = useFormats();
  if (row.answeredAt === null) return null;
  const hours = (Date.parse(row.answeredAt) - Date.parse(row.startsAt)) / 3_600_000;
  const time = formats.hours(hours);
  return (
    <p
      className={mergeClasses(styles.more, styles.answered)}
      title={formats.instant(row.answeredAt)}
    >
      <ArrowReplyRegular fontSize={14} aria-hidden />
      {row.side === 'us' ? (
        <Trans>They answered after {time}</Trans>
      ) : (
        <Trans>We answered after {time}</Trans>
      )}
    </p>
  );
}

function HealthLine({ change: { on, before, after } }: { readonly change: HealthChange }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const told = ({ grade, score }: HealthChange['before']) =>
    grade === null ? '' : `${i18n._(gradeWords[grade])} ${score}`;
  const [from, to] = [told(before), told(after)];
  return (
    <Line sign={<Mark icon={<GradeShape grade={after.grade} size={14} />} />}>
      <p className={styles.change}>
        {before.grade === null ? (
          <Trans>Health has a score: {to}</Trans>
        ) : after.grade === null ? (
          <Trans>Health has no score any more; it was {from}</Trans>
        ) : (
          <Trans>
            Health went from {from} to {to}
          </Trans>
        )}
      </p>
      <p className={styles.more}>
        <time dateTime={on}>{formats.day(on)}</time>
      </p>
    </Line>
  );
}

function SettingsLine({ at }: { readonly at: string }) {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <Line sign={<Mark icon={<SettingsRegular fontSize={16} aria-hidden />} />}>
      <p className={styles.change}>
        <Trans>Settings that health depends on were changed</Trans>
      </p>
      <p className={styles.more}>
        <time dateTime={at}>{formats.instant(at)}</time>
      </p>
    </Line>
  );
}

function Mark({ icon }: { readonly icon: ReactNode }) {
  const styles = useStyles();
  return <span className={mergeClasses(styles.sign, styles.mark)}>{icon}</span>;
}

function Line({ sign, children }: { readonly sign: ReactNode; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <li className={styles.line}>
      {sign}
      <div className={styles.text}>{children}</div>
    </li>
  );
}
