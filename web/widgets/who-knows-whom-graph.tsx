import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { TieLevelName, Ties } from '../../src/contract/ties.ts';
import { useFormats } from '../app/formats.tsx';
import { TieGraph, type TiePerson } from '../charts/tie-graph.tsx';
import type { RecordAsOf } from '../data/record.ts';
import { PlainTable } from '../parts/plain-table.tsx';
import { useTieWords } from './tie-words.ts';
import { TieActivitiesPart } from './who-knows-whom-activities.tsx';

const useStyles = makeStyles({
  part: { display: 'grid', gap: '12px', minWidth: 0 },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  head: { fontSize: '14px', fontWeight: 600 },
  tip: { display: 'grid', gap: '2px' },
});

/** More would lie upon one another; the list and the table have all. */
const most = { theirs: 8, ours: 12 } as const;

type Props = {
  readonly ties: Ties;
  readonly record: RecordAsOf;
  readonly isTable: boolean;
};

/** Ties as a graph, or all of them as a table. */
export function TieGraphView({ ties, record, isTable }: Props) {
  return isTable ? <TieTable ties={ties} /> : <Graph ties={ties} record={record} />;
}

function TieTable({ ties: { people, asOf } }: { readonly ties: Ties }) {
  const { t } = useLingui();
  const formats = useFormats();
  const { levelWord, happened } = useTieWords();
  return (
    <PlainTable
      label={t`Ties`}
      heads={[t`Colleague`, t`Knows`, t`Strength`, t`Level`, t`By`, t`Last`]}
      rows={people.flatMap(({ type, id, name, ties }) =>
        ties.map(({ user, strength, level, counts, lastAt }) => ({
          key: `${user.id} ${type}:${id}`,
          cells: [
            user.name,
            name,
            formats.count(Math.round(strength)),
            levelWord(level),
            happened(counts),
            formats.relative(lastAt, asOf),
          ],
        })),
      )}
    />
  );
}

type Shown = {
  readonly key: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly customer: { readonly key: string; readonly name: string };
  readonly strength: number;
  readonly level: TieLevelName;
};

function Graph({ ties, record }: { readonly ties: Ties; readonly record: RecordAsOf }) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const { levelWord } = useTieWords();
  const [open, setOpen] = useState<string | null>(null);
  const { shown, left } = useMemo(() => strongest(ties), [ties]);
  const wordsOf = ({ strength, level }: Shown) =>
    `${formats.count(Math.round(strength))}, ${levelWord(level)}`;
  const people: readonly TiePerson[] = [
    ...new Map(shown.map(({ customer }) => [customer.key, customer])).values(),
  ]
    .map(({ key, name }): TiePerson => {
      const known = shown.filter(({ customer }) => customer.key === key);
      const list = known.map((tie) => `${tie.user.name} (${wordsOf(tie)})`).join('; ');
      return {
        ...{ key, name, side: 'them', label: t`${name}, known by ${list}` },
        tip: <Tip name={name} lines={known.map((tie) => `${tie.user.name}: ${wordsOf(tie)}`)} />,
      };
    })
    .concat(
      [...new Map(shown.map(({ user }) => [user.id, user])).values()].map(
        ({ id, name }): TiePerson => {
          const known = shown.filter(({ user }) => user.id === id);
          const list = known.map((tie) => `${tie.customer.name} (${wordsOf(tie)})`).join('; ');
          return {
            ...{ key: `user:${id}`, name, side: 'us', label: t`${name} knows ${list}` },
            tip: (
              <Tip
                name={name}
                lines={known.map((tie) => `${tie.customer.name}: ${wordsOf(tie)}`)}
              />
            ),
          };
        },
      ),
    );
  const links = shown.map(({ user, customer, strength }) => ({
    from: `user:${user.id}`,
    to: customer.key,
    strength,
  }));
  const opened = shown.find(({ user }) => `user:${user.id}` === open);
  const isPerson = record.collection === 'contacts' || record.collection === 'leads';
  return (
    <div className={styles.part}>
      <p className={styles.quiet}>
        <Trans>
          Circles are colleagues, squares are customers. The thicker a line, the stronger the tie; a
          dashed one is weak. Choose a colleague to see what they did.
        </Trans>{' '}
        {left > 0 && <Trans>{formats.count(left)} weaker ties are in the table alone.</Trans>}
      </p>
      <TieGraph
        people={people}
        links={links}
        open={open}
        onOpen={(key) => setOpen(key === open ? null : key)}
      />
      {opened !== undefined && (
        <section className={styles.part} aria-label={t`Activities with ${opened.user.name}`}>
          <h3 className={styles.head}>{opened.user.name}</h3>
          <TieActivitiesPart
            record={record}
            user={opened.user}
            person={null}
            sums={
              isPerson
                ? (ties.people[0]?.ties.find(({ user }) => user.id === opened.user.id)?.sums ??
                  null)
                : null
            }
          />
        </section>
      )}
    </div>
  );
}

function Tip({ name, lines }: { readonly name: string; readonly lines: readonly string[] }) {
  const styles = useStyles();
  return (
    <div className={styles.tip}>
      <strong>{name}</strong>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

/** The strongest ties of as many people as have room, and how many are left out. */
function strongest({ people }: Ties): { readonly shown: readonly Shown[]; readonly left: number } {
  const all = people
    .flatMap(({ type, id, name, ties }) =>
      ties.map(
        ({ user, strength, level }): Shown => ({
          key: `${user.id} ${type}:${id}`,
          user,
          customer: { key: `${type}:${id}`, name },
          strength,
          level,
        }),
      ),
    )
    .toSorted((a, b) => b.strength - a.strength);
  const theirs = new Set<string>();
  const ours = new Set<string>();
  const shown = all.filter(({ user, customer }) => {
    const hasRoom =
      (theirs.has(customer.key) || theirs.size < most.theirs) &&
      (ours.has(user.id) || ours.size < most.ours);
    if (!hasRoom) return false;
    theirs.add(customer.key);
    ours.add(user.id);
    return true;
  });
  return { shown, left: all.length - shown.length };
}
