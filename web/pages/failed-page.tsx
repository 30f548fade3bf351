import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Failure } from '../parts/failure.tsx';
import { PageTitle } from '../parts/page-title.tsx';

/** A page that could not be shown, and how to try again. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  const queries = useQueryClient();
  const retry = () => {
    queries.resetQueries();
    reset();
    router.invalidate();
  };
  return (
    <>
      <PageTitle title={t`This page could not be shown`} />
      <Failure error={error} onRetry={retry} />
    </>
  );
}
