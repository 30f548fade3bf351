import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import { notOnPaper, onPaper, phone } from './layout.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    boxSizing: 'border-box',
    padding: '20px 24px 18px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    scrollMarginTop: '16px',
    outlineColor: tokens.colorStrokeFocus2,
    [phone]: { padding: '16px 16px 14px' },
    [onPaper]: {
      padding: '14px 16px 12px',
      border: `1px solid ${tokens.colorNeutralStroke2}`,
      boxShadow: 'none',
      breakInside: 'avoid',
    },
  },
  long: { [onPaper]: { breakInside: 'auto' } },
  head: {
    display: 'flex',
    alignItems: 'start',
    justifyContent: 'space-between',
    gap: '12px',
    [phone]: { flexWrap: 'wrap', gap: '8px 12px' },
  },
  names: { flex: '1 1 170px', minWidth: 0 },
  actions: { flex: '0 0 auto', maxWidth: '100%' },
  title: {
    fontSize: '16px',
    lineHeight: '24px',
    fontWeight: 650,
    letterSpacing: '-0.01em',
    overflowWrap: 'anywhere',
  },
  caption: {
    marginTop: '2px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground3,
    textWrap: 'pretty',
    overflowWrap: 'anywhere',
  },
  body: {
    display: 'grid',
    // A drawing keeps its width until it is measured again: the column must not grow with it.
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '16px',
    paddingTop: '16px',
    minWidth: 0,
  },
  how: {
    marginTop: 'auto',
    paddingTop: '14px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
    '& summary': {
      width: 'fit-content',
      padding: '3px 0',
      borderRadius: tokens.borderRadiusSmall,
      color: tokens.colorNeutralForeground3,
      cursor: 'pointer',
    },
    '& summary:hover': { color: tokens.colorNeutralForeground1 },
    '& summary:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    ...notOnPaper,
  },
  explanation: { paddingTop: '6px', maxWidth: '70ch', textWrap: 'pretty' },
});

type Props = {
  /** Where links to it lead. */
  readonly id?: string;
  readonly title: string;
  /** What is counted, its unit, and when. */
  readonly caption: ReactNode;
  /** How the figures come about, for who wants to know. */
  readonly how?: ReactNode;
  readonly actions?: ReactNode;
  /** It may be longer than a sheet of paper. */
  readonly isLong?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** The frame of every widget: what it is, what it counts and as of when, the figures, and how they are counted. */
export function Card(props: Props) {
  const { id, title, caption, how, actions, isLong = false, className, children } = props;
  const styles = useStyles();
  const titleId = useId();
  return (
    <section
      id={id}
      tabIndex={id === undefined ? undefined : -1}
      aria-labelledby={titleId}
      className={mergeClasses(styles.card, isLong && styles.long, className)}
    >
      <div className={styles.head}>
        <div className={styles.names}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <p className={styles.caption}>{caption}</p>
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      <div className={styles.body}>{children}</div>
      {how !== undefined && (
        <details className={styles.how}>
          <summary>
            <Trans>How this is counted</Trans>
          </summary>
          <p className={styles.explanation}>{how}</p>
        </details>
      )}
    </section>
  );
}
