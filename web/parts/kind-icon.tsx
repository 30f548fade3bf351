import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CalendarRegular,
  CallRegular,
  MailRegular,
  TaskListLtrRegular,
} from '@fluentui/react-icons';
import type { ActivityKind } from '../../src/model/vocabulary.ts';

const icons = {
  email: MailRegular,
  appointment: CalendarRegular,
  phonecall: CallRegular,
  task: TaskListLtrRegular,
} as const;

const useStyles = makeStyles({
  icon: {
    display: 'grid',
    placeItems: 'center',
    boxSizing: 'border-box',
    borderRadius: '50%',
    border: '1.4px solid transparent',
  },
  email: { color: 'var(--kindEmail)', backgroundColor: 'var(--kindEmailSoft)' },
  appointment: { color: 'var(--kindMeeting)', backgroundColor: 'var(--kindMeetingSoft)' },
  phonecall: { color: 'var(--kindCall)', backgroundColor: 'var(--kindCallSoft)' },
  task: { color: tokens.colorNeutralForeground2, backgroundColor: tokens.colorNeutralBackground3 },
});

type Props = {
  readonly kind: ActivityKind;
  /** Pixels. */
  readonly size: number;
  readonly className?: string | undefined;
};

/** The sign of a kind of activity, in its colour; what it says stands in words beside it. */
export function KindIcon({ kind, size, className }: Props) {
  const styles = useStyles();
  const Icon = icons[kind];
  return (
    <span
      className={mergeClasses(styles.icon, styles[kind], className)}
      style={{ width: size, height: size }}
    >
      <Icon fontSize={Math.round(size * 0.53)} aria-hidden />
    </span>
  );
}
