import { Avatar, Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ChevronDownRegular,
  ChevronUpRegular,
  LockClosedRegular,
  PersonArrowRightRegular,
} from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Ties } from '../../src/contract/ties.ts';
import { useFormats } from '../app/formats.tsx';
import { Bar } from '../charts/bar.tsx';
import { collectionOf } from '../data/collections.ts';
import type { TiesQuestion } from '../data/ties.ts';
import { phone } from '../parts/layout.ts';
import { Loading } from '../parts/loading.tsx';
import { type Customer, useMayAsk, useTieWords } from './tie-words.ts';
import { TieActivitiesPart } from './who-knows-whom-activities.tsx';

const AskDialog = lazy(async () => ({
  default: (await import('./introduction-dialog.tsx')).IntroductionDialog,
}));

const useStyles = makeStyles({
  head: { fontSize: '14px', fontWeight: 600, marginBottom: '10px' },
  list: { display: 'grid', gap: '14px', maxWidth: '820px' },
  tie: {
    display: 'grid',
    gridTemplateColumns: '36px minmax(0, 1fr) minmax(168px, auto)',
    gap: '3px 12px',
    alignItems: 'center',
    [phone]: { gridTemplateColumns: '36px minmax(0, 1fr)' },
  },
  face: { gridRow: 'span 3', alignSelf: 'start' },
  name: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '0 12px',
    fontWeight: 600,
  },
  strength: { fontWeight: 400, fontVariantNumeric: 'tabular-nums' },
  reason: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground2,
    gridColumn: 2,
  },
  bar: { gridColumn: 2 },
  actions: {
    gridColumn: 3,
    gridRow: '1 / span 3',
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px',
    [phone]: { gridColumn: 2, gridRow: 'auto', marginLeft: '-8px' },
  },
  behind: { gridColumn: '2 / -1', paddingTop: '8px', [phone]: { gridColumn: '1 / -1' } },
  more: { justifySelf: 'start', marginTop: '8px' },
  locked: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    color: tokens.colorNeutralForeground2,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
});

/** How many are shown before one asks for more. */
const firstShown = 5;

type PersonProps = {
  readonly person: Ties['people'][number];
  /** Whether the list says whom it is about: on a record of several people. */
  readonly isNamed: boolean;
  readonly asOf: string;
  readonly record: TiesQuestion;
};

/** Who knows a contact or lead, the strongest first. */
export function PersonTies({ person, isNamed, asOf, record }: PersonProps) {
  const styles = useStyles();
  const { type, id, name, hidden, ties } = person;
  return (
    <div>
      {isNamed && (
        <h3 className={styles.head}>
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
        </h3>
      )}
      {hidden ? (
        <p className={styles.locked}>
          <LockClosedRegular fontSize={16} aria-hidden />
          <Trans>Who knows them is for those who work on this contact.</Trans>
        </p>
      ) : ties.length === 0 ? (
        isNamed && (
          <p className={styles.quiet}>
            <Trans>Nobody of ours has been in touch within 365 days.</Trans>
          </p>
        )
      ) : (
        <Several items={ties}>
          {(tie) => (
            <Known
              key={tie.user.id}
              tie={tie}
              sums={tie.sums}
              people={[person]}
              isWhole={!isNamed}
              asOf={asOf}
              record={record}
            />
          )}
        </Several>
      )}
    </div>
  );
}

type AccountProps = {
  readonly ties: NonNullable<Ties['account']>;
  readonly asOf: string;
  readonly record: TiesQuestion;
};

/** Who knows an account, and through whom. */
export function AccountTies({ ties, asOf, record }: AccountProps) {
  return (
    <Several items={ties}>
      {(tie) => (
        <Known
          key={tie.user.id}
          tie={tie}
          people={tie.through}
          isWhole
          through={tie.through}
          asOf={asOf}
          record={record}
        />
      )}
    </Several>
  );
}

type SeveralProps<Item> = {
  readonly items: readonly Item[];
  readonly children: (item: Item) => ReactNode;
};

function Several<Item>({ items, children }: SeveralProps<Item>) {
  const styles = useStyles();
  const formats = useFormats();
  const [isAll, setAll] = useState(false);
  const more = formats.count(items.length - firstShown);
  return (
    <>
      <ul className={styles.list}>{(isAll ? items : items.slice(0, firstShown)).map(children)}</ul>
      {items.length > firstShown && (
        <Button
          appearance="subtle"
          size="small"
          className={styles.more}
          aria-expanded={isAll}
          onClick={() => setAll(!isAll)}
        >
          {isAll ? <Trans>Show the first five</Trans> : <Trans>Show {more} more</Trans>}
        </Button>
      )}
    </>
  );
}

type KnownProps = {
  readonly tie: Pick<
    NonNullable<Ties['account']>[number],
    'user' | 'strength' | 'level' | 'counts' | 'lastAt'
  >;
  readonly sums?: Ties['people'][number]['ties'][number]['sums'];
  readonly people: readonly Customer[];
  /** Whether what is behind it is all that the colleague did with the record. */
  readonly isWhole: boolean;
  readonly through?: NonNullable<Ties['account']>[number]['through'];
  readonly asOf: string;
  readonly record: TiesQuestion;
};

function Known({ tie, sums, people, isWhole, through, asOf, record }: KnownProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { levelWord, happened } = useTieWords();
  const mayAsk = useMayAsk();
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { user, strength, level, counts, lastAt } = tie;
  const when = formats.relative(lastAt, asOf);
  const [first] = people;
  return (
    <li className={styles.tie}>
      <Avatar name={user.name} color="colorful" size={36} className={styles.face} aria-hidden />
      <span className={styles.name}>
        {user.name}
        <span className={styles.strength}>
          {formats.count(Math.round(strength))} · {levelWord(level)}
        </span>
      </span>
      <span className={styles.bar}>
        <Bar share={strength / 100} fill="var(--kindEmail)" />
      </span>
      <span className={styles.reason}>
        {happened(counts)} · <Trans>last {when}</Trans>
        {through !== undefined && <Through through={through} />}
      </span>
      <span className={styles.actions}>
        <Button
          size="small"
          appearance="subtle"
          icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />}
          iconPosition="after"
          aria-expanded={isOpen}
          aria-label={t`Activities with ${user.name}`}
          onClick={() => setOpen(!isOpen)}
        >
          <Trans>Activities</Trans>
        </Button>
        {mayAsk(user.id) && record.asOf === null && (
          <Button
            size="small"
            appearance="subtle"
            icon={<PersonArrowRightRegular />}
            aria-label={t`Ask ${user.name} for an introduction`}
            onClick={() => setAsking(true)}
          >
            <Trans>Ask</Trans>
          </Button>
        )}
      </span>
      {isOpen && (
        <div className={styles.behind}>
          <TieActivitiesPart
            record={record}
            user={user}
            person={isWhole || first === undefined ? null : `${first.type}:${first.id}`}
            sums={sums ?? null}
          />
        </div>
      )}
      {isAsking && (
        <Suspense fallback={<Loading label={t`The request is prepared`} />}>
          <AskDialog
            colleague={user}
            people={people}
            happened={happened(counts)}
            via={null}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </li>
  );
}

const mostThrough = 4;

function Through({
  through,
}: {
  readonly through: NonNullable<Ties['account']>[number]['through'];
}) {
  const formats = useFormats();
  const names = through
    .slice(0, mostThrough)
    .map(({ name, strength }) => `${name} (${formats.count(Math.round(strength))})`)
    .join(', ');
  const more = formats.count(through.length - mostThrough);
  return (
    <>
      {' · '}
      {through.length > mostThrough ? (
        <Trans>
          through {names} and {more} more
        </Trans>
      ) : (
        <Trans>through {names}</Trans>
      )}
    </>
  );
}
