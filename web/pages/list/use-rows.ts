import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Collection } from '../../../src/contract/api.ts';
import type { ListRow } from '../../../src/contract/list.ts';
import {
  type CountedList,
  forgetPages,
  type ListQuestion,
  listPageQuery,
  pageRows,
} from '../../data/lists.ts';
import type { Range } from './use-viewport.ts';

export type Rows = {
  /** The row at a place of the list, or of what another question was answered with; undefined while it is on its way. */
  readonly at: (index: number, of?: ListQuestion) => ListRow | undefined;
  /** What the rows answer: while the answer to the next question is on its way, the one before. */
  readonly of: ListQuestion;
  /** Undefined before the first answer. */
  readonly total: number | undefined;
  readonly days: number;
  /** What is shown answers the question before. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
};

type Known = { readonly question: ListQuestion; readonly total: number; readonly days: number };

const beginning: Range = { first: 0, end: 1 };
/** Rows asked for before they are seen. */
const ahead = 30;
/** Whoever drags the scroll bar past pages does not want them: they are asked for when it rests so long (ms). */
const rest = 90;

/** The rows of a list around the range that is seen, fetched by the page; others may be in memory still. */
export function useRows(collection: Collection, question: ListQuestion, range: Range): Rows {
  const queries = useQueryClient();
  const [known, setKnown] = useState<Known | null>(null);
  const isKnown = known !== null && known.question === question;
  const pages = useWantedPages(isKnown ? range : beginning, known?.total ?? 1);
  const answers = useQueries({
    queries: pages.map((page) => listPageQuery(collection, question, page)),
  });
  const answer = answers.find(({ data }) => data !== undefined)?.data;
  if (answer !== undefined && (!isKnown || known.total !== answer.total)) {
    setKnown({ question, total: answer.total, days: answer.days });
  }
  useEffect(() => {
    if (answer !== undefined) forgetPages(queries);
  }, [queries, answer]);

  const shown = known?.question ?? question;
  const inMemory = new Map<ListQuestion, Map<number, CountedList | undefined>>();
  const pageAt = (page: number, of: ListQuestion) => {
    const pages = inMemory.get(of) ?? new Map<number, CountedList | undefined>();
    inMemory.set(of, pages);
    if (!pages.has(page)) {
      const { queryKey } = listPageQuery(collection, of, page);
      pages.set(page, queries.getQueryData<CountedList>(queryKey));
    }
    return pages.get(page);
  };
  return {
    at: (index, of = shown) => pageAt(Math.floor(index / pageRows), of)?.rows[index % pageRows],
    of: shown,
    total: known?.total,
    days: known?.days ?? 60,
    isStale: known !== null && !isKnown,
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const { isError, refetch } of answers) if (isError) refetch();
    },
  };
}

/** Pages of a range: at once where they are next to those of before, else when the scrolling rests. */
function useWantedPages({ first, end }: Range, total: number): readonly number[] {
  const last = Math.max(0, total - 1);
  const from = Math.floor(Math.max(0, Math.min(last, first - ahead)) / pageRows);
  const to = Math.floor(Math.min(last, Math.max(first, end - 1) + ahead) / pageRows);
  const [wanted, setWanted] = useState({ from, to });
  const isNear = Math.abs(from - wanted.from) <= 1;
  useEffect(() => {
    if (from === wanted.from && to === wanted.to) return;
    const timer = setTimeout(() => setWanted({ from, to }), isNear ? 0 : rest);
    return () => clearTimeout(timer);
  }, [from, to, wanted, isNear]);
  return Array.from({ length: wanted.to - wanted.from + 1 }, (_, n) => wanted.from + n);
}
