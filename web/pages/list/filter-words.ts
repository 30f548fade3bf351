import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import { useFormats } from '../../app/formats.tsx';
import type { ListFilters } from '../../app/list-search.ts';
import { countsQuery } from '../../data/queries.ts';
import { gradeWords, stateWords, statusWord, trendWords } from '../../words.ts';
import { useColumnWords } from './column-words.ts';
import {
  boundsId,
  boundUnits,
  columnOfBounds,
  type FilterName,
  filterWords,
  readBounds,
} from './filters.ts';

const movedWords = { up: msg`to a better one`, down: msg`to a worse one` } as const;
const nextWords = { none: msg`none booked`, booked: msg`booked` } as const;

/** How filters are told: what is narrowed, and to what. */
export function useFilterWords(collection: Collection) {
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const columnWords = useColumnWords();
  const owners = useQuery(countsQuery).data?.owners;
  return useMemo(() => {
    const bound = (name: FilterName, text: string) => {
      const kind = columnOfBounds(name, collection)?.bounds ?? 'number';
      if (kind === 'date') return formats.day(text);
      return formats.ratio(Number(text) / boundUnits[kind]);
    };
    const title = (name: FilterName): string => {
      const column = columnOfBounds(name, collection);
      if (column !== undefined) return columnWords.name(column);
      const entry = Object.entries(filterWords).find(([known]) => known === name);
      return entry === undefined ? name : i18n._(entry[1]);
    };
    const range = (from: string | undefined, to: string | undefined) => {
      if (from !== undefined && to !== undefined) return t`${from} to ${to}`;
      return from !== undefined ? t`from ${from}` : t`up to ${to ?? ''}`;
    };
    const value = (name: FilterName, filters: ListFilters): string => {
      const id = boundsId(name);
      if (id !== null) {
        const told = (text: string | undefined) =>
          text === undefined ? undefined : bound(name, text);
        return range(told(readBounds(filters.min).get(id)), told(readBounds(filters.max).get(id)));
      }
      switch (name) {
        case 'status': {
          const word = statusWord(filters.status ?? '');
          return word === null ? (filters.status ?? '') : i18n._(word);
        }
        case 'grade':
          return filters.grade === undefined ? '' : i18n._(gradeWords[filters.grade]);
        case 'state':
          return filters.state === undefined ? '' : i18n._(stateWords[filters.state]);
        case 'trend':
          return filters.trend === undefined ? '' : i18n._(trendWords[filters.trend]);
        case 'moved':
          return filters.moved === undefined ? '' : i18n._(movedWords[filters.moved]);
        case 'next':
          return filters.next === undefined ? '' : i18n._(nextWords[filters.next]);
        case 'owner':
          return owners?.find(({ id: one }) => one === filters.owner)?.name ?? '…';
        case 'account':
          return filters.account ?? '';
        case 'staleDays': {
          const days = filters.staleDays ?? 0;
          return t`${days} days`;
        }
        case 'closes': {
          const { closeFrom, closeBefore } = filters;
          const from = closeFrom === undefined ? undefined : formats.day(closeFrom);
          if (closeBefore === undefined) return range(from, undefined);
          const before = formats.day(closeBefore);
          return from === undefined ? t`before ${before}` : t`from ${from}, before ${before}`;
        }
        default:
          return '';
      }
    };
    return { title, value, moved: movedWords, next: nextWords };
  }, [i18n, t, formats, columnWords, owners, collection]);
}
