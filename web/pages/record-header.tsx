import { makeStyles, tokens } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { HealthSign } from '../parts/health-sign.tsx';
import { phone } from '../parts/layout.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { collectionWords, statusWord } from '../words.ts';

const useStyles = makeStyles({
  header: { display: 'grid', gap: '6px' },
  trail: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: '10px 24px',
  },
  health: {
    padding: '8px 16px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 28px',
    paddingTop: '4px',
    [phone]: { display: 'grid' },
  },
  fact: {
    display: 'flex',
    gap: '8px',
    fontVariantNumeric: 'tabular-nums',
    '& dt': { color: tokens.colorNeutralForeground3, [phone]: { minWidth: '72px' } },
  },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
});

type Props = { readonly collection: Collection; readonly analytics: Analytics };

/** Which record this is, whose, how large and how well. */
export function RecordHeader({ collection, analytics }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { record, figures } = analytics;
  const { health } = figures;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t`Account`, linked(record.account, 'accounts', styles.link)],
    [t`Contact`, linked(record.contact, 'contacts', styles.link)],
    [t`Owner`, record.owner?.name ?? null],
    [t`Job title`, record.jobTitle],
    [t`Industry`, record.industry],
    [t`Status`, record.status === null ? null : wordOr(record.status)],
    [t`Stage`, record.stage],
    [
      t`Value`,
      record.estimatedValue === null ? null : formats.money(record.estimatedValue, record.currency),
    ],
    [t`Closes`, record.estimatedCloseDate === null ? null : formats.day(record.estimatedCloseDate)],
    [t`Closed on`, record.closedAt === null ? null : formats.instantDay(record.closedAt)],
  ];

  function wordOr(status: string): string {
    const word = statusWord(status);
    return word === null ? status : i18n._(word);
  }

  return (
    <div className={styles.header}>
      <nav aria-label={t`Where you are`} className={styles.trail}>
        <Link to="/$collection" params={{ collection }} className={styles.link}>
          {i18n._(collectionWords[collection])}
        </Link>
        <ChevronRightRegular fontSize={12} aria-hidden />
        <span aria-current="page">{record.name}</span>
      </nav>
      <div className={styles.line}>
        <PageTitle title={record.name} />
        <div className={styles.health}>
          <HealthSign
            health={
              health.state === 'scored'
                ? health
                : { state: health.state, score: null, grade: null, trend: null }
            }
          />
        </div>
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}

type Named = { readonly id: string; readonly name: string } | null;

function linked(named: Named, collection: Collection, className: string): ReactNode {
  if (named === null) return null;
  // A lead's company is a name, not an account.
  if (named.id === '') return named.name;
  return (
    <Link to="/$collection/$id" params={{ collection, id: named.id }} className={className}>
      {named.name}
    </Link>
  );
}
