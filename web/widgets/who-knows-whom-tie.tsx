import { Avatar, Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ChevronDownRegular,
  ChevronUpRegular,
  PersonArrowRightRegular,
} from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import type { Ties } from '../../src/contract/ties.ts';
import { useFormats } from '../app/formats.tsx';
import { Bar } from '../charts/bar.tsx';
import type { RecordAsOf } from '../data/record.ts';
import { phone } from '../parts/layout.ts';
import { Loading } from '../parts/loading.tsx';
import { type Customer, useMayAsk, useTieWords } from './tie-words.ts';
import { TieActivitiesPart } from './who-knows-whom-activities.tsx';

const AskDialog = lazy(async () => ({
  default: (await import('./introduction-dialog.tsx')).IntroductionDialog,
}));

const useStyles = makeStyles({
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
});

type Props = {
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
  readonly record: RecordAsOf;
};

/** One colleague with the strength of the tie, why, the activities behind it, and the way to an introduction. */
export function TieRow({ tie, sums, people, isWhole, through, asOf, record }: Props) {
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
