import { makeStyles, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  notice: {
    alignSelf: 'start',
    display: 'grid',
    gridTemplateColumns: '24px 1fr',
    gap: '8px 12px',
    maxWidth: '640px',
    padding: '20px 24px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    '&:is(section > div > *)': { padding: 0, boxShadow: 'none' },
  },
  icon: { color: tokens.colorNeutralForeground3, fontSize: '24px' },
  text: { color: tokens.colorNeutralForeground2, lineHeight: '22px', textWrap: 'pretty' },
  link: { gridColumn: 2, justifySelf: 'start' },
});

/** Something that is there, and not for who looks: why, and where to go on. */
export function NotAllowed({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div role="alert" className={styles.notice}>
      <LockClosedRegular className={styles.icon} aria-hidden />
      <p className={styles.text}>{children}</p>
      <Link to="/$collection" params={{ collection: 'opportunities' }} className={styles.link}>
        <Trans>Go to the opportunities</Trans>
      </Link>
    </div>
  );
}
