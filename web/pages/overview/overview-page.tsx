import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Overview } from '../../../src/contract/overview.ts';
import { useFormats } from '../../app/formats.tsx';
import { Bar } from '../../charts/bar.tsx';
import { collectionOf } from '../../data/collections.ts';
import { overviewQuery } from '../../data/home.ts';
import { Card } from '../../parts/card.tsx';
import { Failure } from '../../parts/failure.tsx';
import { narrow } from '../../parts/layout.ts';
import { Loading } from '../../parts/loading.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { collectionWords } from '../../words.ts';
import { FigureLink, GradeBar } from './grade-bar.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '20px' },
  grid: { display: 'grid', gridTemplateColumns: 'repeat(12, minmax(0, 1fr))', gap: '20px' },
  half: { gridColumn: 'span 6', [narrow]: { gridColumn: 'span 12' } },
  large: { gridColumn: 'span 8', [narrow]: { gridColumn: 'span 12' } },
  third: { gridColumn: 'span 4', [narrow]: { gridColumn: 'span 12' } },
  number: { fontSize: '30px', lineHeight: '36px', fontWeight: 650, letterSpacing: '-0.02em' },
  quiet: { color: tokens.colorNeutralForeground2, lineHeight: '20px', textWrap: 'pretty' },
  link: {
    color: 'inherit',
    textDecorationLine: 'underline',
    textDecorationStyle: 'dotted',
    textDecorationColor: tokens.colorNeutralStroke1,
    textUnderlineOffset: '0.22em',
    ':hover': { color: tokens.colorBrandForegroundLink, textDecorationStyle: 'solid' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  moved: { display: 'flex', flexWrap: 'wrap', gap: '6px 24px' },
  move: { display: 'inline-flex', alignItems: 'center', gap: '6px', minHeight: '24px' },
  up: { color: 'var(--gradeGood)' },
  down: { color: 'var(--gradePoor)' },
  sources: {
    display: 'grid',
    '& li': {
      display: 'flex',
      justifyContent: 'space-between',
      gap: '12px',
      padding: '8px 0',
      borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
      overflowWrap: 'anywhere',
    },
  },
});

/** Where the organisation stands, never by seller; every figure opens its list. */
export function OverviewPage() {
  const styles = useStyles();
  const { t } = useLingui();
  const { data, error, isError, refetch } = useQuery(overviewQuery);
  if (data === undefined) {
    return (
      <div className={styles.page}>
        <PageTitle title={t`Overview`} />
        {isError ? (
          <Failure error={error} onRetry={() => refetch()} />
        ) : (
          <Loading label={t`The overview is computed`} isTitled />
        )}
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <PageTitle title={t`Overview`} />
      <div className={styles.grid}>
        <ValueAtRisk overview={data} className={styles.large} />
        <Sources overview={data} className={styles.third} />
        {data.types.map((of) => (
          <TypeCard key={of.type} of={of} className={styles.half} />
        ))}
      </div>
    </div>
  );
}

type Props = { readonly overview: Overview; readonly className?: string | undefined };

function ValueAtRisk({ overview, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { deals, value, currency, withoutValue, withoutRate, openValue } = overview.valueAtRisk;
  const day = formats.instantDay(overview.asOf);
  const share = openValue === 0 ? 0 : value / openValue;
  const [percent, all] = [formats.percent(share), formats.money(openValue, currency)];
  return (
    <Card
      title={t`Value at risk`}
      className={className}
      caption={t`Estimated value of open opportunities whose health is poor or declining, as of ${day}`}
      how={
        <Trans>
          Values are converted with the rates in the settings. Opportunities without a value, or in
          a currency without a rate, are in the number of opportunities and not in the sum.
        </Trans>
      }
    >
      <p className={styles.number}>
        <FigureLink figure={deals} className={styles.link}>
          {formats.money(value, currency)}
        </FigureLink>
      </p>
      <Bar share={share} fill="var(--gradePoor)" />
      <p className={styles.quiet}>
        <Plural value={deals.count} one="# opportunity" other="# opportunities" />
        {', '}
        <Trans>
          {percent} of the {all} that are open.
        </Trans>{' '}
        {withoutValue > 0 && (
          <Plural value={withoutValue} one="# has no value." other="# have no value." />
        )}{' '}
        {withoutRate > 0 && (
          <Plural
            value={withoutRate}
            one="# is in a currency without a rate."
            other="# are in a currency without a rate."
          />
        )}
      </p>
    </Card>
  );
}

function TypeCard({
  of,
  className,
}: {
  readonly of: Overview['types'][number];
  readonly className?: string | undefined;
}) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const collection = collectionOf[of.type];
  return (
    <Card
      title={i18n._(collectionWords[collection])}
      className={className}
      caption={t`Open records by the grade of their health; moved: another grade than 30 days ago`}
    >
      {of.open.count === 0 ? (
        <Nothing>
          <Trans>None of them is open.</Trans>
        </Nothing>
      ) : (
        <>
          <GradeBar of={of} />
          <p className={styles.moved}>
            <FigureLink figure={of.movedUp} className={`${styles.link} ${styles.move}`}>
              <ArrowUpRegular className={styles.up} aria-hidden />
              <Plural value={of.movedUp.count} one="# moved up" other="# moved up" />
            </FigureLink>
            <FigureLink figure={of.movedDown} className={`${styles.link} ${styles.move}`}>
              <ArrowDownRegular className={styles.down} aria-hidden />
              <Plural value={of.movedDown.count} one="# moved down" other="# moved down" />
            </FigureLink>
          </p>
        </>
      )}
    </Card>
  );
}

function Sources({ overview, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { days, count, of, sources } = overview.staleSources;
  return (
    <Card
      title={t`Sources`}
      className={className}
      caption={t`What has come for longer than ${days} days is missing; a file knows until the last activity in it`}
    >
      {of === 0 ? (
        <Nothing>
          <Trans>Nothing has been read yet.</Trans>
        </Nothing>
      ) : count === 0 ? (
        <Nothing>
          <Plural value={of} one="The one source is up to date." other="All # are up to date." />
        </Nothing>
      ) : (
        <>
          <p className={styles.quiet}>
            <Trans>
              {formats.count(count)} of {formats.count(of)} are not up to date.
            </Trans>
          </p>
          {sources !== null && (
            <ul className={styles.sources}>
              {sources.slice(0, 8).map(({ kind, name, syncedAt, endedAt }) => (
                <li key={`${kind}:${name}`}>
                  <span>{name}</span>
                  <span className={styles.quiet}>
                    {syncedAt === null ? (
                      <Trans>never read</Trans>
                    ) : endedAt === null ? (
                      formats.relative(syncedAt, overview.asOf)
                    ) : (
                      <Trans>file until {formats.instantDay(endedAt)}</Trans>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}
