import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircleRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Problem } from '../../src/model/problem.ts';
import { NotAllowed } from './not-allowed.tsx';

const useStyles = makeStyles({
  notice: {
    alignSelf: 'start',
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    gap: '6px 12px',
    maxWidth: '640px',
    padding: '20px 24px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    // Within a card it needs none of its own.
    '&:is(section > div > *)': { padding: 0, boxShadow: 'none' },
  },
  icon: { color: 'var(--gradePoor)', fontSize: '24px' },
  title: { fontWeight: 600, overflowWrap: 'anywhere' },
  rest: { gridColumn: 2, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  action: { gridColumn: 2, marginTop: '10px' },
});

type Props = { readonly error: unknown; readonly onRetry: () => void };

/** What went wrong, in the server's words, and a button that tries again. */
export function Failure({ error, onRetry }: Props) {
  const { t } = useLingui();
  const problem = error instanceof Problem ? error : null;
  const isUnreachable = problem?.code === 'unreachable';
  // It will not be there the next time either.
  const isGone = problem?.code === 'record_unknown';
  if (problem?.code === 'not_allowed' || problem?.code === 'record_not_yours') {
    return (
      <NotAllowed>
        <Trans>
          This is there, and not for your role. Its owner, or an administrator, can let you see it.
        </Trans>
      </NotAllowed>
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  return (
    <Notice
      title={isUnreachable ? t`The server does not answer` : message}
      action={
        !isGone && (
          <Button onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        )
      }
    >
      {isUnreachable ? (
        <Trans>Check that Rapport is running and that you are online, then try again.</Trans>
      ) : (
        (problem?.hint ?? <Trans>Try again; if it stays so, the server’s log says more.</Trans>)
      )}
    </Notice>
  );
}

type NoticeProps = {
  readonly title: string;
  /** What to do about it, in words. */
  readonly children: ReactNode;
  readonly action: ReactNode;
};

/** Something that is not as it should be: what, and what to do about it. */
export function Notice({ title, children, action }: NoticeProps) {
  const styles = useStyles();
  return (
    <div role="alert" className={styles.notice}>
      <ErrorCircleRegular className={styles.icon} aria-hidden />
      <p className={styles.title}>{title}</p>
      <p className={styles.rest}>{children}</p>
      {action !== false && <div className={styles.action}>{action}</div>}
    </div>
  );
}
