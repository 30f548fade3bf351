import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  AlertUrgentRegular,
  ArrowTrendingDownRegular,
  CalendarClockRegular,
  CalendarErrorRegular,
  ChatWarningRegular,
  MoneyRegular,
  TimerOffRegular,
} from '@fluentui/react-icons';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { Home, HomeCard, HomeReason } from '../../../src/contract/home.ts';
import { useFormats } from '../../app/formats.tsx';
import { cardsQuery } from '../../data/cards.ts';
import { collectionOf } from '../../data/collections.ts';
import { homeQuery } from '../../data/home.ts';
import { useHas } from '../../data/session.ts';
import { Failure } from '../../parts/failure.tsx';
import { HealthSign } from '../../parts/health-sign.tsx';
import { onPaper, phone } from '../../parts/layout.ts';
import { Loading } from '../../parts/loading.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { OwnIntroductions } from './own-introductions.tsx';
import { ReasonText } from './reason-text.tsx';
import { Today } from './today.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '20px' },
  // Chromium lays a grid over several sheets upon what follows it.
  records: { display: 'grid', gap: '16px', [onPaper]: { display: 'block' } },
  heading: {
    marginTop: '12px',
    fontSize: '20px',
    lineHeight: '28px',
    fontWeight: 650,
    letterSpacing: '-0.01em',
  },
  lead: { color: tokens.colorNeutralForeground2, maxWidth: '110ch', textWrap: 'pretty' },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(340px, 1fr))',
    gap: '16px',
    [phone]: { gridTemplateColumns: '1fr' },
  },
  card: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    minWidth: 0,
    padding: '18px 20px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
    ':hover': { boxShadow: tokens.shadow8 },
  },
  first: {
    display: 'grid',
    gridTemplateColumns: '24px 1fr',
    gap: '10px',
    fontSize: '15px',
    lineHeight: '22px',
    fontWeight: 600,
    textWrap: 'pretty',
  },
  icon: { color: 'var(--gradePoor)', fontSize: '22px' },
  others: {
    display: 'grid',
    gap: '4px',
    paddingLeft: '34px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    color: tokens.colorNeutralForeground2,
  },
  record: {
    display: 'grid',
    gap: '4px',
    marginTop: 'auto',
    paddingTop: '12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  name: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: 600,
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    // The whole card opens the record.
    '::after': { content: '""', position: 'absolute', inset: 0, borderRadius: 'inherit' },
    ':focus-visible': { outline: 'none' },
    ':focus-visible::after': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: '2px 16px',
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
  },
  // Within a sentence: known as a link without its colour.
  link: { color: tokens.colorBrandForegroundLink, textDecoration: 'underline' },
});

const icons: Readonly<Record<HomeReason['code'], typeof AlertUrgentRegular>> = {
  closeDateMissed: CalendarErrorRegular,
  closeDateNear: CalendarClockRegular,
  healthDropped: ArrowTrendingDownRegular,
  poorHighValue: MoneyRegular,
  waitingForUs: ChatWarningRegular,
  noActivity: TimerOffRegular,
  noNextInteraction: AlertUrgentRegular,
};

/** Where to look first: the reader's own records that ask for it, each with the reason. */
export function HomePage() {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const id = useId();
  const { data, error, isError, refetch } = useQuery(homeQuery);
  const today = useQuery({ ...cardsQuery, enabled: data !== undefined && data.person !== null });
  if (data === undefined) {
    return (
      <div className={styles.page}>
        <PageTitle title={t`Where to look first`} />
        {isError ? (
          <Failure error={error} onRetry={() => refetch()} />
        ) : (
          <Loading label={t`Your records are looked through`} isTitled />
        )}
      </div>
    );
  }
  const day = formats.instantDay(data.asOf);
  // What a card above says is not said again below it.
  const carded = new Set(today.data?.cards.map(({ record }) => `${record.type} ${record.id}`));
  const others = data.cards.filter(({ record }) => !carded.has(`${record.type} ${record.id}`));
  const isNext = carded.size > 0;
  return (
    <div className={styles.page}>
      <PageTitle title={t`Where to look first`} />
      {data.person !== null && <Today />}
      {today.isLoading ? null : others.length === 0 ? (
        !isNext && <Calm home={data} />
      ) : (
        <section aria-labelledby={id} className={styles.records}>
          <h2 id={id} className={styles.heading}>
            {isNext ? <Trans>Then these records</Trans> : <Trans>Records to look at first</Trans>}
          </h2>
          <p className={styles.lead}>
            {isNext ? (
              <Trans>
                Of your other open records, those where most is at stake and something asks for you,
                as of {day}.
              </Trans>
            ) : (
              <Trans>
                Of your open records, those where most is at stake and something asks for you, as of{' '}
                {day}.
              </Trans>
            )}
          </p>
          <ul className={styles.cards}>
            {others.map((card) => (
              <Card key={`${card.record.type}:${card.record.id}`} card={card} />
            ))}
          </ul>
          {data.more > 0 && (
            <p className={styles.lead}>
              <Plural
                value={data.more}
                one="# more of your records has a reason to be looked at."
                other="# more of your records have a reason to be looked at."
              />{' '}
              <Link
                to="/$collection"
                params={{ collection: 'opportunities' }}
                className={styles.link}
              >
                <Trans>All your open opportunities</Trans>
              </Link>
            </p>
          )}
        </section>
      )}
      <OwnIntroductions />
    </div>
  );
}

function Card({ card }: { readonly card: HomeCard }) {
  const styles = useStyles();
  const formats = useFormats();
  const { record, health, reasons } = card;
  const [first, ...others] = reasons;
  if (first === undefined) return null;
  const Icon = icons[first.code];
  return (
    <li className={styles.card}>
      <p className={styles.first}>
        <Icon className={styles.icon} aria-hidden />
        <span>
          <ReasonText reason={first} />
        </span>
      </p>
      {others.length > 0 && (
        <ul className={styles.others}>
          {others.map((reason) => (
            <li key={reason.code}>
              <ReasonText reason={reason} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.record}>
        <Link
          to="/$collection/$id"
          params={{ collection: collectionOf[record.type], id: record.id }}
          className={styles.name}
        >
          {record.name}
        </Link>
        <div className={styles.facts}>
          <span>
            {record.account?.name ?? record.contact?.name}
            {record.estimatedValue !== null && (
              <>
                {record.account !== null && ' · '}
                {formats.money(record.estimatedValue, record.currency)}
              </>
            )}
          </span>
          <HealthSign health={health} />
        </div>
      </div>
    </li>
  );
}

/** Nothing asks for the reader: because all is well, or because nothing is theirs. */
function Calm({ home }: { readonly home: Home }) {
  const styles = useStyles();
  const isOverseer = [useHas('manager'), useHas('administrator'), useHas('operations')].some(
    (has) => has,
  );
  const hasOpen = Object.values(home.open).some((count) => count > 0);
  return (
    <div className={mergeClasses(styles.card)}>
      <Nothing>
        {hasOpen ? (
          <Trans>
            Nothing asks for you: no date is missed, no relationship is fading, nobody waits for an
            answer.
          </Trans>
        ) : (
          <Trans>
            No open record is yours. Records come from your CRM with their owner; those that you own
            or work on appear here as soon as one of them asks for attention.
          </Trans>
        )}{' '}
        {isOverseer && (
          <Link to="/overview" className={styles.link}>
            <Trans>See the overview of everything</Trans>
          </Link>
        )}
      </Nothing>
    </div>
  );
}
