import { createRoute } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { Identity } from '../../access/identity.ts';
import { eventsChannel, type Happened } from '../../facts/events.ts';
import type { RecordRef } from '../../model/entities.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { keysOfRecords, readableAmong } from '../queries/record.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/events',
  summary: 'What changes, as it happens (server-sent events)',
  description:
    'Events `changed` with those of one’s records whose figures are new and `progress` of long work (that of imports for administrators); the schemas Changed and Progress. An event `alive` every 15 seconds keeps the connection open, which ends with the session, and shows that it is.',
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'A stream without an end',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
  },
});

const keepAliveMs = 15_000;

/** One connection to the database listens for all open pages of this process. */
export function eventsRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, signal, onError } = dependencies;
  const pages = new Set<(happened: Happened) => void>();
  const tellPages = (payload: string) => {
    const happened: Happened = JSON.parse(payload);
    for (const page of pages) page(happened);
  };
  let listening: Promise<void> | null = null;

  api.openapi(route, async (context) => {
    listening ??= database.listen(eventsChannel, tellPages, { signal });
    await listening;
    const who = identityOf(context);
    const isStillThere = context.get('isStillThere');
    context.header('x-accel-buffering', 'no');
    return streamSSE(
      context,
      async (stream) => {
        const ended = Promise.withResolvers<void>();
        const write = ({ event, ...data }: Happened) =>
          stream.writeSSE({ event, data: JSON.stringify(data) });
        const page = forPerson(who, { ...dependencies, write });
        const alive = setInterval(() => {
          isStillThere()
            .then(async (isThere) => {
              if (isThere) await stream.writeSSE({ event: 'alive', data: '{}' });
              else ended.resolve();
            })
            .catch(ended.reject);
        }, keepAliveMs);
        pages.add(page);
        stream.onAbort(ended.resolve);
        signal.addEventListener('abort', () => ended.resolve(), { once: true });
        await stream.write(': connected\n\n');
        await ended.promise.finally(() => {
          clearInterval(alive);
          pages.delete(page);
        });
      },
      async (error) => onError(error),
    );
  });
}

/** What a person hears of everything that happens. While it is looked up whose a record is, the next ones gather. */
function forPerson(
  who: Identity,
  {
    database,
    readAs,
    onError,
    write,
  }: Pick<ApiDependencies, 'database' | 'readAs' | 'onError'> & {
    readonly write: (happened: Happened) => Promise<void>;
  },
): (happened: Happened) => void {
  let waiting: RecordRef[] = [];
  let isLooking = false;

  async function tellChanged(at: string): Promise<void> {
    isLooking = true;
    while (waiting.length > 0) {
      const records = waiting;
      waiting = [];
      const keys = await keysOfRecords(database, records);
      const readable = await readAs(who, (session) => readableAmong(session, [...keys.keys()]));
      const theirs = [...keys].flatMap(([key, record]) => (readable.has(key) ? [record] : []));
      if (theirs.length > 0) await write({ event: 'changed', records: theirs, at });
    }
  }

  return (happened) => {
    if (happened.event === 'progress') {
      const isOfEverybody = happened.work === 'recompute' || happened.work === 'attribute';
      if (isOfEverybody || who.roles.includes('administrator')) void write(happened);
      return;
    }
    waiting.push(...happened.records);
    if (isLooking) return;
    tellChanged(happened.at)
      .catch(onError)
      .finally(() => {
        isLooking = false;
      });
  };
}
