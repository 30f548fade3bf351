import { Avatar, makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Analytics } from '../../src/contract/api.ts';
import type { EngagedPerson } from '../../src/contract/figures.ts';
import { useFormats } from '../app/formats.tsx';
import { collectionOf } from '../data/collections.ts';
import { Card } from '../parts/card.tsx';
import { Nothing } from '../parts/nothing.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '14px' },
  person: {
    display: 'grid',
    gridTemplateColumns: '36px 1fr',
    gap: '2px 12px',
    alignItems: 'center',
  },
  face: { gridRow: 'span 2' },
  name: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '0 12px',
    fontWeight: 600,
  },
  when: { fontWeight: 400, color: tokens.colorNeutralForeground2 },
  counts: {
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
  },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
});

type Props = { readonly analytics: Analytics; readonly className?: string | undefined };

/** The people of theirs with whom most happened. */
export function MostContactedWidget({ analytics, className }: Props) {
  const { t } = useLingui();
  return (
    <EngagedWidget
      title={t`Most contacted`}
      people={analytics.figures.mostContacted}
      nothing={<Trans>Nobody of theirs has taken part in an activity that counts yet.</Trans>}
      analytics={analytics}
      className={className}
    />
  );
}

/** The people of ours who have most to do with them. */
export function MostContactedByWidget({ analytics, className }: Props) {
  const { t } = useLingui();
  return (
    <EngagedWidget
      title={t`Most contacted by`}
      people={analytics.figures.mostContactedBy}
      nothing={<Trans>Nobody of ours has taken part in an activity that counts yet.</Trans>}
      analytics={analytics}
      className={className}
    />
  );
}

type EngagedProps = Props & {
  readonly title: string;
  readonly people: readonly EngagedPerson[];
  readonly nothing: ReactNode;
};

function EngagedWidget({ title, people, nothing, analytics, className }: EngagedProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const asOf = formats.instantDay(analytics.asOf);
  return (
    <Card
      title={title}
      className={className}
      caption={t`Top 3 by emails, meetings and calls since the beginning, as of ${asOf}`}
    >
      {people.length === 0 ? (
        <Nothing>{nothing}</Nothing>
      ) : (
        <ul className={styles.list}>
          {people.map((person) => (
            <Person
              key={`${person.type}:${person.id}:${person.lastAt}`}
              name={analytics.names[`${person.type}:${person.id}`] ?? t`Somebody of another record`}
              target={
                person.type === 'user' || person.id === ''
                  ? null
                  : { type: person.type, id: person.id }
              }
              lastAt={person.lastAt}
              asOf={analytics.asOf}
            >
              <Counts person={person} />
            </Person>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Counts({ person }: { readonly person: EngagedPerson }) {
  const parts = [
    { count: person.emails, text: <Plural value={person.emails} one="# email" other="# emails" /> },
    {
      count: person.meetings,
      text: <Plural value={person.meetings} one="# meeting" other="# meetings" />,
    },
    {
      count: person.phoneCalls,
      text: <Plural value={person.phoneCalls} one="# call" other="# calls" />,
    },
  ].filter(({ count }) => count > 0);
  return parts.map(({ text }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the three kinds in their order.
    <span key={place}>
      {place > 0 && ' · '}
      {text}
    </span>
  ));
}

/** Colleagues who are not on the deal and yet talk to its people. */
export function HiddenHelpersWidget({ analytics, className }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { hiddenHelpers } = analytics;
  const asOf = formats.instantDay(analytics.asOf);
  return (
    <Card
      title={t`Hidden helpers`}
      className={className}
      caption={t`Colleagues outside the team who talk to these people, as of ${asOf}`}
      how={
        <Trans>
          What they do is not counted here, because they are neither owner nor on the team. Add them
          to the team in the CRM, and it counts.
        </Trans>
      }
    >
      {hiddenHelpers.length === 0 ? (
        <Nothing>
          <Trans>Nobody outside the team is in touch with these people.</Trans>
        </Nothing>
      ) : (
        <ul className={styles.list}>
          {hiddenHelpers.map((helper) => (
            <Person
              key={helper.id}
              name={helper.name}
              target={null}
              lastAt={helper.lastAt}
              asOf={analytics.asOf}
            >
              <Plural value={helper.activities} one="# activity" other="# activities" />
            </Person>
          ))}
        </ul>
      )}
    </Card>
  );
}

type PersonProps = {
  readonly name: string;
  readonly target: { readonly type: 'contact' | 'lead'; readonly id: string } | null;
  readonly lastAt: string;
  readonly asOf: string;
  readonly children: ReactNode;
};

function Person({ name, target, lastAt, asOf, children }: PersonProps) {
  const styles = useStyles();
  const formats = useFormats();
  return (
    <li className={styles.person}>
      <Avatar name={name} color="colorful" size={36} className={styles.face} aria-hidden />
      <span className={styles.name}>
        {target === null ? (
          name
        ) : (
          <Link
            to="/$collection/$id"
            params={{ collection: collectionOf[target.type], id: target.id }}
            className={styles.link}
          >
            {name}
          </Link>
        )}
        <time dateTime={lastAt} title={formats.instant(lastAt)} className={styles.when}>
          {formats.relative(lastAt, asOf)}
        </time>
      </span>
      <span className={styles.counts}>{children}</span>
    </li>
  );
}
