import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Ties } from '../../src/contract/ties.ts';
import { useFormats } from '../app/formats.tsx';
import { collectionOf } from '../data/collections.ts';
import type { RecordAsOf } from '../data/record.ts';
import { TieRow } from './who-knows-whom-tie.tsx';

const useStyles = makeStyles({
  head: { fontSize: '14px', fontWeight: 600, marginBottom: '10px' },
  list: { display: 'grid', gap: '14px', maxWidth: '820px' },
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
  readonly record: RecordAsOf;
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
            <TieRow
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
  readonly record: RecordAsOf;
};

/** Who knows an account, and through whom. */
export function AccountTies({ ties, asOf, record }: AccountProps) {
  return (
    <Several items={ties}>
      {(tie) => (
        <TieRow
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
