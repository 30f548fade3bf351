import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSetUpToken, setUpPath } from '../../src/access/set-up.ts';
import { startApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config.ts';
import { loadDemo } from '../../src/demo.ts';
import { openStore } from '../../src/store.ts';

/** The whole product with the demo company, as a newcomer starts it, in a folder that is gone after. */
export async function startDemoApp(): Promise<{
  readonly url: string;
  /** A link for an administrator, as `rapport set-up` prints it. */
  setUpLink(): Promise<string>;
  close(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-app-'));
  // Under root the server runs as another user, who has to get there.
  await chmod(folder, 0o711);
  const config = loadConfig({ RAPPORT_DATA: folder, RAPPORT_PORT: '0' });
  const store = await openStore(config, () => {});
  const { signal } = new AbortController();
  await loadDemo(store, config, { clock: systemClock, signal, say: () => {} });
  const app = await startApp(config, { store });
  return {
    url: app.url,
    setUpLink: async () => {
      const token = await app.database.transaction((session) =>
        newSetUpToken(session, systemClock()),
      );
      return new URL(setUpPath(token), app.url).href;
    },
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
