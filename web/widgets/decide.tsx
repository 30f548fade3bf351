import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RecordHead } from '../../src/contract/api.ts';
import type { LedgerRow } from '../../src/contract/figures.ts';
import { liftableReasons } from '../../src/model/vocabulary.ts';
import { sent } from '../data/client.ts';
import { collectionOf } from '../data/collections.ts';
import { useMe } from '../data/session.ts';
import { Failure } from '../parts/failure.tsx';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

type Change = { readonly override?: 'include' | 'exclude' | null; readonly shared?: boolean };
type Props = { readonly row: LedgerRow; readonly record: RecordHead };

/** What can be decided about an activity: whether it counts, and whether the owner of its record may read it. */
export function Decide({ row, record }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const { roles } = useMe();
  const collection = collectionOf[record.type];
  const decide = useMutation({
    mutationFn: (change: Change) => sent('PATCH', `activities/${row.key}`, change),
    // What it changes is computed at once, and its event has the page asked for anew; this is for a lost event.
    onSuccess: async () => {
      await new Promise((resolve) => setTimeout(resolve, settleMs));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['analytics', collection, record.id] }),
        queries.invalidateQueries({ queryKey: ['ledger', collection, record.id] }),
      ]);
    },
  });
  if (roles.every((role) => role === 'operations')) return null;

  const isLiftable = liftableReasons.some((reason) => reason === row.reason);
  return (
    <div className={styles.line}>
      {row.override !== null && (
        <Button size="small" onClick={() => decide.mutate({ override: null })}>
          <Trans>Take the decision back</Trans>
        </Button>
      )}
      {row.override === null && row.counted && (
        <Button size="small" onClick={() => decide.mutate({ override: 'exclude' })}>
          <Trans>Leave it out</Trans>
        </Button>
      )}
      {row.override === null && isLiftable && (
        <Button size="small" onClick={() => decide.mutate({ override: 'include' })}>
          <Trans>Count it</Trans>
        </Button>
      )}
      {row.shared !== null && (
        <Button
          size="small"
          appearance="subtle"
          onClick={() => decide.mutate({ shared: row.shared !== true })}
        >
          {row.shared ? (
            <Trans>Hide its subject from the record’s owner again</Trans>
          ) : (
            <Trans>Show its subject to the record’s owner</Trans>
          )}
        </Button>
      )}
      {decide.isPending && <Spinner size="tiny" label={t`The figures are computed again`} />}
      {decide.isError && (
        <Failure
          error={decide.error}
          onRetry={() => decide.variables && decide.mutate(decide.variables)}
        />
      )}
    </div>
  );
}

/** Until the worker has computed what one activity changes (ms), nearly always. */
const settleMs = 600;
