import type { QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ChangedEvent, progressEventSchema } from '../../src/contract/api.ts';
import { sessionKey } from './cache.ts';
import { cardsQuery } from './cards.ts';
import { collectionOf } from './collections.ts';
import { lookForNewer } from './connection.ts';
import { openStream } from './stream.ts';

export type Progress = z.infer<typeof progressEventSchema>;

/** Where the progress of long work is kept: one entry per piece of work that is going on. */
export const progressKey = ['progress'] as const;

/**
 * Listens to the server and refetches what changed: a record's page soon, lists a little later, because under a
 * stream of mail every list would change several times a second. Returns how to stop.
 */
export function followEvents(queries: QueryClient): () => void {
  const soon = batched(250, (keys) => {
    for (const key of keys) {
      const [collection, id] = key.split('/', 2);
      queries.invalidateQueries({ queryKey: ['analytics', collection, id] });
      queries.invalidateQueries({ queryKey: ['ledger', collection, id] });
    }
  });
  const later = batched(1000, (collections) => {
    for (const collection of collections) {
      queries.invalidateQueries({ queryKey: ['list', collection] });
    }
    queries.invalidateQueries({ queryKey: ['about'] });
  });

  // What is computed over all records, while the settings are open.
  const muchLater = batched(3000, () => {
    queries.invalidateQueries({ queryKey: ['settings-preview'] });
  });
  // The cards of a home page: they are for the day, and of all lists they take the server longest.
  const atLast = batched(15_000, () => {
    queries.invalidateQueries({ queryKey: cardsQuery.queryKey });
  });

  const close = openStream('/api/v1/events', {
    heard: {
      changed: (data) => {
        const { records }: ChangedEvent = JSON.parse(data);
        muchLater.add('');
        atLast.add('');
        for (const { type, id } of records) {
          const collection = collectionOf[type];
          soon.add(`${collection}/${id}`);
          later.add(collection);
        }
      },
      progress: (data) => {
        const progress: Progress = JSON.parse(data);
        queries.setQueryData<readonly Progress[]>(progressKey, (before = []) => {
          const others = before.filter(({ work }) => work !== progress.work);
          return progress.done === progress.total ? others : [...others, progress];
        });
        if (progress.done === progress.total) later.add('');
      },
    },
    onReturn: () => {
      queries.invalidateQueries();
      lookForNewer().catch(() => {
        // Who cannot be asked will be heard of.
      });
    },
    onRefused: () => queries.invalidateQueries({ queryKey: sessionKey }),
  });

  return () => {
    close();
    soon.stop();
    later.stop();
    muchLater.stop();
    atLast.stop();
  };
}

/** Collects names and hands them on together, at most once per `ms`. */
function batched(ms: number, handOn: (names: ReadonlySet<string>) => void) {
  let names = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    const collected = names;
    names = new Set();
    handOn(collected);
  };
  return {
    add: (name: string) => {
      names.add(name);
      timer ??= setTimeout(flush, ms);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
