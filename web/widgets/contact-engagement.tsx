import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { ContactEngagement } from '../../src/contract/engagement.ts';
import { useFormats } from '../app/formats.tsx';
import { collectionOf } from '../data/collections.ts';
import { recordPeopleQuery } from '../data/record-people.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { HealthSign } from '../parts/health-sign.tsx';
import { Nothing } from '../parts/nothing.tsx';

const useStyles = makeStyles({
  frame: { overflowX: 'auto', scrollbarWidth: 'thin' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: '9px 12px',
      textAlign: 'right',
      whiteSpace: 'nowrap',
      borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    '& thead th': {
      borderTop: 'none',
      fontWeight: 500,
      fontSize: tokens.fontSizeBase200,
      color: tokens.colorNeutralForeground2,
    },
    '& th:first-child': { textAlign: 'left', paddingLeft: 0 },
    '& td:nth-child(2), & thead th:nth-child(2)': { textAlign: 'left' },
    '& td:last-child, & thead th:last-child': { textAlign: 'left', paddingRight: 0 },
    '& tbody th': { fontWeight: 400 },
  },
  name: { fontWeight: 600 },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  locked: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    color: tokens.colorNeutralForeground3,
  },
  streak: { fontWeight: 600, color: 'var(--gradePoor)' },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
});

const becauseWords: Readonly<Record<ContactEngagement['because'], MessageDescriptor>> = {
  primary: msg`Key contact`,
  lead: msg`The lead`,
  stakeholder: msg`Stakeholder`,
  account: msg`Contact`,
};

type Props = {
  readonly collection: Collection;
  readonly analytics: Analytics;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
  readonly className?: string | undefined;
};

/** How each of their people takes part in this record, those with most to do first. */
export function ContactEngagementWidget({ collection, analytics, asOf, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { data, error, isError, refetch } = useQuery(
    recordPeopleQuery({ collection, id: analytics.record.id, asOf }),
  );
  const day = formats.instantDay(analytics.asOf);
  const label = t`Their people`;
  return (
    <Card
      title={label}
      className={className}
      caption={t`What each of them did on this record since its beginning, as of ${day}; health is over all that they do with us`}
      how={
        <Trans>
          A turn is a run of emails by one side; answered are those of ours that somebody of theirs
          answered. The streak counts our emails to the person, older than the grace period, since
          they last wrote or took part in a meeting or call. Meetings that they declined are not
          attended. The strongest tie is the one of “Who knows whom”, from 0 to 100.
        </Trans>
      }
    >
      {isError ? (
        <Failure error={error} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <Spinner label={t`Their people are looked up`} />
      ) : data.contacts.length === 0 ? (
        <Nothing>
          <Trans>
            No contact stands on this record. Name its contact or stakeholders in the CRM, and what
            they do is counted here.
          </Trans>
        </Nothing>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <section className={styles.frame} tabIndex={0} aria-label={t`Table: ${label}`}>
            <table className={styles.table}>
              <thead>
                <tr>
                  {[
                    t`Person`,
                    t`Health`,
                    t`Last from them`,
                    t`Last from us`,
                    t`Answered`,
                    t`Streak`,
                    t`Meetings`,
                    t`Declined`,
                    t`Strongest tie`,
                  ].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.contacts.map((person) => (
                  <Row key={`${person.type}:${person.id}`} person={person} asOf={analytics.asOf} />
                ))}
              </tbody>
            </table>
          </section>
          {data.total > data.contacts.length && (
            <p className={styles.quiet}>
              <Plural
                value={data.total - data.contacts.length}
                one="# more with less to do is not shown."
                other="# more with less to do are not shown."
              />
            </p>
          )}
        </>
      )}
    </Card>
  );
}

function Row({ person, asOf }: { readonly person: ContactEngagement; readonly asOf: string }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const when = (at: string | null) =>
    at === null ? (
      '–'
    ) : (
      <time dateTime={at} title={formats.instant(at)}>
        {formats.relative(at, asOf)}
      </time>
    );
  const { answered, unanswered } = person.byThem;
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>{nameOf(person, styles.link)}</span>
        <div className={styles.quiet}>
          {person.jobTitle ?? i18n._(becauseWords[person.because])}
        </div>
      </th>
      <td>
        {person.health === null ? (
          <span className={styles.locked}>
            <LockClosedRegular fontSize={16} aria-hidden />
            <Trans>a colleague’s</Trans>
          </span>
        ) : (
          <HealthSign health={person.health} />
        )}
      </td>
      <td>{when(person.lastInboundAt)}</td>
      <td>{when(person.lastOutboundAt)}</td>
      <td>
        {answered + unanswered === 0 ? (
          '–'
        ) : (
          <Trans>
            {formats.count(answered)} of {formats.count(answered + unanswered)}
          </Trans>
        )}
      </td>
      <td className={person.unansweredStreak >= 3 ? styles.streak : undefined}>
        {formats.count(person.unansweredStreak)}
      </td>
      <td>{formats.count(person.meetings)}</td>
      <td>{formats.count(person.meetingsDeclined)}</td>
      <td>
        {person.colleague === null ? (
          '–'
        ) : (
          <>
            {person.colleague.name}{' '}
            <span className={styles.quiet}>
              {formats.count(Math.round(person.colleague.strength))}
            </span>
          </>
        )}
      </td>
    </tr>
  );
}

/** A link where the person's own page is open to the reader. */
function nameOf({ type, id, name, hidden }: ContactEngagement, className: string): ReactNode {
  if (hidden) return name;
  return (
    <Link
      to="/$collection/$id"
      params={{ collection: collectionOf[type], id }}
      className={className}
    >
      {name}
    </Link>
  );
}
