// What the tests want of the machine beside npm's packages: a browser, and a PostgreSQL that is not ours.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture, say } from './run.mjs';

/**
 * Installs what is missing where that is possible (root on Debian); elsewhere says loudly which tests are skipped, and
 * in CI ends the process instead. Answers the environment that tells the tests where the browser is.
 * @returns {Promise<{ RAPPORT_CHROMIUM?: string }>}
 */
export async function machine() {
  const missing = [];
  if (browser() === null) missing.push('chromium', 'fonts-inter', 'fonts-noto-core');
  if (!hasPostgres()) missing.push('postgresql');
  if (missing.length > 0 && mayInstall()) await install(missing);

  if (!hasPostgres()) skipped("on the system's PostgreSQL", 'postgresql, version 15 or later');
  const found = browser();
  if (found === null) skipped('in a browser', 'chromium');
  return found === null ? {} : { RAPPORT_CHROMIUM: found };
}

function browser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const given = process.env.RAPPORT_CHROMIUM;
  if (given) return given;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Where test/support/system.ts looks for it too. */
function hasPostgres() {
  const root = '/usr/lib/postgresql';
  return existsSync(root) && readdirSync(root).some((version) => Number(version) >= 15);
}

function mayInstall() {
  const release = '/etc/os-release';
  const isDebian = existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'));
  return isDebian && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

async function install(names) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const title = `Installing for the tests: ${names.join(', ')}`;
  await capture('apt-get', ['update', '-qq'], {
    title: 'Reading the lists of packages',
    env,
    mayFail: true,
  });
  const options = ['install', '-y', '-qq', '--no-install-recommends'];
  await capture('apt-get', [...options, ...names], { title, env, mayFail: true });
}

function skipped(which, need) {
  const line = '*'.repeat(78);
  if (process.env.CI === 'true') {
    say(`${line}\nThe tests ${which} must not be skipped in CI. Missing: ${need}.\n${line}`);
    process.exit(1);
  }
  say(`${line}\nSKIPPED: the tests ${which}. Missing on this machine: ${need}.\n${line}`);
}
