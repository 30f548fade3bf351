import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { Column } from './column.ts';

/** What columns are called: whole, over their cells, and over their group. Figures of all time say so. */
export function useColumnWords() {
  const { i18n, t } = useLingui();
  return useMemo(() => {
    const timed = (words: string, { span }: Column) =>
      span === 'lifetime' ? t`${words}, all time` : words;
    return {
      name: (column: Column) => timed(i18n._(column.name), column),
      short: (column: Column) => i18n._(column.short ?? column.name),
      group: (column: Column) =>
        column.group === undefined ? '' : timed(i18n._(column.group), column),
    };
  }, [i18n, t]);
}

export type ColumnWords = ReturnType<typeof useColumnWords>;
