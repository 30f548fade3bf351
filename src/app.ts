/** The program: config → database → refresh → API and page; what starts here is stopped here, in reverse. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { limitsOf } from './access/limits.ts';
import { openIdOf } from './access/oidc.ts';
import { passwordsOf, usualCost } from './access/passwords.ts';
import { readingAs } from './access/reading.ts';
import { createApi } from './api/api.ts';
import { servePage } from './api/page.ts';
import { newLooks } from './audit/looks.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/pool.ts';
import { type DigestOptions, sendDigests } from './digest/daily.ts';
import { knownDeals } from './facts/deals.ts';
import { dealsLook } from './facts/deals-at-hand.ts';
import { tell } from './facts/events.ts';
import { importPath, mappingFrom } from './imports.ts';
import type { ImportProgress } from './ingest/import.ts';
import { listen } from './listen.ts';
import { mailerOf } from './mail/send.ts';
import type { MailSettings } from './mail/settings.ts';
import { outgoing, publicWay } from './news/outgoing.ts';
import { openNews } from './news/worker.ts';
import { startRefreshInBackground } from './refresh/background.ts';
import { repeatedly } from './repeatedly.ts';
import { eraseAgain } from './rights/erase-again.ts';
import { erasedFile, erasedFileName } from './rights/erased-file.ts';
import { errorForLog } from './secrets/for-log.ts';
import type { KeyPlace } from './secrets/keys.ts';
import type { Store } from './store.ts';

const refreshThread = new URL('./refresh-thread.ts', import.meta.url);

/** How often one looks which deals changed, which feeds are due, and for whom it is seven in the morning. */
const every = { dealsMs: 2000, newsMs: 15_000, digestsMs: 30_000 };

export type App = {
  readonly url: string;
  readonly database: Database;
  readonly close: () => Promise<void>;
};

/**
 * Starts everything. `aheadMs`: how far the product's present is ahead of the machine's, for data that were made for
 * another day. `keys`: where the key for secrets is; left out, the file in the data folder.
 */
export async function startApp(
  config: Config,
  {
    store,
    aheadMs = 0,
    keys = { dataFolder: config.dataFolder, key: null, keyBefore: null },
  }: { readonly store: Store; readonly aheadMs?: number; readonly keys?: KeyPlace },
): Promise<App> {
  const clock = () => systemClock() + aheadMs;
  await mkdir(config.dataFolder, { recursive: true });
  const log = pino.destination({ dest: join(config.dataFolder, 'rapport.log'), mode: 0o600 });
  const logger = pino({ base: null, serializers: { err: errorForLog } }, log);
  const onError = (error: unknown) => logger.error({ err: error }, 'failed');
  const stop = new AbortController();
  const { database, readers, target } = store;
  const erased = erasedFile(join(config.dataFolder, erasedFileName));
  await eraseAgain(database, erased, clock());
  const refresh = await startRefreshInBackground({ target, aheadMs }, onError, refreshThread);
  const news = openNews(database, {
    ...{ fetchDocument: outgoing(publicWay), chance: Math.random },
    ...{ clock, signal: stop.signal },
  });
  const looks = newLooks(database, { clock, onError });
  const deals = knownDeals(database);
  const dealsAtHand = repeatedly(dealsLook(database, deals, clock), {
    everyMs: every.dealsMs,
    onError,
  });
  const api = createApi({
    database,
    readAs: readingAs(readers),
    deals,
    clock,
    door: config.door,
    passwords: passwordsOf(usualCost),
    limits: limitsOf(),
    keys,
    openId: openIdOf(config.openId),
    mailFrom: config.mail?.from ?? null,
    noteLook: looks.note,
    erased,
    signal: stop.signal,
    onError,
    fetchFeed: news.fetchNow,
    importFile: async ({ path, name, options }) => {
      const mapping = options.mapping === null ? null : mappingFrom(options.mapping);
      const run = {
        clock,
        signal: stop.signal,
        onProgress: progressTeller(database, name),
        suppressionKey: erased.key,
      };
      const report = await importPath(
        database,
        { path, name, options: { ...options, mapping } },
        run,
      );
      return {
        ...report,
        excluded: { ...report.excluded },
        rejects: [...report.rejects],
        contactsMade: [...report.contactsMade],
      };
    },
  });
  servePage(api, join(import.meta.dirname, '..', 'dist', 'web'));
  const server = await listen(api.fetch, config, { onError });
  const rounds = repeatedly(news.round, { everyMs: every.newsMs, onError });
  const digests =
    config.mail === null
      ? null
      : repeatedly(
          digestsBy(config.mail, {
            ...{ database, readers, clock },
            origin: config.door.publicOrigin ?? server.url,
          }),
          { everyMs: every.digestsMs, onError },
        );
  return {
    url: server.url,
    database,
    close: async () => {
      stop.abort();
      await Promise.all([rounds.close(), digests?.close()]);
      await server.close();
      await news.close();
      await looks.close();
      await dealsAtHand.close();
      await refresh.close();
      await store.close();
    },
  };
}

/** Sends the digests that are due, through a mail server. */
function digestsBy(
  mail: MailSettings,
  {
    database,
    readers,
    ...options
  }: Pick<Store, 'database' | 'readers'> & Pick<DigestOptions, 'clock' | 'origin'>,
): (signal: AbortSignal) => Promise<unknown> {
  const digest: DigestOptions = {
    ...{ ...options, mailer: mailerOf(mail) },
    readAs: (login, work) => readingAs(readers)({ login }, work),
  };
  return (signal) => sendDigests(database, digest, signal);
}

/** Tells open pages how far an import has come. */
function progressTeller(database: Database, work: string): ImportProgress {
  return (_, done, total) => void tell(database, { event: 'progress', work, done, total });
}
