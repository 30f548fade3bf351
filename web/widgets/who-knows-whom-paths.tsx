import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowRightRegular, PersonArrowRightRegular, SearchRegular } from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { TiePaths } from '../../src/contract/ties.ts';
import { useFormats } from '../app/formats.tsx';
import { collectionOf } from '../data/collections.ts';
import type { RecordAsOf } from '../data/record.ts';
import { tiePathsQuery } from '../data/ties.ts';
import { Failure } from '../parts/failure.tsx';
import { Loading } from '../parts/loading.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { type Customer, useMayAsk } from './tie-words.ts';

const AskDialog = lazy(async () => ({
  default: (await import('./introduction-dialog.tsx')).IntroductionDialog,
}));

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gap: '12px',
    justifyItems: 'start',
    paddingTop: '14px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  head: { fontSize: '14px', fontWeight: 600 },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  list: { display: 'grid', gap: '10px', width: '100%' },
  path: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 10px' },
  steps: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 8px' },
  arrow: { color: tokens.colorNeutralForeground3 },
  name: { fontWeight: 600 },
  link: {
    fontWeight: 600,
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
});

const firstShown = 5;

type Props = { readonly record: RecordAsOf; readonly person: Customer | undefined };

/** Two steps to somebody, looked for only when one asks. */
export function TiePathsPart({ record, person }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const [isAsked, setAsked] = useState(false);
  const [isAll, setAll] = useState(false);
  const { data, error, isError, refetch } = useQuery({
    ...tiePathsQuery(record),
    enabled: isAsked,
  });
  if (person === undefined) return null;
  const { name } = person;
  if (!isAsked)
    return (
      <div className={styles.part}>
        <Button size="small" icon={<SearchRegular />} onClick={() => setAsked(true)}>
          <Trans>Look for a way over others</Trans>
        </Button>
      </div>
    );
  return (
    <section className={styles.part} aria-label={t`Ways over others`}>
      <h3 className={styles.head}>
        <Trans>Ways over others</Trans>
      </h3>
      {isError && data === undefined ? (
        <Failure error={error} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <Spinner size="tiny" label={t`Ways are looked for`} />
      ) : data.paths.length === 0 ? (
        <Nothing>
          <Trans>
            Nobody whom you may see took part in the same activities as {name} and is known by a
            colleague.
          </Trans>
        </Nothing>
      ) : (
        <>
          <p className={styles.quiet}>
            <Trans>
              A colleague knows somebody who took part in the same activities as {name}; both
              strengths multiplied.
            </Trans>
          </p>
          <ol className={styles.list}>
            {(isAll ? data.paths : data.paths.slice(0, firstShown)).map((path) => (
              <Path
                key={`${path.user.id} ${path.via.type}:${path.via.id}`}
                path={path}
                to={person}
              />
            ))}
          </ol>
          {data.paths.length > firstShown && (
            <Button size="small" appearance="subtle" onClick={() => setAll(!isAll)}>
              {isAll ? <Trans>Show the first five</Trans> : <Trans>Show all</Trans>}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

type PathProps = { readonly path: TiePaths['paths'][number]; readonly to: Customer };

function Path({ path: { user, via, strength, first, second }, to }: PathProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const mayAsk = useMayAsk();
  const [isAsking, setAsking] = useState(false);
  const [one, other, both] = [first.strength, second.strength, strength].map((value) =>
    formats.count(Math.round(value)),
  );
  return (
    <li className={styles.path}>
      <span className={styles.steps}>
        <span className={styles.name}>{user.name}</span>
        <ArrowRightRegular className={styles.arrow} aria-label={t`knows`} />
        <Link
          to="/$collection/$id"
          params={{ collection: collectionOf[via.type], id: via.id }}
          className={styles.link}
        >
          {via.name}
        </Link>
        <ArrowRightRegular className={styles.arrow} aria-label={t`knows`} />
        <span>{to.name}</span>
      </span>
      <span className={styles.quiet}>
        <Trans>
          {both} ({one} and {other})
        </Trans>
      </span>
      {mayAsk(user.id) && (
        <Button
          size="small"
          appearance="subtle"
          icon={<PersonArrowRightRegular />}
          aria-label={t`Ask ${user.name} for an introduction over ${via.name}`}
          onClick={() => setAsking(true)}
        >
          <Trans>Ask</Trans>
        </Button>
      )}
      {isAsking && (
        <Suspense fallback={<Loading label={t`The request is prepared`} />}>
          <AskDialog
            colleague={user}
            people={[to]}
            happened=""
            via={via}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </li>
  );
}
