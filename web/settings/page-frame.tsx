import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { phone } from '../parts/layout.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { SaveBar } from './save-bar.tsx';
import type { Draft } from './use-draft.ts';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '20px',
    [phone]: { gap: '14px' },
  },
  lead: {
    maxWidth: '72ch',
    marginTop: '4px',
    color: tokens.colorNeutralForeground2,
    lineHeight: '22px',
    textWrap: 'pretty',
  },
});

type Props = {
  readonly title: string;
  readonly lead: ReactNode;
  /** Where something is saved: the draft, and the fields that show their problems themselves. */
  readonly draft?: Draft;
  readonly fields?: readonly string[];
  readonly children: ReactNode;
};

/** A page of the settings: what it is about, its cards, and the bar that saves. */
export function PageFrame({ title, lead, draft, fields = [], children }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <header>
        <PageTitle title={title} />
        <p className={styles.lead}>{lead}</p>
      </header>
      {children}
      {draft !== undefined && <SaveBar draft={draft} fields={fields} />}
    </div>
  );
}
