import { Spinner } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';

type Props<Answer> = {
  /** As `useQuery` gives it. */
  readonly query: {
    readonly data: Answer | undefined;
    readonly isError: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  /** What is said while the answer is on its way. */
  readonly waiting: string;
  readonly children: (answer: Answer) => ReactNode;
};

/** An answer of the server in a card: what it shows, that it is on its way, or why it does not come. */
export function Asked<Answer>({ query, waiting, children }: Props<Answer>) {
  const { data, isError, error, refetch } = query;
  if (isError) return <Failure error={error} onRetry={() => refetch()} />;
  return data === undefined ? <Spinner label={waiting} /> : children(data);
}
