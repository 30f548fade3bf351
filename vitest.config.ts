import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { findSystemServer } from './test/support/system.ts';

const onDatabase = ['{src,test}/**/*.db.test.ts'];
const pageConfig = 'web/vite.config.ts';

/**
 * Tests that need a database are named `*.db.test.ts` and run once on each server; all others run once. Vitest's
 * `--project unit` (or `web`, `embedded`, `system`) runs a part of them.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Real servers on a busy machine take their time; how fast they are is for the benchmark to say.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,test,demo,bench,scripts}/**/*.test.{ts,tsx}'],
          exclude: onDatabase,
        },
      },
      {
        // The page's own configuration, because its sources are only JavaScript after its plugins.
        extends: existsSync(pageConfig) ? pageConfig : true,
        root: import.meta.dirname,
        test: { name: 'web', include: ['web/**/*.test.{ts,tsx}'], environment: 'node' },
      },
      ...databaseServers().map((name) => ({
        test: { name, include: onDatabase, globalSetup: 'test/support/servers.ts' },
      })),
    ],
  },
});

/** The embedded server and the system's PostgreSQL, whose absence is only let pass outside of CI. */
function databaseServers(): readonly string[] {
  const { CI, RAPPORT_TEST_SERVER: wanted } = process.env;
  if (wanted !== undefined && wanted !== '') return [wanted];
  if (findSystemServer() !== null) return ['embedded', 'system'];
  const why =
    'no PostgreSQL from 15 on in /usr/lib/postgresql (Debian: apt-get install postgresql)';
  if (CI === 'true') throw new Error(`The tests must run on the system's PostgreSQL too: ${why}.`);
  process.stderr.write(`\n  SKIPPED: the tests on the system's PostgreSQL: ${why}.\n\n`);
  return ['embedded'];
}
