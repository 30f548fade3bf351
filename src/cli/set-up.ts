import type { Command } from 'commander';
import { isStillDemo } from '../access/demo.ts';
import { isSetUpNeeded, newSetUpToken, setUpPath } from '../access/set-up.ts';
import { audit } from '../audit/record.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import type { Database } from '../db/pool.ts';
import { openStore } from '../store.ts';

/** `set-up`: a fresh link with which whoever has the machine becomes an administrator, also when the last one is lost. */
export function setUpCommand(program: Command): void {
  program
    .command('set-up')
    .description('print a one-time link with which you become an administrator')
    .action(async () => {
      const config = loadConfig();
      const store = await openStore(config, () => {});
      try {
        const url = config.door.publicOrigin ?? `http://localhost:${config.port}`;
        const link = await setUpLink(store.database, { url, now: systemClock() });
        process.stdout.write(`${setUpText(link)}\n`);
      } finally {
        await store.close();
      }
    });
}

/** Where the page is, and the instant (ms since 1970). */
type At = { readonly url: string; readonly now: number };

/** A new link for the first administrator; null when there is one, or while the data are those of the demo. */
export async function firstSetUpLink(database: Database, at: At): Promise<string | null> {
  if (await isStillDemo(database)) return null;
  return (await isSetUpNeeded(database)) ? setUpLink(database, at) : null;
}

/** A new link; the one before is void. */
async function setUpLink(database: Database, { url, now }: At): Promise<string> {
  const token = await database.transaction(async (session) => {
    const made = await newSetUpToken(session, now);
    await audit(session, { at: now, actor: 'command line', action: 'link_made' });
    return made;
  });
  return new URL(setUpPath(token), url).href;
}

/** The link with what it is for, for the terminal. */
export function setUpText(link: string): string {
  return `  Become an administrator, within a day, with this link (it holds once):\n  ${link}\n`;
}
