import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';
import { Waiting } from './waiting.tsx';

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
  /** As many rows as usually come, and the pixels of one. */
  readonly rows?: number;
  readonly rowHeight?: number;
  readonly children: (answer: Answer) => ReactNode;
};

/** An answer of the server in a card: what it shows, that it is on its way, or why it does not come. */
export function Asked<Answer>({
  query,
  waiting,
  rows = 4,
  rowHeight = 48,
  children,
}: Props<Answer>) {
  const { data, isError, error, refetch } = query;
  // What was there stays when it cannot be had anew.
  if (data !== undefined) return children(data);
  if (isError) return <Failure error={error} onRetry={() => refetch()} />;
  return <Waiting label={waiting} rows={rows} rowHeight={rowHeight} />;
}
