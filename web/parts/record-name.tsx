import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import type { RecordHead } from '../../src/contract/api.ts';
import { collectionOf } from '../data/collections.ts';

const useStyles = makeStyles({
  box: { display: 'grid', gap: '2px', minWidth: 0 },
  link: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: 600,
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { textDecoration: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  beside: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
});

/** A record's name, which opens it, and in small what it belongs to. */
export function RecordName({ record }: { readonly record: RecordHead }) {
  const styles = useStyles();
  const beside = besideName(record);
  return (
    <span className={styles.box}>
      <Link
        to="/$collection/$id"
        params={{ collection: collectionOf[record.type], id: record.id }}
        className={styles.link}
        title={record.name}
      >
        {record.name}
      </Link>
      {beside !== '' && <span className={styles.beside}>{beside}</span>}
    </span>
  );
}

function besideName({ type, account, jobTitle, industry, stage }: RecordHead): string {
  const parts = {
    opportunity: [account?.name, stage],
    lead: [account?.name],
    contact: [account?.name, jobTitle],
    account: [industry],
  }[type];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');
}
