import { createRoute } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { eventsChannel } from '../../facts/events.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed } from '../gate.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/events',
  summary: 'What changes, as it happens (server-sent events)',
  description:
    'Events `changed` with the records whose figures are new, and `progress` of long work; the schemas Changed and Progress. A comment every 15 seconds keeps the connection open.',
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
export function eventsRoute(api: Api, { database, signal, onError }: ApiDependencies): void {
  const pages = new Set<(payload: string) => void>();
  const tellPages = (payload: string) => {
    for (const page of pages) page(payload);
  };
  let listening: Promise<void> | null = null;

  api.openapi(route, async (context) => {
    listening ??= database.listen(eventsChannel, tellPages, { signal });
    await listening;
    context.header('x-accel-buffering', 'no');
    return streamSSE(
      context,
      async (stream) => {
        const ended = Promise.withResolvers<void>();
        const write = (payload: string) => {
          const { event, ...data } = JSON.parse(payload);
          void stream.writeSSE({ event: String(event), data: JSON.stringify(data) });
        };
        const alive = setInterval(() => void stream.write(': still here\n\n'), keepAliveMs);
        pages.add(write);
        stream.onAbort(ended.resolve);
        signal.addEventListener('abort', () => ended.resolve(), { once: true });
        await stream.write(': connected\n\n');
        await ended.promise;
        clearInterval(alive);
        pages.delete(write);
      },
      async (error) => onError(error),
    );
  });
}
