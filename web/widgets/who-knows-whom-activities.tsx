import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Tie } from '../../src/contract/ties.ts';
import { useFormats } from '../app/formats.tsx';
import type { RecordAsOf } from '../data/record.ts';
import { tieActivitiesQuery } from '../data/ties.ts';
import { Failure } from '../parts/failure.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { kindWords, sideWords } from '../words.ts';

const useStyles = makeStyles({
  part: { display: 'grid', gap: '10px', justifyItems: 'start' },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  table: { width: '100%', minWidth: 0 },
  when: { whiteSpace: 'nowrap' },
  hidden: { color: tokens.colorNeutralForeground3 },
});

type Props = {
  readonly record: RecordAsOf;
  readonly user: { readonly id: string; readonly name: string };
  /** `type:id` of the one they did it with; null: anybody of the record. */
  readonly person: string | null;
  readonly sums: Tie['sums'] | null;
};

/** What a tie is made of: the sums of the formula, and the activities with the weight of each. */
export function TieActivitiesPart({ record, user, person, sums }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { data, error, isError, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(tieActivitiesQuery(record, { user: user.id, person }));
  if (isError && data === undefined) return <Failure error={error} onRetry={() => refetch()} />;
  if (data === undefined) return <Spinner size="tiny" label={t`Activities are looked up`} />;
  const rows = data.pages.flatMap((page) => page.rows);
  const total = data.pages[0]?.total ?? 0;
  const [all, inbound, outbound] = [sums?.all ?? 0, sums?.inbound ?? 0, sums?.outbound ?? 0].map(
    (sum) => formats.ratio(sum),
  );
  return (
    <div className={styles.part}>
      <p className={styles.quiet}>
        <Plural value={total} one="# activity" other="# activities" />
        {sums !== null && (
          <>
            {' · '}
            <Trans>
              weights together {all}, of it from them {inbound}, from us {outbound} (meetings and
              calls are both)
            </Trans>
          </>
        )}
      </p>
      <div className={styles.table}>
        <PlainTable
          label={t`Activities with ${user.name}`}
          heads={[t`When`, t`What`, t`Subject`, t`Weight`]}
          rows={rows.map(({ id, startsAt, kind, side, subject, isReadable, weight }) => ({
            key: id,
            cells: [
              <time
                key="when"
                dateTime={startsAt}
                title={formats.instant(startsAt)}
                className={styles.when}
              >
                {formats.instantDay(startsAt)}
              </time>,
              `${i18n._(kindWords[kind])} ${i18n._(sideWords[side])}`,
              isReadable ? (
                (subject ?? '–')
              ) : (
                <span key="subject" className={styles.hidden}>
                  <Trans>for who took part</Trans>
                </span>
              ),
              formats.ratio(weight),
            ],
          }))}
        />
      </div>
      {hasNextPage && (
        <Button
          size="small"
          appearance="subtle"
          disabledFocusable={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          <Trans>Earlier ones</Trans>
        </Button>
      )}
    </div>
  );
}
