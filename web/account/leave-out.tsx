import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { OptedOut } from '../../src/contract/rights.ts';
import { useAnnounce } from '../app/announcer.tsx';
import { optedOutQuery } from '../data/account.ts';
import { sent } from '../data/client.ts';
import { Done } from '../parts/done.tsx';
import { Failure } from '../parts/failure.tsx';
import { FormFoot, FormProblem } from '../parts/form.tsx';
import { Waiting } from '../parts/waiting.tsx';

const useStyles = makeStyles({
  state: { fontWeight: 600 },
  text: {
    maxWidth: '72ch',
    color: tokens.colorNeutralForeground2,
    lineHeight: '20px',
    textWrap: 'pretty',
  },
});

type Props = {
  /** Of whom: `me`, or the collection and id of somebody. */
  readonly path: string;
  /** What it means to be left out. */
  readonly children: ReactNode;
};

/** Whether somebody is left out of all figures, who said so, and the way to change it. */
export function LeaveOut({ path, children }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const query = optedOutQuery(path);
  const { data: now, error, refetch } = useQuery(query);
  const leaving = useMutation({
    mutationFn: (optedOut: boolean) => sent<OptedOut>('PUT', `${path}/opt-out`, { optedOut }),
    onSuccess: (after) => {
      queries.setQueryData(query.queryKey, after);
      announce(after.optedOut ? t`Left out of all figures` : t`Counted in all figures`);
    },
  });
  if (now === undefined) {
    if (error !== null) return <Failure error={error} onRetry={() => refetch()} />;
    return <Waiting label={t`It is loading`} rows={2} />;
  }
  return (
    <>
      <p className={styles.text}>{children}</p>
      <p className={styles.state}>
        {!now.optedOut ? (
          <Trans>Counted at present</Trans>
        ) : now.here ? (
          <Trans>Left out at present</Trans>
        ) : (
          <Trans>
            Left out at present: the source says so, and only there can it be taken back
          </Trans>
        )}
      </p>
      <FormProblem error={leaving.error} />
      <FormFoot>
        <Button disabledFocusable={leaving.isPending} onClick={() => leaving.mutate(!now.here)}>
          {now.here ? <Trans>Count again</Trans> : <Trans>Leave out</Trans>}
        </Button>
        {leaving.isSuccess && (
          <Done>
            <Trans>Done; the figures are computed again</Trans>
          </Done>
        )}
      </FormFoot>
    </>
  );
}
