import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { phone } from '../parts/layout.ts';
import { PageTitle } from '../parts/page-title.tsx';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gap: '20px',
    width: '100%',
    maxWidth: '420px',
    boxSizing: 'border-box',
    padding: '32px 36px 34px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    [phone]: { padding: '24px 20px 26px' },
  },
  head: { display: 'grid', gap: '8px' },
  lead: { color: tokens.colorNeutralForeground2, lineHeight: '22px', textWrap: 'pretty' },
});

type Props = { readonly title: string; readonly lead?: ReactNode; readonly children?: ReactNode };

/** One thing to do, in the middle of an otherwise empty page. */
export function Entrance({ title, lead, children }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <PageTitle title={title} />
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      </div>
      {children}
    </div>
  );
}
