import { useCallback, useState } from 'react';

/** What an answer says about the whole list. */
export type Known = { readonly total: number; readonly days: number };

/** What is known of the list, told by whoever shows it; what was known of another list says nothing of this one. */
export function useKnown(list: string): readonly [Known | null, (known: Known) => void] {
  const [told, setTold] = useState<(Known & { readonly list: string }) | null>(null);
  const tell = useCallback(
    ({ total, days }: Known) =>
      setTold((before) =>
        before?.list === list && before.total === total && before.days === days
          ? before
          : { list, total, days },
      ),
    [list],
  );
  return [told, tell];
}
