import { makeStyles, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import type { ContactEngagement } from '../../src/contract/engagement.ts';
import { useFormats } from '../app/formats.tsx';
import { collectionOf } from '../data/collections.ts';
import { recordPeopleQuery } from '../data/record-people.ts';
import { Asked } from '../parts/asked.tsx';
import { Card } from '../parts/card.tsx';
import { HealthSign } from '../parts/health-sign.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';

const useStyles = makeStyles({
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
  const query = useQuery(recordPeopleQuery({ collection, id: analytics.record.id, asOf }));
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
      <Asked query={query} waiting={t`Their people are looked up`}>
        {(data) =>
          data.contacts.length === 0 ? (
            <Nothing>
              <Trans>
                No contact stands on this record. Name its contact or stakeholders in the CRM, and
                what they do is counted here.
              </Trans>
            </Nothing>
          ) : (
            <>
              <PlainTable
                label={label}
                heads={[
                  t`Person`,
                  t`Health`,
                  t`Last from them`,
                  t`Last from us`,
                  t`Answered`,
                  t`Streak`,
                  t`Meetings`,
                  t`Declined`,
                  t`Strongest tie`,
                ]}
                figures={[2, 3, 4, 5, 6, 7]}
                rows={data.contacts.map((person) => ({
                  key: `${person.type}:${person.id}`,
                  cells: [
                    <Name key="name" person={person} />,
                    <HealthCell key="health" health={person.health} />,
                    <When key="inbound" at={person.lastInboundAt} asOf={analytics.asOf} />,
                    <When key="outbound" at={person.lastOutboundAt} asOf={analytics.asOf} />,
                    <Answered key="answered" byThem={person.byThem} />,
                    <Streak key="streak" emails={person.unansweredStreak} />,
                    formats.count(person.meetings),
                    formats.count(person.meetingsDeclined),
                    <Colleague key="tie" colleague={person.colleague} />,
                  ],
                }))}
              />
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
          )
        }
      </Asked>
    </Card>
  );
}

/** A link where the person's own page is open to the reader. */
function Name({ person }: { readonly person: ContactEngagement }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const { type, id, name, hidden, jobTitle, because } = person;
  return (
    <>
      <span className={styles.name}>
        {hidden ? (
          name
        ) : (
          <Link
            to="/$collection/$id"
            params={{ collection: collectionOf[type], id }}
            className={styles.link}
          >
            {name}
          </Link>
        )}
      </span>
      <div className={styles.quiet}>{jobTitle ?? i18n._(becauseWords[because])}</div>
    </>
  );
}

function HealthCell({ health }: Pick<ContactEngagement, 'health'>) {
  const styles = useStyles();
  if (health !== null) return <HealthSign health={health} />;
  return (
    <span className={styles.locked}>
      <LockClosedRegular fontSize={16} aria-hidden />
      <Trans>a colleague’s</Trans>
    </span>
  );
}

function When({ at, asOf }: { readonly at: string | null; readonly asOf: string }) {
  const formats = useFormats();
  if (at === null) return '–';
  return (
    <time dateTime={at} title={formats.instant(at)}>
      {formats.relative(at, asOf)}
    </time>
  );
}

function Answered({ byThem: { answered, unanswered } }: Pick<ContactEngagement, 'byThem'>) {
  const formats = useFormats();
  if (answered + unanswered === 0) return '–';
  return (
    <Trans>
      {formats.count(answered)} of {formats.count(answered + unanswered)}
    </Trans>
  );
}

function Streak({ emails }: { readonly emails: number }) {
  const styles = useStyles();
  const formats = useFormats();
  return <span className={emails >= 3 ? styles.streak : undefined}>{formats.count(emails)}</span>;
}

function Colleague({ colleague }: Pick<ContactEngagement, 'colleague'>) {
  const styles = useStyles();
  const formats = useFormats();
  if (colleague === null) return '–';
  return (
    <>
      {colleague.name}{' '}
      <span className={styles.quiet}>{formats.count(Math.round(colleague.strength))}</span>
    </>
  );
}
