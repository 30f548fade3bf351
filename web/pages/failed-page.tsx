import { makeStyles } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { Problem } from '../../src/model/problem.ts';
import { isMissingPart, lookForNewer, useConnection } from '../data/connection.ts';
import { Failure } from '../parts/failure.tsx';
import { MissingPart } from '../parts/missing-part.tsx';
import { PageTitle } from '../parts/page-title.tsx';

const useStyles = makeStyles({ page: { display: 'grid', gap: '16px' } });

/** A page that could not be shown, and how to try again; once the server answers again, it tries by itself. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  const styles = useStyles();
  const { t } = useLingui();
  const router = useRouter();
  const queries = useQueryClient();
  const { isOutdated } = useConnection();
  const isMissing = isMissingPart(error);
  const retry = () => {
    queries.resetQueries({ predicate: ({ state }) => state.data === undefined });
    reset();
    router.invalidate();
  };
  useReturn(error, isMissing ? () => location.reload() : retry);
  return (
    <div className={styles.page}>
      <PageTitle
        title={isMissing && isOutdated ? t`Rapport was updated` : t`This page could not be shown`}
      />
      {isMissing ? <MissingPart /> : <Failure error={error} onRetry={retry} />}
    </div>
  );
}

const pauseMs = 4000;

/** Goes back when the server answers again after it did not. What failed although it answers would fail again. */
function useReturn(error: unknown, back: () => void): void {
  const isUnreachable = error instanceof Problem && error.code === 'unreachable';
  const goBack = useEffectEvent(back);
  useEffect(() => {
    let wasGone = isUnreachable;
    const timer = setInterval(() => {
      lookForNewer().then(
        () => wasGone && goBack(),
        () => {
          wasGone = true;
        },
      );
    }, pauseMs);
    return () => clearInterval(timer);
  }, [isUnreachable]);
}
